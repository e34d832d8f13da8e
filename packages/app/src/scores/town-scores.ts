import { unitName } from '@qingshan/campaign';
import { displayUnit, formatDay, formatRounded, parsePeriod, type Localized, type Period } from '@qingshan/kernel';
import { methodById, runMethod } from '@qingshan/methods';
import { z } from 'zod';
import { keep } from '../assess/assess.ts';
import { readWhen } from '../assess/asking.ts';
import { comparable, type Evaluated } from '../assess/evaluator.ts';
import { readMonth } from '../loop/month-report.ts';
import type { Sources } from '../publications/gathered.ts';
import { clauseMarker } from '../rules/standards.ts';
import type { ScorePackView, ScoreQuery, ScoreRowView, ScoresView } from '../views/index.ts';
import { methodContext } from '../workspace.ts';
import { STORED_METRICS } from './packs.ts';

const METHOD = 'ranking.scored';

const detailsSchema = z.object({
  leagues: z.array(
    z.object({
      league: z.string(),
      name: z.object({ zh: z.string(), en: z.string() }).nullable(),
      ranks: z.array(
        z.object({
          rank: z.number(),
          id: z.string(),
          score: z.string(),
          metrics: z.record(z.string(), z.object({ value: z.number(), points: z.number() })),
          consequences: z.array(z.object({ text: z.object({ zh: z.string(), en: z.string() }) })),
        }),
      ),
    }),
  ),
  unranked: z.array(z.object({ id: z.string(), reason: z.string() })),
});

/** What a metric of a town rests on. */
export interface TownMetric {
  readonly current: number | null;
  /** Of the month before, where the metric is a change */
  readonly previous: number | null;
  readonly now: Evaluated;
  readonly before: Evaluated | null;
}

export interface TownInputs {
  readonly town: string;
  readonly metrics: ReadonlyMap<string, TownMetric>;
}

/** Kinds of the metrics of a pack, in its order. */
export function metricsOf(sources: Sources, pack: string): { readonly id: string; readonly change: boolean }[] {
  const edition = sources.campaign.workspace.standards.edition(pack);
  const ids = [...new Set(edition.figures('metrics').map((f) => f.keys['metric'] ?? ''))];
  return ids.map((id) => ({ id, change: edition.figure('metrics', { metric: id, item: 'kind' }).value === 'change' }));
}

async function gatherTown(
  { evaluator }: Sources,
  town: string,
  metrics: ReturnType<typeof metricsOf>,
  months: { readonly now: Period; readonly before: Period },
  asOf: string | undefined,
): Promise<TownInputs> {
  const scope = `town:${town}`;
  const evaluate = (indicator: string, month: Period) => {
    const when = readWhen(evaluator.workspace, { through: formatDay(month.last), ...(asOf ? { asOf } : {}) });
    return evaluator.evaluate({ indicator, scope, period: month.id, when });
  };
  const found = new Map<string, TownMetric>();
  for (const { id, change } of metrics) {
    const indicator = STORED_METRICS[id]?.indicator;
    if (indicator === undefined) continue;
    const now = await evaluate(indicator, months.now);
    const before = change ? await evaluate(indicator, months.before) : null;
    found.set(id, {
      current: comparable(now.assessment),
      previous: before === null ? null : comparable(before.assessment),
      now,
      before,
    });
  }
  return { town, metrics: found };
}

/** The towns' figures that a pack asks for, from monitoring. */
export async function townInputs(sources: Sources, pack: string, query: ScoreQuery): Promise<TownInputs[]> {
  const { district } = sources.campaign.workspace;
  const now = readMonth(query.month);
  const before = parsePeriod(formatDay(now.first - 1).slice(0, 7)) ?? now;
  const metrics = metricsOf(sources, pack);
  return Promise.all(district.towns.map(({ id }) => gatherTown(sources, id, metrics, { now, before }, query.asOf)));
}

/** Runs the method on the figures. */
function ranksOf(sources: Sources, pack: ScorePackView, month: Period, inputs: readonly TownInputs[]) {
  const { workspace } = sources.campaign;
  const kinds = metricsOf(sources, pack.id);
  const items = inputs.map(({ town, metrics }) => ({
    id: town,
    values: Object.fromEntries(
      kinds.map(({ id, change }) => {
        const { current = null, previous = null } = metrics.get(id) ?? {};
        return [id, change ? { current, previous } : { current }];
      }),
    ),
  }));
  const name = workspace.standards.edition(pack.id).family.replace(/^town-ranking-/, '');
  const input = { on: formatDay(month.last), pack: name, items };
  return detailsSchema.parse(runMethod(methodById(METHOD), input, methodContext(workspace)).details);
}

function inputsOf({ metrics }: TownInputs, unitText: string): ScoreRowView['inputs'] {
  const shown = (value: number | null) => (value === null ? '—' : `${formatRounded(value, 1)} ${unitText}`);
  return [...metrics].flatMap(([id, { current, previous, now, before }]) => {
    const name = STORED_METRICS[id]?.name ?? { zh: id, en: id };
    const last: Localized = { zh: '上月', en: 'month before' };
    return [
      { name, shown: shown(current), assessmentId: current === null ? null : now.assessment.id },
      ...(before === null
        ? []
        : [{ name: last, shown: shown(previous), assessmentId: previous === null ? null : before.assessment.id }]),
    ];
  });
}

function emptyScores(pack: ScorePackView, month: Period, query: ScoreQuery): ScoresView {
  const { asOf = null } = query;
  return {
    pack,
    month: month.id,
    scoredOn: formatDay(month.last),
    asOf,
    items: [],
    leagues: [],
    exempt: [],
    ladder: [],
    simulated: false,
  };
}

/** The towns by their air, by a published rule. @throws QingshanError `unknown-period`, `bad-request` */
export async function townScores(sources: Sources, pack: ScorePackView, query: ScoreQuery): Promise<ScoresView> {
  const { workspace } = sources.campaign;
  const { district } = workspace;
  const month = readMonth(query.month);
  const base = emptyScores(pack, month, query);
  if (pack.why !== null) return base;
  const inputs = await townInputs(sources, pack.id, query);
  const details = ranksOf(sources, pack, month, inputs);
  const before = parsePeriod(formatDay(month.first - 1).slice(0, 7));
  const earlier = before
    ? ranksOf(sources, pack, before, await townInputs(sources, pack.id, { ...query, month: before.id }))
    : null;
  const used = inputs.flatMap(({ metrics }) =>
    [...metrics.values()].flatMap((m) => (m.before ? [m.now, m.before] : [m.now])),
  );
  await keep(
    workspace,
    used.filter((e) => e.assessment.value !== null),
    await clauseMarker(workspace),
  );
  const kinds = metricsOf(sources, pack.id);
  const unitText = displayUnit(used[0]?.assessment.unit ?? '');
  const old = new Map(earlier?.leagues.flatMap((l) => l.ranks.map((r) => [r.id, r] as const)) ?? []);
  return {
    ...base,
    items: kinds.map(({ id }) => ({ id, name: STORED_METRICS[id]?.name ?? { zh: id, en: id }, full: '' })),
    leagues: details.leagues.map(({ league, name, ranks }) => ({
      id: league,
      name: name ?? { zh: '各镇街', en: 'towns' },
      rows: ranks.map((r): ScoreRowView => {
        const was = old.get(r.id);
        const own = inputs.find((i) => i.town === r.id);
        return {
          unit: r.id,
          name: unitName(district, r.id),
          rank: r.rank,
          tied: ranks.some((other) => other.id !== r.id && other.rank === r.rank),
          score: r.score,
          before: was ? { rank: was.rank, score: was.score } : null,
          parts: Object.entries(r.metrics).map(([id, { points }]) => ({ id, score: formatRounded(points, 2) })),
          entries: [],
          inputs: own ? inputsOf(own, unitText) : [],
          monthsLast: 0,
          consequences: r.consequences.map((c) => c.text),
        };
      }),
    })),
    exempt: details.unranked.map(({ id, reason }) => ({
      unit: id,
      name: unitName(district, id),
      reason: reason === 'no-data' ? { zh: '有效数据不足', en: 'too few valid data' } : { zh: reason, en: reason },
    })),
    simulated: used.some((e) => e.assessment.simulated),
  };
}
