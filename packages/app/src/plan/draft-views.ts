import {
  actsFor,
  draftContext,
  placeText,
  suggestionText,
  textOf,
  type DraftContext,
  type DraftDecision,
  type DraftDoubt,
  type DraftPlan,
  type GridBlock,
} from '@qingshan/campaign';
import { formatMoment, type Localized } from '@qingshan/kernel';
import type { PlanDraftRowView, PlanDraftView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { DraftState } from './draft-log.ts';
import type { DraftContent, DraftRecord, VersionRecord } from './ports.ts';

const KEYS = ['boards', 'tasks', 'measures', 'initiatives'] as const;

/** What the running plan and the district say about a document of a year. */
export function contextOf({ district, plan }: Workspace, year: number | null): DraftContext {
  return draftContext(district, plan, year);
}

export function draftRow(record: DraftRecord, state: DraftState, versions: readonly VersionRecord[]): PlanDraftRowView {
  const issuedAs = versions.find((v) => v.draft === record.id)?.id ?? null;
  const { id, kind, name, year, counts, doubts, by, at } = record;
  return {
    id,
    kind,
    name,
    year,
    state: issuedAs !== null ? 'issued' : state.discarded ? 'discarded' : 'open',
    counts,
    doubts,
    settled: state.decisions.size,
    by,
    at: formatMoment(at),
    issuedAs,
  };
}

const ACT_TEXTS = {
  keep: { zh: '照原样保留', en: 'kept as it stands' },
  drop: { zh: '去掉这一条', en: 'dropped' },
} as const satisfies Record<string, Localized>;

function decidedText(
  doubt: DraftDoubt,
  decision: DraftDecision,
  known: Parameters<typeof suggestionText>[1],
): Localized {
  switch (decision.act) {
    case 'accept':
      return doubt.suggestion ? suggestionText(doubt.suggestion, known) : { zh: '', en: '' };
    case 'units':
      return suggestionText({ kind: 'units', units: decision.units }, known);
    case 'due':
      return suggestionText({ kind: 'due', due: decision.due }, known);
    case 'board':
      return decision.board === 'new'
        ? { zh: '作为新板块', en: 'a board of its own' }
        : suggestionText({ kind: 'board', board: decision.board }, known);
    case 'wording':
      return { zh: decision.words, en: decision.words };
    default:
      return ACT_TEXTS[decision.act];
  }
}

function doubtView(
  doubt: DraftDoubt,
  state: DraftState,
  known: Parameters<typeof suggestionText>[1],
): PlanDraftView['doubtList'][number] {
  const decision = state.decisions.get(doubt.id) ?? null;
  return {
    ...doubt,
    alsoIn: [...doubt.alsoIn],
    candidates: [...doubt.candidates],
    where: placeText(doubt.place),
    suggestion: doubt.suggestion ? suggestionText(doubt.suggestion, known) : null,
    acts: [...actsFor(doubt)],
    decision: decision && copyOf(decision),
    decided: decision && decidedText(doubt, decision, known),
  };
}

function copyOf(decision: DraftDecision): NonNullable<PlanDraftView['doubtList'][number]['decision']> {
  return decision.act === 'units' ? { ...decision, units: [...decision.units] } : decision;
}

function blockView(block: GridBlock): PlanDraftView['blocks'][number] {
  if (block.kind === 'paragraph') return block;
  const rows = block.rows.map((row) =>
    row.map((cell) => {
      const { row: at, column, rowSpan, colSpan, bold } = cell;
      return { row: at, column, rowSpan, colSpan, bold, text: textOf(cell) };
    }),
  );
  return { ...block, rows };
}

function measuresIn(draft: DraftPlan): PlanDraftView['measures'] {
  return draft.boards.flatMap((board) =>
    board.tasks.flatMap((task) =>
      task.measures.map(({ id, wording, title, place }) => ({
        id,
        task: task.title,
        wording,
        title,
        place,
        where: placeText(place),
      })),
    ),
  );
}

export function draftView(
  workspace: Workspace,
  record: DraftRecord,
  content: DraftContent,
  state: DraftState,
  versions: readonly VersionRecord[],
): PlanDraftView {
  const { draft, grid } = content;
  const context = contextOf(workspace, record.year);
  const known = { units: context.units, towns: context.towns, boards: context.boards };
  const { district } = workspace;
  return {
    ...draftRow(record, state, versions),
    seq: state.seq,
    title: draft.title,
    checks: KEYS.map((key) => ({ key, declared: draft.declared[key] ?? null, found: draft.counts[key] })),
    canUndo: state.steps.length > 0,
    doubtList: draft.doubts.map((doubt) => doubtView(doubt, state, known)),
    skipped: draft.skipped.map(({ reason, place, words }) => ({ reason, where: placeText(place), words })),
    blocks: grid.blocks.map(blockView),
    measures: measuresIn(draft),
    boards: context.boards.map(({ id, title }) => ({ id, title })),
    units: [
      { id: 'towns', name: { zh: '各镇街', en: `All ${district.towns.length} towns and subdistricts` } },
      ...district.units.map(({ id, name }) => ({ id, name })),
    ],
    terms: [...context.terms],
  };
}
