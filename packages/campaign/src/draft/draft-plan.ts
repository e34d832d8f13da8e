import type { Due, District, Plan } from '../types.ts';
import { letterOf, tasksOf } from '../measures.ts';
import { Assembler } from './assemble.ts';
import { COUNT_KEYS, COUNT_NAMES, statedCounts } from './counts.ts';
import type { DoubtCode } from './doubt-texts.ts';
import type { GridDocument, GridNoteCode } from './grid.ts';
import type { RawDoubt } from './raw.ts';
import { hasRoles, NarrativeReader } from './read-narrative.ts';
import { TableReader } from './read-table.ts';
import { Structure } from './structure.ts';
import type { Counts, DraftBoard, DraftContext, DraftPlan } from './types.ts';

const NOTE_DOUBTS: Readonly<Record<GridNoteCode, DoubtCode>> = {
  'deleted-text': 'tracked-changes',
  'inserted-text': 'tracked-changes',
  'hidden-sheet': 'hidden-sheet',
  'hidden-rows': 'hidden-rows',
  picture: 'unread-content',
  'text-box': 'unread-content',
  note: 'unread-content',
  'formula-without-value': 'unread-content',
  'far-columns': 'unread-content',
};

const DOCUMENT = { kind: 'document' } as const;

/** What a district's last plan says about documents to come: its boards, seasons and units. */
export function draftContext(
  district: Pick<District, 'units' | 'towns'>,
  last: Plan | null,
  year: number | null,
): DraftContext {
  const boards = last?.boards ?? [];
  const terms = new Map<string, Due>();
  for (const { due } of last ? tasksOf(last).flatMap((task) => task.measures) : []) {
    if (due.kind !== 'date') terms.set(due.text.zh, due);
  }
  return {
    units: district.units,
    towns: district.towns,
    boards: boards.map(({ id, title, tasks }) => ({ id, title, letter: letterOf(tasks[0]?.id ?? 'Z') })),
    terms: [...terms.values()],
    year,
    declared: null,
  };
}

function readBlocks(document: GridDocument, structure: Structure): void {
  const tables = new TableReader(structure);
  const narrative = new NarrativeReader(structure);
  const isTabular = document.blocks.some((block) => block.kind === 'table');
  for (const block of document.blocks) {
    if (block.kind === 'table') tables.read(block);
    else if (!isTabular) narrative.read(block);
    else {
      const words = { words: block.text, place: { kind: 'paragraph', number: block.number } } as const;
      if (hasRoles(block.text)) structure.doubt({ code: 'paragraph-unread', field: 'document', ...words });
      structure.line(words);
    }
  }
  narrative.end();
}

function textsOf(document: GridDocument, structure: Structure): string[] {
  const paragraphs = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
  return [...paragraphs, ...structure.collected.skipped.map((s) => s.words)];
}

function yearIn(texts: readonly (string | null)[]): number | null {
  for (const text of texts) {
    const m = /(20\d{2})\s*年/.exec(text?.normalize('NFKC') ?? '');
    if (m) return Number(m[1]);
  }
  return null;
}

function countBoards(boards: readonly DraftBoard[]): Counts {
  const tasks = boards.flatMap((board) => board.tasks);
  const measures = tasks.flatMap((task) => task.measures);
  return {
    boards: boards.length,
    tasks: tasks.length,
    measures: measures.length,
    initiatives: measures.filter((m) => m.initiative).length,
  };
}

function askCounts(declared: Partial<Counts>, counts: Counts): RawDoubt[] {
  return COUNT_KEYS.flatMap((key): RawDoubt[] => {
    const stated = declared[key];
    if (stated === undefined || stated === counts[key]) return [];
    const values = { what: COUNT_NAMES[key], declared: stated, found: counts[key] };
    return [{ code: 'count-differs', field: 'counts', place: DOCUMENT, words: COUNT_NAMES[key].zh, values }];
  });
}

function askNotes(document: GridDocument): RawDoubt[] {
  return document.notes.map(({ code, count, example }) => {
    const words = NOTE_DOUBTS[code] === 'unread-content' && example !== '' ? `，如“${example}”` : example;
    return { code: NOTE_DOUBTS[code], field: 'document', place: DOCUMENT, words, values: { count } };
  });
}

/**
 * Reads a plan from a document. Nothing is guessed silently: what is not certain is left open, with a doubt that says
 * where it stands and, where there is one, what would settle it.
 */
export function draftPlan(document: GridDocument, context: DraftContext): DraftPlan {
  const structure = new Structure(context.boards);
  readBlocks(document, structure);
  const texts = textsOf(document, structure);
  const { title, skipped } = structure.collected;
  const year = yearIn([title]) ?? context.year;
  for (const doubt of askNotes(document)) structure.doubt(doubt);
  if (year === null) {
    const found = yearIn(texts);
    const suggestion = found === null ? null : ({ kind: 'year', year: found } as const);
    structure.doubt({ code: 'year-missing', field: 'document', place: DOCUMENT, words: '', suggestion });
  }
  const assembler = new Assembler(context, year);
  const { boards } = assembler.assemble(structure);
  const counts = countBoards(boards);
  const declared = { ...context.declared, ...statedCounts(texts) };
  for (const doubt of askCounts(declared, counts)) assembler.asker.ask(null, doubt);
  if (counts.measures === 0) {
    assembler.asker.ask(null, { code: 'nothing-found', field: 'document', place: DOCUMENT, words: '' });
  }
  return { file: document.file, title, year, declared, counts, boards, doubts: assembler.asker.doubts, skipped };
}
