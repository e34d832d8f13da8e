import { measuresOf, parseSubject, unitName, type CampaignState, type District } from '@qingshan/campaign';
import type { Localized } from '@qingshan/kernel';
import { describeMethods } from '@qingshan/methods';
import { titlesOf } from '../loop/rows.ts';
import type { StoredFile } from '../ports.ts';
import type { FoundEntry } from '../registers/find.ts';
import type { CaseRowView, PublicationSummary } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { SearchDocument } from './document.ts';

/** What is found of the plan, the district and the rules; it changes with the plan in force only. */
export function standingDocuments(
  state: CampaignState,
  { district, standards, registers }: Workspace,
): SearchDocument[] {
  const { plan } = state;
  const whole = { where: null, body: '', units: null };
  const tasks = plan.boards.flatMap((board) => board.tasks.map((task) => ({ task, board })));
  return [
    ...plan.targets.map(({ id, title }) => ({ kind: 'target' as const, id, title, to: `/targets/${id}`, ...whole })),
    ...tasks.map(({ task, board }) => ({
      ...whole,
      kind: 'task' as const,
      id: task.id,
      title: task.title,
      where: board.title,
      to: `/plan#${task.measures[0]?.id ?? ''}`,
    })),
    ...measuresOf(plan).map((measure) => ({
      ...whole,
      kind: 'measure' as const,
      id: measure.id,
      title: measure.title,
      where: titlesOf(state, measure.id).task,
      body: measure.stated ?? '',
      to: `/plan#${measure.id}`,
    })),
    ...district.units.map(({ id, name, short }) => ({
      ...whole,
      kind: 'unit' as const,
      id,
      title: name,
      body: short,
      to: `/plan?unit=${encodeURIComponent(id)}`,
    })),
    ...registers.map(({ id, name, purpose }) => ({
      ...whole,
      kind: 'register' as const,
      id,
      title: name,
      body: `${purpose.zh} ${purpose.en}`,
      to: `/registers/${id}`,
    })),
    ...standards.editions.map((edition) => ({
      ...whole,
      kind: 'standard' as const,
      id: edition.id,
      title: { zh: `${edition.number} ${edition.title.zh}`, en: `${edition.number} ${edition.title.en}` },
      to: `/standards/${edition.id}`,
    })),
    ...describeMethods(standards).map((method) => ({
      ...whole,
      kind: 'method' as const,
      id: method.id,
      title: method.title,
      body: `${method.summary.zh} ${method.summary.en}`,
      to: `/methods/${method.id}`,
    })),
  ];
}

/** What was published, as somebody may read it. */
export function publicationDocuments(published: readonly PublicationSummary[]): SearchDocument[] {
  return published.map(({ id, title, number, day }) => ({
    kind: 'publication',
    id: String(id),
    title: { zh: title, en: title },
    where: { zh: `${number} · ${day}`, en: `${number} · ${day}` },
    body: '',
    to: `/documents/${id}`,
    units: null,
  }));
}

/** Cases as somebody may see them in a list; nothing of the complainant. */
export function caseDocuments(cases: readonly CaseRowView[]): SearchDocument[] {
  return cases.map(({ id, title, topicName, unitName }) => ({
    kind: 'case',
    id,
    title,
    where: joined(unitName ?? topicName, id),
    body: '',
    to: `/cases/${id}`,
    units: null,
  }));
}

/** Entries of registers as somebody may see them, masks and all. */
export function entryDocuments(entries: readonly FoundEntry[]): SearchDocument[] {
  return entries.map(({ definition, key, values, cells }) => {
    const name = String(values['name'] ?? key);
    return {
      kind: 'entry',
      id: `${definition.id}/${key}`,
      title: { zh: name, en: name },
      where: joined(definition.name, key),
      body: cells.join('\n'),
      to: `/registers/${definition.id}/entries/${encodeURIComponent(key)}`,
      units: null,
    };
  });
}

function joined(name: Localized, text: string): Localized {
  return { zh: `${name.zh} · ${text}`, en: `${name.en} · ${text}` };
}

function partsOf(key: string): { readonly measure: string; readonly unit: string; readonly last: string } {
  const [measure = '', unit = '', last = ''] = key.split('/');
  return { measure, unit, last };
}

/** Files that a report stands on: of what was handed in and of what is being written. */
export function filesOf(state: CampaignState, key: string): readonly string[] {
  const { content, submitted } = state.report(key);
  return [...new Set([...content.evidence, ...(submitted?.evidence ?? [])])];
}

/**
 * What is found of one subject of the campaign: `report:A15-1/mtg-transport/2024-06`.
 *
 * @param files what is known of the report's files
 */
export function subjectDocuments(
  state: CampaignState,
  district: District,
  subject: string,
  files: readonly StoredFile[],
): SearchDocument[] {
  const parsed = parseSubject(subject);
  if (!parsed) return [];
  const { kind, key } = parsed;
  const { measure, unit, last } = partsOf(key);
  const { title } = titlesOf(state, measure);
  const base = { id: key, title };
  if (kind === 'report') {
    const report = state.report(key);
    const { text, problems, next } = report.submitted ?? report.content;
    const where = joined(unitName(district, unit), last);
    const body = [text, problems, next, report.remark].filter((part) => part !== '').join('\n');
    const of = { where, to: `/reports/${key}`, units: [unit] };
    return [
      ...(report.seq === 0 ? [] : [{ kind: 'report' as const, ...base, ...of, body }]),
      ...files.map((file) => ({
        ...of,
        kind: 'evidence' as const,
        id: file.id,
        title: { zh: file.name, en: file.name },
        where: joined(where, measure),
        body: '',
      })),
    ];
  }
  if (kind === 'request') {
    const { content, remark } = state.request(key);
    if (!content) return [];
    const where = unitName(district, content.unit);
    const body = `${content.reason}\n${remark}`;
    return [{ kind: 'request', ...base, where, body, to: '/coordination', units: [content.unit] }];
  }
  if (kind === 'help') {
    const { content, answer } = state.help(key);
    if (!content) return [];
    const [from, to] = [unitName(district, content.from), unitName(district, content.to)];
    const where = { zh: `${from.zh} → ${to.zh}`, en: `${from.en} → ${to.en}` };
    const body = `${content.text}\n${answer}`;
    return [{ kind: 'help', ...base, where, body, to: '/coordination', units: [content.from, content.to] }];
  }
  return [];
}
