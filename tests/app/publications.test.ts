import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, type Application, type views } from '@qingshan/app';
import { PUBLIC, type Actor } from '@qingshan/campaign';
import { readGrid, shippedTemplateFor } from '@qingshan/documents';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importWorkbook, sampleWorkbook } from './registers-support.ts';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };

const NOTHING = { quantity: null, steps: [], kept: null, percent: null };
const quantity = (done: string, evidence: string[] = []) => ({
  progress: { ...NOTHING, quantity: done },
  text: `更新 ${done} 辆`,
  problems: '',
  next: '',
  evidence,
});

let it: TestWorkspace;
let as: (actor: Actor) => Application;
/** A counted measure on which the transport bureau reports. */
let measure: string;

beforeAll(async () => {
  it = await testWorkspace(false, '2024-01-03T09:00');
  Object.assign(it.workspace, { settings: { ...it.workspace.settings, publicBoard: true } });
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
  const { rows } = await as(office).assignments({});
  measure =
    rows.find((r) => r.unit === 'mtg-transport' && r.reports && r.progressKind === 'quantity')?.measure ?? 'none';
  await as(office).specifyMeasure(measure, {
    spec: { kind: 'quantity', target: '40', unit: '辆' },
    frequency: 'month',
    criteria: '每辆有凭证',
  });
  const own = rows.filter((r) => r.unit === 'mtg-transport').map((r) => r.id);
  await as(office).changeDispatch({ do: 'dispatch', assignments: own, share: null, note: '' });
  await as(liaison).signFor({ assignments: own });
  it.clock.set('2024-02-01T10:00');
  const evidence = await as(liaison).addEvidence({
    name: '凭证.pdf',
    bytes: new TextEncoder().encode('%PDF-1.7\n凭证'),
  });
  await as(liaison).writeReport(`${measure}/mtg-transport/2024-01`, {
    do: 'submit',
    content: quantity('3', [evidence.id]),
  });
  it.clock.set('2024-03-05T10:00');
});
afterAll(() => it.remove());

function ask(
  kind: views.DocumentAsk['kind'],
  subject: string,
  more: Partial<views.DocumentAsk> = {},
): views.DocumentAsk {
  return { kind, subject, variant: '', words: {}, ...more };
}

async function publish(asked: views.DocumentAsk, replaces: views.PublishInput['replaces'] = null) {
  const { checked } = await as(office).documentDraft(asked);
  return as(office).publish({ ask: asked, checked, replaces });
}

/** The row of the transport bureau in the table of units. */
function ownRow(bytes: Uint8Array): string[] | undefined {
  return readGrid('通报.docx', bytes)
    .blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
    .map((row) => row.map((cell) => cell.paragraphs.join('')))
    .find((row) => row.length > 6 && row[1] === '区交通局')
    ?.slice(2);
}

describe('a bulletin', () => {
  const bulletin = ask('monthly-bulletin', '2024-01', { words: { nextSteps: ['请未报单位补报'] } });
  let published: views.PublicationView;

  test('is drafted with the figures of the pages, a number and what to look at', async () => {
    const draft = await as(office).documentDraft(bulletin);
    const month = await as(office).monthReport('2024-01');
    const own = month.units.find((u) => u.unit === 'mtg-transport');
    expect(draft).toMatchObject({ number: '通报〔2024〕1号', day: '2024-03-05', standing: null });
    expect(draft.page).toContain('请未报单位补报');
    expect(draft.page).toContain('通报〔2024〕1号');
    const { bytes, name } = await as(office).documentDraftFile(bulletin, 'docx');
    expect(name).toMatch(/（草稿）\.docx$/);
    // One report of January came by 1 February; the others of the bureau did not.
    expect(own).toMatchObject({ onTime: 1, late: 0 });
    expect(ownRow(bytes)).toEqual([String(own?.due), '1', '0', String(own?.missing), '0', '0']);
  });

  test('is published by the office only, and only as it was checked', async () => {
    const { checked } = await as(office).documentDraft(bulletin);
    const input = { ask: bulletin, checked, replaces: null };
    await expect(as(liaison).publish(input)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(as(office).publish({ ...input, checked: 'c'.repeat(64) })).rejects.toMatchObject({
      code: 'draft-changed',
    });
    expect(await as(office).publications({})).toEqual([]);
    published = await as(office).publish(input);
    expect(published).toMatchObject({
      number: '通报〔2024〕1号',
      by: '攻坚办甲',
      at: '2024-03-05T10:00',
      withdrawn: null,
    });
    expect(published.files.map((f) => f.form)).toEqual(['docx', 'xlsx', 'html']);
    await expect(publish(bulletin)).rejects.toMatchObject({ code: 'already-published' });
  });

  test('keeps its figures when the data change, and is made again to the byte', async () => {
    const before = await as(office).publicationFile(published.id, 'docx');
    await as(liaison).writeReport(`${measure}/mtg-transport/2024-01`, { do: 'withdraw' });
    const now = (await as(office).monthReport('2024-01')).units.find((u) => u.unit === 'mtg-transport');
    expect(now).toMatchObject({ onTime: 0 });
    const after = await as(office).publicationFile(published.id, 'docx');
    expect(after.bytes).toEqual(before.bytes);
    expect(ownRow(after.bytes)?.[1]).toBe('1');
    expect(ownRow((await as(office).documentDraftFile(bulletin, 'docx')).bytes)?.[1]).toBe('0');
    const [check] = await as(office).verifyPublications(published.id);
    expect(check).toMatchObject({ sound: true, why: null });
    expect(check?.forms.map((f) => [f.form, f.stored, f.again])).toEqual([
      ['docx', 'as-published', 'same'],
      ['xlsx', 'as-published', 'same'],
      ['html', 'as-published', 'same'],
    ]);
  });

  test('is read by the public, who do not learn who published it; a letter is not', async () => {
    const letter = await publish(ask('supervision-letter', 'mtg-transport'));
    expect((await as(PUBLIC).publications({})).map((p) => [p.id, p.by])).toEqual([[published.id, null]]);
    const { bytes } = await as(PUBLIC).publicationFile(published.id, 'html');
    expect(new TextDecoder().decode(bytes)).toContain('通报〔2024〕1号');
    await expect(as(PUBLIC).publication(letter.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(as(PUBLIC).publicationFile(letter.id, 'docx')).rejects.toMatchObject({ code: 'not-found' });
    await expect(as(PUBLIC).documentDraft(bulletin)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(letter).toMatchObject({ number: '督办函〔2024〕1号', variant: '2024-03-05' });
  });

  test('is replaced with a reason: the old one stays, and says so', async () => {
    const replaces = { id: published.id, reason: '一月报告已撤回' };
    const second = await publish(bulletin, replaces);
    expect(second).toMatchObject({ number: '通报〔2024〕2号', replaces: published.id });
    const old = await as(office).publication(published.id);
    expect(old).toMatchObject({ replacedBy: second.id, withdrawn: { reason: '一月报告已撤回', by: '攻坚办甲' } });
    expect((await as(office).publicationFile(old.id, 'docx')).bytes.length).toBeGreaterThan(1000);
    // The public learns that it was withdrawn, and reads the new one.
    expect((await as(PUBLIC).publication(old.id)).forms).toEqual([]);
    await expect(as(PUBLIC).publicationFile(old.id, 'docx')).rejects.toMatchObject({ code: 'not-found' });
    await expect(publish(bulletin, replaces)).rejects.toMatchObject({ code: 'publication-withdrawn' });
  });

  test('is withdrawn once', async () => {
    const [newest] = await as(office).publications({ kind: 'monthly-bulletin' });
    const id = newest?.id ?? 0;
    await expect(as(liaison).withdrawPublication(id, '不对')).rejects.toMatchObject({ code: 'not-allowed' });
    await as(office).withdrawPublication(id, '暂缓发布');
    await expect(as(office).withdrawPublication(id, '再撤')).rejects.toMatchObject({ code: 'publication-withdrawn' });
    expect((await publish(bulletin)).number).toBe('通报〔2024〕3号');
  });
});

test('numbers have no gaps however many publish at once', async () => {
  const subjects = ['2023-10', '2023-11', '2023-12', '2024-02', '2024-03'];
  const made = await Promise.all(subjects.map((subject) => publish(ask('monthly-bulletin', subject))));
  expect(made.map((p) => p.number).toSorted()).toEqual([4, 5, 6, 7, 8].map((n) => `通报〔2024〕${n}号`));
});

describe('an evidence pack', () => {
  test('holds the files, an index with their hashes, and is made again to the byte', async () => {
    await as(liaison).writeReport(`${measure}/mtg-transport/2024-01`, {
      do: 'submit',
      content: quantity('4', (await as(liaison).report(`${measure}/mtg-transport/2024-01`)).content.evidence),
    });
    const pack = await publish(ask('evidence-pack', measure));
    expect(pack.forms).toEqual(['docx', 'xlsx', 'html', 'zip']);
    const zip = new PizZip((await as(office).publicationFile(pack.id, 'zip')).bytes);
    const [file] = pack.attached;
    expect(Object.keys(zip.files)).toEqual(['目录.docx', '目录.xlsx', '校验值.sha256', `佐证/${file?.name}`]);
    expect(zip.files[`佐证/${file?.name}`]?.asText()).toContain('凭证');
    expect(zip.files['校验值.sha256']?.asText()).toBe(`${file?.id}  佐证/${file?.name}\n`);
    const rows = readGrid('目录.docx', zip.files['目录.docx']?.asUint8Array() ?? new Uint8Array())
      .blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
      .map((row) => row.map((cell) => cell.paragraphs.join('')));
    expect(rows.some((row) => row.includes(file?.id ?? '') && row.includes('凭证.pdf'))).toBe(true);
    expect(await as(office).verifyPublications(pack.id)).toMatchObject([{ sound: true }]);
  });

  test('of a measure that is not there is refused', async () => {
    await expect(as(office).documentDraft(ask('evidence-pack', 'Z99'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('a summary counts the measures of each board', async () => {
  const { page, checks } = await as(office).documentDraft(ask('summary', '2024-H1'));
  expect(page).toContain('2024年上半年工作总结');
  expect(checks.map((c) => c.code)).toContain('running');
  await expect(as(office).documentDraft(ask('summary', '2024-01'))).rejects.toMatchObject({ code: 'bad-request' });
});

test('a letter to a unit without arrears is refused', async () => {
  await expect(as(office).documentDraft(ask('supervision-letter', 'mtg-longquan'))).rejects.toMatchObject({
    code: 'bad-draft',
  });
});

describe('templates', () => {
  const house = shippedTemplateFor({ landscape: false });

  function changed(from: string, to: string): { name: string; bytes: Uint8Array } {
    const zip = new PizZip(house.bytes);
    const xml = zip.files['word/document.xml']?.asText() ?? '';
    if (!xml.includes(from)) throw new Error(`${from} does not stand in the template`);
    zip.file('word/document.xml', xml.replaceAll(from, to));
    return { name: '通报模板.docx', bytes: zip.generate({ type: 'uint8array' }) };
  }

  test('one with an unknown place is refused, naming place and paragraph', async () => {
    const wrong = changed('{标题}', '{题目}');
    await expect(as(office).addDocumentTemplate('monthly-bulletin', wrong)).rejects.toMatchObject({
      code: 'bad-template',
      text: { zh: expect.stringMatching(/通报模板\.docx.*正文第 \d+ 段“\{题目\}”.*没有名为“题目”的内容/s) },
    });
    await expect(
      as(office).addDocumentTemplate('monthly-bulletin', { name: '图.docx', bytes: new Uint8Array([1, 2]) }),
    ).rejects.toMatchObject({ code: 'bad-file' });
    await expect(as(liaison).addDocumentTemplate('monthly-bulletin', house)).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('the office’s own is used from then on; what was published before stays as it was', async () => {
    const [before] = await as(office).publications({ kind: 'monthly-bulletin' });
    const ours = changed('{标题}', '内部资料 {标题}');
    await as(office).addDocumentTemplate('monthly-bulletin', ours);
    const draft = await as(office).documentDraftFile(ask('monthly-bulletin', '2024-02'), 'docx');
    expect(new PizZip(draft.bytes).files['word/document.xml']?.asText()).toContain('内部资料');
    const own = await publish(ask('monthly-bulletin', '2023-09'));
    expect(own.template.name).toBe('通报模板.docx');
    await as(office).useDocumentTemplate('monthly-bulletin', { version: null, note: '改回' });
    expect(await as(office).verifyPublications(null)).toSatisfy((all: views.PublicationCheckView[]) =>
      all.every((check) => check.sound),
    );
    const again = await as(office).documentDraftFile(ask('monthly-bulletin', '2024-02'), 'docx');
    expect(new PizZip(again.bytes).files['word/document.xml']?.asText()).not.toContain('内部资料');
    expect(before?.withdrawn).toBeNull();
    const kinds = await as(office).documentTemplates();
    const versions = kinds.find((k) => k.kind === 'monthly-bulletin')?.versions ?? [];
    expect(versions.map((v) => v.own)).toEqual([false, true]);
    const taken = await as(office).documentTemplateFile('monthly-bulletin', versions[1]?.id ?? 0);
    expect(taken.bytes).toEqual(ours.bytes);
  });
});

test('bytes that were changed on the disk are found', async () => {
  const [newest] = await as(office).publications({ kind: 'monthly-bulletin' });
  const { files } = await as(office).publication(newest?.id ?? 0);
  const hash = files[0]?.sha256 ?? '';
  await writeFile(join(it.folder, 'files', hash.slice(0, 2), hash.slice(2)), 'changed');
  const [check] = await as(office).verifyPublications(newest?.id ?? 0);
  expect(check).toMatchObject({ sound: false });
  expect(check?.forms[0]).toMatchObject({ form: 'docx', stored: 'changed', again: 'same' });
  await expect(as(office).publicationFile(newest?.id ?? 0, 'docx')).rejects.toMatchObject({
    code: 'workspace-damaged',
  });
});

test('every step stands in the audit', async () => {
  const entries = await it.workspace.registry.audits();
  const actions = new Set(entries.map((entry) => entry.action));
  for (const action of ['publish', 'withdraw-publication', 'add-template', 'use-template']) {
    expect(actions).toContain(action);
  }
  expect(entries.find((e) => e.action === 'publish' && e.subject.startsWith('publication:'))?.detail).toContain(
    '通报〔2024〕1号',
  );
});

test('a register sheet prints every entry that stands, and nothing that is masked for anybody', async () => {
  const stored = await importWorkbook(as(OPERATOR), 'complaint', sampleWorkbook('complaint'));
  const { entries } = await as(OPERATOR).registerEntries('complaint', { offset: 0, limit: 500 });
  const file = await as(office).documentDraftFile(ask('register-ledger', 'complaint'), 'docx');
  const { blocks } = readGrid('台账.docx', file.bytes);
  const rows = blocks
    .flatMap((block) => (block.kind === 'table' ? block.rows : []))
    .map((row) => row.map((cell) => cell.paragraphs.join('')));
  const [head = [], ...body] = rows.filter((row) => row.length > 6);
  const numbers = body.map((row) => row[head.indexOf('编号')]);
  expect(numbers).toEqual(entries.map((entry) => entry.values['id']));
  expect(numbers).toHaveLength(stored.added);
  const all = rows.flat().join('|');
  const secrets = entries.flatMap(({ values }) => [values['person'], values['phone'], values['content']]);
  expect(secrets.filter((secret) => typeof secret === 'string').length).toBeGreaterThan(0);
  for (const secret of secrets) if (typeof secret === 'string') expect(all).not.toContain(secret);
});
