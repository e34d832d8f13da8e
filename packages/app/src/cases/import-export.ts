import {
  canDoCase,
  decideOpen,
  decideUpdate,
  evolveCase,
  proposeRepeats,
  type Act,
  type Actor,
  type CasePrivate,
  type CaseState,
  type RepeatProposal,
} from '@qingshan/campaign';
import { sha256Of } from '@qingshan/documents';
import { DAY_SECONDS, formatDay, formatMoment, QingshanError } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import type { CaseImportPreviewView } from '../views/index.ts';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import { addMerge, addUnmerge } from './commands.ts';
import { Draft } from './fold.ts';
import type { CaseImportRecord } from './ports.ts';
import { comparable, comparables } from './proposals.ts';
import { readExport, type ExportFinding, type ReadExport, type ReadTicket } from './read-export.ts';

export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const FINDINGS_SHOWN = 500;
const LONGEST_NAME = 200;

/** What an import would do. */
interface Planned {
  readonly read: ReadExport;
  readonly draft: Draft;
  readonly opened: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly findings: readonly ExportFinding[];
  readonly private: ReadonlyMap<string, CasePrivate>;
  readonly proposals: readonly RepeatProposal[];
  readonly record: Pick<CaseImportRecord, 'id' | 'hash'>;
}

/** What of a case an export can say; the rest follows from it or from work done here. */
function said(state: CaseState): string {
  const {
    state: name,
    back,
    content,
    unit,
    assisting,
    clock,
    finish,
    dispatchedAt,
    firstSubmittedAt,
    closedAt,
  } = state;
  const { result, rating, exclusion, repeated } = state;
  const stands = name === 'merged' ? back : name;
  const when = [clock, finish, dispatchedAt, firstSubmittedAt, closedAt];
  return JSON.stringify([stands, content, unit, assisting, when, result, rating, exclusion, repeated]);
}

function samePrivate(a: CasePrivate | undefined, b: CasePrivate): boolean {
  return a !== undefined && (['name', 'phone', 'address', 'text'] as const).every((key) => a[key] === b[key]);
}

type Outcome = 'opened' | 'updated' | 'unchanged' | 'kept';

interface Step {
  readonly draft: Draft;
  readonly act: Act;
  readonly importId: string;
  readonly campaign: Campaign;
}

/** Adds what a row changes to the draft. */
function addTicket(
  { draft, act, importId, campaign }: Step,
  { id, content, recorded }: ReadTicket,
  known: boolean,
): Outcome {
  const { cases: rules } = campaign.workspace.district;
  const state = draft.state(id);
  const opening = decideOpen(content, recorded, importId, rules);
  if (state === null || state.state === 'withdrawn') {
    draft.add(id, opening);
    return 'opened';
  }
  if (state.touched) {
    const { rating } = recorded;
    const rated = Object.values(rating).some((value) => value !== null);
    const news = rated && JSON.stringify(rating) !== JSON.stringify(state.rating);
    if (!news) return 'unchanged';
    if (!canDoCase(state, 'rate')) return 'kept';
    draft.add(id, [{ type: 'rated', data: { rating, import: importId } }]);
    return 'updated';
  }
  const [event] = opening;
  const anew = event && evolveCase(id, null, { ...event, id: 0, subject: '', seq: 1, at: act.at, by: act.by });
  if (anew && said(anew) === said(state)) {
    if (known) return 'unchanged';
    return 'updated';
  }
  draft.add(id, decideUpdate(state, content, recorded, importId, rules));
  return 'updated';
}

const KEPT = {
  zh: '这件工单已在本系统办理，导出表的回访结果没有采用。请在工单页核对。',
  en: 'This case has been worked on here; the call-back of the export was not taken over. Check it on its page.',
};

async function plan(campaign: Campaign, by: Actor, file: ExportFile): Promise<Planned> {
  const { registry } = campaign.workspace;
  const act = campaign.act(by);
  const read = readExport(campaign.workspace, file.name, file.bytes, formatDay(campaign.today));
  const ids = read.tickets.map(({ id }) => id);
  const [states, people] = await Promise.all([registry.cases.find(ids), registry.cases.privateOf(ids)]);
  const hash = sha256Of(file.bytes);
  const id = `${formatMoment(act.at).replaceAll(/\D/g, '')}-${hash.slice(0, 8)}-${(await registry.cases.imports()).length + 1}`;
  const draft = new Draft(states, act);
  const counts: Record<Outcome, number> = { opened: 0, updated: 0, unchanged: 0, kept: 0 };
  const findings: ExportFinding[] = [...read.findings];
  const changed = new Map<string, CasePrivate>();
  for (const ticket of read.tickets) {
    const known = samePrivate(people.get(ticket.id), ticket.private);
    const outcome = addTicket({ draft, act, importId: id, campaign }, ticket, known);
    counts[outcome] += 1;
    if (outcome === 'kept') findings.push({ row: ticket.row, column: null, severity: 'doubtful', text: KEPT });
    if (!known && outcome !== 'kept') changed.set(ticket.id, ticket.private);
  }
  return {
    read,
    draft,
    opened: counts.opened,
    updated: counts.updated,
    unchanged: counts.unchanged + counts.kept,
    findings: findings.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    private: changed,
    proposals: await proposalsFor(campaign, read.tickets, draft),
    record: { id, hash },
  };
}

/** Tickets of the file that seem to repeat another one, in the file or here. */
async function proposalsFor(
  campaign: Campaign,
  tickets: readonly ReadTicket[],
  draft: Draft,
): Promise<RepeatProposal[]> {
  const { repeats } = campaign.workspace.district.cases;
  if (tickets.length === 0) return [];
  const times = tickets.map(({ content }) => content.received);
  const span = repeats.days * DAY_SECONDS;
  const first = times.reduce((a, b) => Math.min(a, b)) - span;
  const last = times.reduce((a, b) => Math.max(a, b)) + span;
  const here = await comparables(campaign, first, last + 1);
  const ofFile = tickets.flatMap((ticket) => {
    const state = draft.state(ticket.id);
    return state && state.state !== 'merged' ? [comparable(state, ticket.private.phone)] : [];
  });
  const all = new Map([...here, ...ofFile].map((one) => [one.id, one]));
  const own = new Set(ofFile.map(({ id }) => id));
  return proposeRepeats([...all.values()], repeats).filter((proposal) => own.has(proposal.case));
}

/** Says what an import would do. Writes nothing. @throws QingshanError `bad-file` */
export async function previewCaseImport(
  campaign: Campaign,
  by: Actor,
  file: ExportFile,
): Promise<CaseImportPreviewView> {
  const planned = await plan(campaign, by, file);
  const titles = new Map(planned.read.tickets.map(({ id, content }) => [id, content.title]));
  return {
    file: file.name,
    rows: planned.read.rows,
    opened: planned.opened,
    updated: planned.updated,
    unchanged: planned.unchanged,
    refused: planned.read.refused,
    findings: planned.findings.slice(0, FINDINGS_SHOWN).map((finding) => ({ ...finding })),
    moreFindings: Math.max(0, planned.findings.length - FINDINGS_SHOWN),
    proposals: planned.proposals.map((proposal) => ({ ...proposal, title: titles.get(proposal.case) ?? '' })),
  };
}

/**
 * Takes an export over, as a whole or not at all; the same file again changes nothing.
 *
 * @param merge ids of the proposed repeats that are merged into their main cases at once
 * @throws QingshanError `bad-file`, `changed-meanwhile`
 */
export async function commitCaseImport(
  campaign: Campaign,
  by: Actor,
  file: ExportFile,
  merge: readonly string[],
): Promise<z.output<typeof views.caseImportDone>> {
  const planned = await plan(campaign, by, file);
  const { draft, opened, updated, unchanged } = planned;
  const wanted = planned.proposals.filter((proposal) => merge.includes(proposal.case));
  for (const proposal of wanted) addMerge(draft, proposal.case, proposal.main);
  if (draft.entries.length === 0 && planned.private.size === 0) return { import: null, merged: 0 };
  const act = campaign.act(by);
  const record: CaseImportRecord = {
    ...planned.record,
    file: file.name.slice(0, LONGEST_NAME),
    by: by.name,
    at: act.at,
    opened,
    updated,
    unchanged,
    refused: planned.read.refused,
    undoneAt: null,
    undoneBy: null,
  };
  const change = { entries: draft.entries, private: planned.private, import: record };
  await campaign.workspace.registry.cases.change(change, act);
  return { import: importView(record), merged: wanted.length };
}

export function importView(record: CaseImportRecord): z.output<typeof views.caseImport> {
  const { id, file, by, at, opened, updated, unchanged, refused, undoneAt, undoneBy } = record;
  const counts = { opened, updated, unchanged, refused };
  const undone = { undoneAt: undoneAt === null ? null : formatMoment(undoneAt), undoneBy };
  return { id, file, by, at: formatMoment(at), ...counts, ...undone };
}

/** The version of a case before the one that an import wrote. */
async function versionBefore(campaign: Campaign, state: CaseState, importId: string) {
  const events = await campaign.workspace.registry.cases.eventsOf(state.id);
  const versions = events.filter(({ type }) => type === 'opened' || type === 'updated');
  return versions.findLast(({ data }) => data['lastImport'] !== importId && data['import'] !== importId) ?? versions[0];
}

/**
 * Takes an import back: what it opened is withdrawn and its complainants are forgotten, what it changed is as before. Cases
 * on which somebody has worked since stay, and are named.
 *
 * @throws QingshanError `not-found`, `wrong-state` when it was undone already
 */
export async function undoCaseImport(
  campaign: Campaign,
  by: Actor,
  id: string,
): Promise<z.output<typeof views.caseImportUndone>> {
  const { registry } = campaign.workspace;
  const record = (await registry.cases.imports()).find((one) => one.id === id);
  if (!record) throw new QingshanError('not-found', { what: { zh: '导入', en: 'import' }, id, hint: '' });
  if (record.undoneAt !== null) {
    const state = { zh: '已撤销', en: 'undone' };
    throw new QingshanError('wrong-state', { state, verb: { zh: '再次撤销', en: 'undone again' } });
  }
  const act = campaign.act(by);
  const { cases } = await registry.cases.list({ import: id });
  const around = new Set(cases.flatMap(({ mergedInto, absorbed }) => [mergedInto ?? '', ...absorbed]));
  const draft = new Draft(
    new Map([...(await registry.cases.find([...around])), ...cases.map((c) => [c.id, c] as const)]),
    act,
  );
  const [kept, forget]: [string[], string[]] = [[], []];
  let restored = 0;
  for (const state of cases) {
    if (state.touched) kept.push(state.id);
    else if (state.import === id) {
      separate(draft, state);
      draft.add(state.id, [{ type: 'withdrawn', data: { import: id } }]);
      forget.push(state.id);
    } else {
      const before = await versionBefore(campaign, state, id);
      const lastImport = before?.data['lastImport'] ?? before?.data['import'] ?? null;
      draft.add(state.id, [{ type: 'updated', data: { ...before?.data, lastImport } }]);
      restored += 1;
    }
  }
  const undo = { import: id, by: by.name, at: act.at };
  await registry.cases.change({ entries: draft.entries, forget, undo }, act);
  return { withdrawn: forget.length, restored, kept: kept.toSorted() };
}

/** Takes a case out of its merges before it is withdrawn. */
function separate(draft: Draft, { id, absorbed }: CaseState): void {
  for (const repeat of absorbed) if (draft.state(repeat)?.state === 'merged') addUnmerge(draft, repeat);
  if (draft.state(id)?.state === 'merged') addUnmerge(draft, id);
}
