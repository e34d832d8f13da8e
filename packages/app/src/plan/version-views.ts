import {
  countPlan,
  diffVersions,
  measuresOf,
  tasksOf,
  unitName,
  type Due,
  type District,
  type MeasureChange,
  type Plan,
  type PlanDiff,
} from '@qingshan/campaign';
import { formatMoment, type Localized } from '@qingshan/kernel';
import type { PlanDiffView, PlanVersionRowView } from '../views/index.ts';
import type { PlanBook } from './plan-book.ts';
import type { VersionRecord } from './ports.ts';

export function versionRow(book: PlanBook, record: VersionRecord): PlanVersionRowView {
  const { id, plan, year, version, name, number, date, note, by, at, draft, content } = record;
  const before = book.before(record).at(-1);
  const diff = before ? diffVersions(before.content, content) : null;
  return {
    id,
    plan,
    year,
    version,
    name,
    number,
    date,
    note,
    by,
    at: at === null ? null : formatMoment(at),
    draft,
    inForce: book.inForce().id === id,
    counts: countPlan(content.plan),
    changes: diff && { added: diff.added.length, dropped: diff.dropped.length, changed: diff.changed.length },
  };
}

const ROLE_NAMES = {
  lead: { zh: '牵头', en: 'Lead' },
  responsible: { zh: '主责', en: 'Responsible' },
  assisting: { zh: '协办', en: 'Assisting' },
} as const;

const dueText = (due: Due): Localized => due.text;

/** What changed in a measure, a line for each thing; its words are told apart. */
export function changeTexts(change: MeasureChange, district: Pick<District, 'units' | 'towns'>): Localized[] {
  const names = (ids: readonly string[], language: 'zh' | 'en') =>
    ids.map((id) => unitName(district, id)[language]).join(language === 'zh' ? '、' : ', ');
  const { units, due, initiative, task } = change;
  return [
    ...units.map(({ role, added, removed }): Localized => {
      const plus = added.length === 0 ? null : { zh: `增加 ${names(added, 'zh')}`, en: `added ${names(added, 'en')}` };
      const minus =
        removed.length === 0 ? null : { zh: `去掉 ${names(removed, 'zh')}`, en: `left out ${names(removed, 'en')}` };
      const parts = [plus, minus].filter((part) => part !== null);
      return {
        zh: `${ROLE_NAMES[role].zh}：${parts.map((p) => p.zh).join('，')}`,
        en: `${ROLE_NAMES[role].en}: ${parts.map((p) => p.en).join('; ')}`,
      };
    }),
    ...(due
      ? [
          {
            zh: `完成时限：${dueText(due.from).zh} → ${dueText(due.to).zh}`,
            en: `Due: ${dueText(due.from).en} → ${dueText(due.to).en}`,
          },
        ]
      : []),
    ...(initiative === null
      ? []
      : [
          initiative
            ? { zh: '标为特色举措', en: 'Marked as an initiative' }
            : { zh: '不再标为特色举措', en: 'No longer an initiative' },
        ]),
    ...(task
      ? [{ zh: `移到任务“${task.to}”（原在“${task.from}”）`, en: `Moved to “${task.to}” from “${task.from}”` }]
      : []),
  ];
}

/** @param draftIds ids of the measures in the draft by those of the version, for previews */
export function diffView(
  diff: PlanDiff,
  before: Plan,
  after: Plan,
  district: Pick<District, 'units' | 'towns'>,
  draftIds: ReadonlyMap<string, string> = new Map(),
): PlanDiffView {
  const titles = new Map([...tasksOf(before), ...tasksOf(after)].map((task) => [task.id, task.title]));
  const known = new Map(measuresOf(after).map((m) => [m.id, m]));
  const nameless = { zh: '', en: '' };
  return {
    added: diff.added.map(({ id, title, task }) => ({
      id,
      title,
      task: titles.get(task) ?? nameless,
      draftId: draftIds.get(id) ?? null,
    })),
    dropped: diff.dropped.map(({ id, title, task }) => ({ id, title, task: titles.get(task) ?? nameless })),
    changed: diff.changed.map((change) => ({
      id: change.to,
      from: change.from,
      draftId: draftIds.get(change.to) ?? null,
      title: known.get(change.to)?.title ?? nameless,
      task: titles.get(known.get(change.to)?.task ?? '') ?? nameless,
      reworded: change.reworded,
      texts: changeTexts(change, district),
    })),
    unchanged: diff.unchanged,
  };
}
