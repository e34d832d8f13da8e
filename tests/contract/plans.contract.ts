import type { DraftContent, DraftRecord, Registry, VersionRecord } from '@qingshan/app';
import { districtFolder, loadDistrict, type PlanVersion } from '@qingshan/campaign';
import { expect, test } from 'vitest';

const COUNTS = { boards: 5, tasks: 88, measures: 200, initiatives: 11 };
const FILE = {
  id: 'a'.repeat(64),
  name: '计划.docx',
  type: 'application/octet-stream',
  size: 3,
  takenAt: null,
  place: null,
  by: '攻坚办',
  at: 2_000_000_000,
};
const DRAFT: Omit<DraftRecord, 'id'> = {
  kind: 'document',
  name: '计划.docx',
  file: FILE.id,
  year: null,
  counts: COUNTS,
  doubts: 0,
  by: '攻坚办',
  at: 2_000_000_000,
};
const CONTENT: DraftContent = {
  grid: { file: '计划.docx', format: 'docx', blocks: [], notes: [] },
  draft: {
    file: '计划.docx',
    title: '“计划”\n',
    year: null,
    declared: {},
    counts: COUNTS,
    boards: [],
    doubts: [],
    skipped: [],
  },
  links: { 'A01-1': 'A02-1' },
};

function versionOf(version: number, draft: number | null): Omit<VersionRecord, 'id'> {
  const [plan] = loadDistrict(districtFolder('mentougou')).plans;
  if (!plan) throw new Error('no plan');
  const content: PlanVersion = {
    plan,
    version,
    document: { file: '计划.docx', number: null, issued: null },
    wordings: {},
    links: { 'A01-1': null },
  };
  const { id, year } = plan;
  return {
    plan: id,
    year,
    version,
    draft,
    file: null,
    name: '通知',
    number: '门攻坚办〔2024〕1号',
    date: '2024-06-01',
    note: '',
    by: '攻坚办',
    at: 2_000_000_100,
    content,
  };
}

/** What every adapter does with drafts and versions of plans. */
export function plansContract(registryOf: () => Registry): void {
  const plans = () => registryOf().plans;

  test('drafts are kept as they were read', async () => {
    await registryOf().addFile(FILE);
    const first = await plans().addDraft(DRAFT, CONTENT);
    const second = await plans().addDraft({ ...DRAFT, kind: 'copy', year: 2025 }, CONTENT);
    expect(await plans().draft(first.id)).toEqual({ record: { ...DRAFT, id: first.id }, content: CONTENT });
    expect(await plans().drafts()).toEqual([first, second]);
    expect(await plans().draft(second.id + 1)).toBeNull();
  });

  test('versions are kept as they were issued, one of a number and one of a draft', async () => {
    await registryOf().addFile(FILE);
    const draft = await plans().addDraft(DRAFT, CONTENT);
    expect([await plans().newest(), await plans().versions()]).toEqual([0, []]);
    const second = await plans().addVersion(versionOf(2, draft.id));
    expect(second).toEqual({ ...versionOf(2, draft.id), id: second.id });
    const taken = { code: 'changed-meanwhile' };
    await expect(plans().addVersion(versionOf(2, null))).rejects.toMatchObject(taken);
    await expect(plans().addVersion(versionOf(3, draft.id))).rejects.toMatchObject(taken);
    const third = await plans().addVersion(versionOf(3, null));
    const fourth = await plans().addVersion(versionOf(4, null));
    expect(await plans().versions()).toEqual([second, third, fourth]);
    expect(await plans().newest()).toBe(fourth.id);
  });
}
