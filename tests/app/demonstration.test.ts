import { createApplication, views, type Application } from '@qingshan/app';
import { createServer } from '@qingshan/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

let test: TestWorkspace;
let application: Application;

beforeAll(async () => {
  test = await testWorkspace(true);
  application = createApplication(test.workspace).as(OPERATOR);
});
afterAll(() => test.remove());

describe('the board of the demonstration', () => {
  it('stands at 2024-10-31 and says that its data are simulated', async () => {
    const board = await application.board({});
    expect(board.through).toBe('2024-10-31');
    expect(board.simulated).toBe(true);
    expect((await application.workspace()).simulated).toBe(true);
  });

  it('counts what it lists, and hides no target of the plan', async () => {
    const board = await application.board({});
    const rows = board.boards.flatMap((b) => b.targets);
    expect(rows.map((r) => r.id).sort()).toEqual(test.workspace.plan.targets.map((t) => t.id).sort());
    const { total, ...counts } = board.tally;
    expect(total).toBe(rows.length);
    for (const [status, n] of Object.entries(counts)) expect(rows.filter((r) => r.status === status)).toHaveLength(n);
    for (const row of rows.filter((r) => r.status === 'no-data')) {
      expect(row.assessment).toBeNull();
      expect(row.reason.zh).not.toBe('');
    }
  });

  it('works out the allowance so that the year ends exactly at the target', async () => {
    const board = await application.board({});
    const row = board.boards.flatMap((b) => b.targets).find((r) => r.id === 'pm25');
    const { projection, assessment } = row ?? {};
    expect(projection?.allowance).not.toBeNull();
    const [done, left] = [assessment?.completeness?.valid ?? 0, projection?.remainingDays ?? 0];
    const allowance = projection?.allowance ?? 0;
    const sum = (assessment?.value ?? 0) * done;
    // Every day of the simulated district so far is valid, so all days left are expected to be.
    expect((sum + allowance * left) / (done + left)).toBeCloseTo(30, 6);
    expect(projection?.probability).toBeGreaterThan(0);
    expect(projection?.probability).toBeLessThan(1);
  });

  it('judges the whole year once it is over', async () => {
    const board = await application.board({ through: '2024-12-31' });
    const row = board.boards.flatMap((b) => b.targets).find((r) => r.id === 'pm25');
    expect(row?.projection).toBeNull();
    expect(['met', 'not-met']).toContain(row?.status);
    expect(row?.assessment?.verdict).toBe(row?.status);
    expect(row?.daysLeft).toBe(0);
  });

  it('looks at nothing after the day asked for', async () => {
    const [june, again] = await Promise.all([
      application.board({ through: '2024-06-30' }),
      application.board({ through: '2024-06-30', asOf: '2024-07-01' }),
    ]);
    const value = (b: views.BoardView) => b.boards[0]?.targets[0]?.assessment?.value;
    expect(value(june)).toBe(value(again));
    expect(value(june)).not.toBe(value(await application.board({})));
  });
});

describe('a target in full', () => {
  it('has a day for each day, months that re-add, and every station of the district value', async () => {
    const detail = await application.target('pm25', {});
    expect(detail.daily.values).toHaveLength(305);
    expect(detail.calendar).toHaveLength(305);
    expect(detail.months).toHaveLength(10);
    const valid = detail.daily.values.filter((x) => x !== null);
    const mean = valid.reduce((a, b) => a + b, 0) / valid.length;
    expect(detail.row.assessment?.value).toBeCloseTo(mean, 8);
    expect(detail.daily.cumulative.at(-1)).toBeCloseTo(mean, 8);
    expect(detail.months.reduce((n, m) => n + m.validDays, 0)).toBe(valid.length);
    expect(detail.stations.every((s) => s.simulated && s.assessed)).toBe(true);
    expect(detail.measures.length).toBe(detail.row.measures);
  });

  it('opens for every target of the plan, in the shape that is declared', async () => {
    for (const { id } of test.workspace.plan.targets) {
      const detail = await application.target(id, {});
      expect(views.targetDetail.safeParse(detail).error, id).toBeUndefined();
      if (detail.row.assessment)
        expect((await application.explain(detail.row.assessment.id)).id).toBe(detail.row.assessment.id);
    }
  });

  it('that no document says how to judge says so, and which one would be needed', async () => {
    const detail = await application.target('soil-quality', {});
    expect(detail.row).toMatchObject({ status: 'not-judged', assessment: null });
    expect(detail.row.reason.zh).toMatch(/GB 15618-2018.*GB 36600-2018.*需要.*办法/);
    expect(detail.row.reason.en).toMatch(/Needed: the document/);
    expect(detail.daily.values).toEqual([]);
  });

  it('that does not exist names those that do', async () => {
    await expect(application.target('pm1', {})).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });
});

describe('targets that rest on accounts', () => {
  const rowsOf = async (through: string) => (await application.board({ through })).boards.flatMap((b) => b.targets);

  it('count the section-months that have ended, of all that are accounted', async () => {
    const row = (await rowsOf('2024-10-31')).find((r) => r.id === 'sections');
    // Of 2 × 10 months one, July of the first section, is worse than its target: 19 ÷ 20 = 95 %.
    expect(row).toMatchObject({ status: 'at-risk', simulated: true, assessment: { shown: '95.0', simulated: true } });
    const june = (await rowsOf('2024-06-30')).find((r) => r.id === 'sections');
    expect(june?.assessment?.shown).toBe('100.0');
  });

  it('are unknown before the day from which they are known', async () => {
    const [before, after] = await Promise.all([rowsOf('2024-03-30'), rowsOf('2024-03-31')]);
    expect(before.find((r) => r.id === 'ei')).toMatchObject({ status: 'no-data', assessment: null });
    expect(after.find((r) => r.id === 'ei')?.assessment).toMatchObject({ verdict: 'met', shown: '+0.3' });
  });

  it('chain the yearly changes of carbon intensity: 1 − 104.1 ÷ 105 ÷ (1.062 × 1.021 × 1.048) = 12.75 %', async () => {
    const row = (await rowsOf('2024-10-31')).find((r) => r.id === 'carbon-intensity');
    expect(row).toMatchObject({ status: 'at-risk', target: '15', assessment: { shown: '12.75' } });
  });

  it('say that they are not judged where the plan speaks in words', async () => {
    expect((await rowsOf('2024-10-31')).find((r) => r.id === 'carbon-total')?.status).toBe('not-judged');
  });
});

describe('towns side by side', () => {
  it('ranks 13 towns with ties sharing a rank and the next one skipped', async () => {
    const { rows } = await application.towns({ period: '2024-08' });
    expect(rows).toHaveLength(13);
    const ranked = rows.filter((r) => r.sufficient);
    for (const row of ranked) {
      const better = ranked.filter((o) => Number(o.shown) < Number(row.shown)).length;
      expect(row.rank).toBe(better + 1);
      expect(row.tied).toBe(ranked.filter((o) => o.shown === row.shown).length > 1);
    }
  });

  it('does not rank a town with too few valid days', async () => {
    const { rows } = await application.towns({ period: '2024-07' });
    const thin = rows.filter((r) => !r.sufficient);
    expect(thin.map((r) => r.name.zh)).toEqual(['大台街道']);
    expect(thin[0]).toMatchObject({ rank: null, improved: null });
    expect(thin[0]?.validDays).toBeLessThan(27);
  });

  it('agrees with the target about how many improved', async () => {
    const [towns, board] = await Promise.all([application.towns({}), application.board({})]);
    const improved = towns.rows.filter((r) => r.improved).length;
    const target = board.boards.flatMap((b) => b.targets).find((t) => t.id === 'towns-pm25');
    expect(target?.assessment?.value).toBe(improved);
  });
});

describe('real stations in a demonstration', () => {
  it('are not answered for by simulated data', async () => {
    const [a] = await application.assess({
      period: '2024',
      scope: 'station:门头沟双峪',
      indicator: 'air.pm25.annual-mean',
    });
    expect(a).toMatchObject({ value: null, verdict: 'insufficient-data', simulated: false });
  });
});

describe('confirming a figure against the document', () => {
  it('removes its mark everywhere, and keeps who, when and by which copy', async () => {
    const ask = { period: '2024-05', indicator: 'air.pm25.annual-mean', scope: 'district' };
    const [before] = await application.assess(ask);
    expect(before?.toBeChecked).toBe(true);
    const unread = before?.clauses.filter((c) => c.certainty !== 'read') ?? [];
    expect(unread.length).toBeGreaterThan(0);
    for (const { edition, figures } of unread) {
      for (const figure of figures) {
        await application.confirmFigure({ edition, figure, document: '演示用文本' });
      }
    }
    const [after] = await application.assess(ask);
    expect(after?.toBeChecked).toBe(false);
    expect((await application.explain(before?.id ?? '')).toBeChecked).toBe(false);
    const { edition = '', figures: [figure = ''] = [] } = unread[0] ?? {};
    const shown = (await application.standard(edition)).tables.flatMap((t) => t.figures);
    expect(shown.find((f) => f.clause.figures.includes(figure))).toMatchObject({
      clause: { confirmed: true },
      confirmations: [{ by: '甲', document: '演示用文本' }],
    });
    const audits = await test.workspace.registry.audits();
    expect(audits).toContainEqual(
      expect.objectContaining({ action: 'confirm-figure', subject: `${edition} ${figure}` }),
    );
    expect(await test.workspace.registry.verifyAudit()).toMatchObject({ broken: null });
  });

  it('that does not exist is refused', async () => {
    const row = { edition: 'hj-663-2013', figure: 'limits/none', document: 'y' };
    await expect(application.confirmFigure(row)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the API', () => {
  const server = () => createServer(createApplication(test.workspace), { ...test.workspace, version: 'test' });
  const get = async (path: string) => {
    const response = await server().request(`http://localhost${path}`);
    return { status: response.status, body: await response.json() };
  };

  it.each([
    ['/api/v1/health', null],
    ['/api/v1/workspace', views.workspace],
    ['/api/v1/board', views.board],
    ['/api/v1/targets/pm25', views.targetDetail],
    ['/api/v1/targets/dustfall', views.targetDetail],
    ['/api/v1/towns?parameter=o3&period=2024-Q2', views.towns],
    ['/api/v1/plan', views.plan],
    ['/api/v1/methods', views.methodSummary.array()],
    ['/api/v1/methods/air.aqi-daily', views.methodDetail],
    ['/api/v1/standards', views.editionSummary.array()],
    ['/api/v1/standards/gb-3095-2012', views.editionDetail],
    ['/api/v1/standards-comparison?from=hj-633-2012&to=hj-633-2026', views.editionDifference],
    ['/api/v1/aqi-comparison?day=2024-04-14', views.aqiComparison],
    ['/api/v1/batches', views.batch.array()],
    ['/api/v1/batch-page?by=others&limit=5', views.batches],
    ['/api/v1/assessments?period=2024-05&indicator=air.composite-index', views.assessment.array()],
  ])('%s answers in its declared shape', async (path, schema) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    if (schema) expect(schema.safeParse(body).error).toBeUndefined();
  });

  it.each([
    ['/api/v1/targets/none', 404],
    ['/api/v1/assessments?period=2024-13', 400],
    ['/api/v1/board?through=yesterday', 400],
    ['/api/v1/assessments/a-none/inputs?limit=0', 400],
    ['/api/v1/nothing', 404],
  ])('%s is refused with %d and says why in both languages', async (path, expected) => {
    const { status, body } = await get(path);
    expect(status).toBe(expected);
    expect(body).toMatchObject({ code: expect.any(String), text: { zh: expect.any(String), en: expect.any(String) } });
  });

  it('answers requests addressed to this machine only', async () => {
    const response = await server().request('http://qingshan.example/api/v1/health');
    expect(response.status).toBe(403);
  });
});

describe('the simulated alert', () => {
  it('is raised once, lifted, and says of each day what the comparison of editions says of it', async () => {
    const [row] = await application.responses();
    expect(row).toMatchObject({ state: 'lifted', level: 'orange', simulated: true });
    const detail = await application.response(row?.id ?? '');
    // From [175, 158, 120] two days above 150 follow: yellow; from [205, 165, 155] three: orange.
    expect(detail.rounds.map((round) => [round.level, round.proposed])).toEqual([
      ['yellow', 'yellow'],
      ['orange', 'orange'],
    ]);
    const { counts } = detail.row;
    expect(counts.confirmed).toBe(detail.units.filter((unit) => unit.confirmedAt !== null).length);
    expect(counts.enterprises).toBe(detail.enterprises.filter(({ measure }) => measure !== '').length);
    expect(counts.checks).toBe(detail.checks.length);
    expect(counts.violations).toBe(detail.checks.filter(({ kept }) => !kept).length);
    const { observed } = await application.responseReview(row?.id ?? '');
    expect(observed.days.map(({ day }) => day)).toEqual(['2024-01-08', '2024-01-09', '2024-01-10']);
    for (const { day, aqi, pm25 } of observed.days) {
      const { results, concentrations } = await application.compareAqi({ day });
      expect(results.find(({ edition }) => edition === 'HJ 633-2012')?.calculation.value).toBe(aqi);
      const mean = concentrations.find(({ parameter }) => parameter === 'pm25-day')?.value ?? Number.NaN;
      expect(Math.abs(Number(pm25) - mean)).toBeLessThanOrEqual(0.5);
    }
  });
});
