import { QingshanError, type Localized } from '@qingshan/kernel';
import { samplingRulesSchema, type SamplingRules } from '@qingshan/methods';
import type { Pins } from '@qingshan/standards';
import type { Board, Due, Measure, Plan, Target, Task } from '../types.ts';
import { workingTitle } from './assemble.ts';
import { actsFor, type DraftDecision } from './decide.ts';
import type {
  DraftBoard,
  DraftContext,
  DraftDoubt,
  DraftMeasure,
  DraftPlan,
  DraftTask,
  DraftUnits,
  Place,
} from './types.ts';

/** The official words of a measure and where they stand. */
export interface Wording {
  readonly words: string;
  readonly place: Place;
}

/** A plan in force from an issued document, or an amended one. */
export interface PlanVersion {
  readonly plan: Plan;
  /** 1 is the plan as issued, each amendment adds one */
  readonly version: number;
  /** 发文字号 and day of issue, `2024-03-15`; `null` where not known */
  readonly document: { readonly file: string; readonly number: string | null; readonly issued: string | null };
  /** Official wording by measure id */
  readonly wordings: Readonly<Record<string, Wording>>;
  /** Measure id to that of the plan before, `null` for one without */
  readonly links: Readonly<Record<string, string | null>>;
}

/** What a document does not say about its plan. */
export interface Issue {
  readonly id: string;
  readonly district: string;
  readonly title?: Localized;
  readonly pins: Pins;
  /** How sections are assessed; as the product has it where nothing is said */
  readonly sampling?: SamplingRules;
  readonly targets: readonly Target[];
  readonly notes: readonly Localized[];
  readonly version: number;
  readonly document: PlanVersion['document'];
  /** English titles of boards and tasks by Chinese title, where they are known; Chinese stands in for missing ones */
  readonly english?: Readonly<Record<string, string>>;
}

/** A doubt that no decision settles, or a decision that does not fit. */
export interface Unsettled {
  readonly doubt: DraftDoubt;
  readonly why: 'open' | 'act-not-possible' | 'unit-unknown' | 'board-unknown' | 'words-missing';
}

export type Resolved =
  | { readonly version: PlanVersion; readonly unsettled: readonly [] }
  | { readonly version: null; readonly unsettled: readonly Unsettled[] };

type ById = ReadonlyMap<string, DraftDecision>;

function faultOf(
  doubt: DraftDoubt,
  decision: DraftDecision | undefined,
  context: DraftContext,
): Unsettled['why'] | null {
  if (!decision) return 'open';
  if (!actsFor(doubt).includes(decision.act)) return 'act-not-possible';
  if (decision.act === 'units') {
    const known = new Set(['towns', ...context.units.map((u) => u.id)]);
    if (decision.units.some((id) => !known.has(id))) return 'unit-unknown';
  }
  if (decision.act === 'board' && decision.board !== 'new' && !context.boards.some((b) => b.id === decision.board)) {
    return 'board-unknown';
  }
  if (decision.act === 'wording' && decision.words.trim() === '') return 'words-missing';
  return null;
}

/** The units that a decision names, or `null` when it leaves the draft as it is. */
function decidedUnits(doubt: DraftDoubt | undefined, decision: DraftDecision | undefined): readonly string[] | null {
  if (decision?.act === 'units') return decision.units;
  if (decision?.act === 'accept' && doubt?.suggestion?.kind === 'units') return doubt.suggestion.units;
  return null;
}

/** Applies decisions to a draft, measure by measure. */
class Resolver {
  readonly #decisions: ById;
  readonly #doubts: ReadonlyMap<string, DraftDoubt>;
  readonly #byItem: ReadonlyMap<string, readonly DraftDoubt[]>;
  readonly #firstLeads: boolean;

  constructor(draft: DraftPlan, decisions: ById) {
    this.#decisions = decisions;
    this.#doubts = new Map(draft.doubts.map((doubt) => [doubt.id, doubt]));
    this.#byItem = Map.groupBy(draft.doubts, (doubt) => doubt.item ?? '');
    this.#firstLeads = draft.doubts.some(
      ({ id, code }) => code === 'lead-missing' && decisions.get(id)?.act === 'accept',
    );
  }

  /** Decisions about an item that do not belong to one mention. */
  about(item: string): { doubt: DraftDoubt; decision: DraftDecision }[] {
    return (this.#byItem.get(item) ?? []).flatMap((doubt) => {
      const decision = this.#decisions.get(doubt.id);
      return decision ? [{ doubt, decision }] : [];
    });
  }

  units(units: DraftUnits): string[] {
    const ids = units.mentions.flatMap((mention) => {
      if (mention.doubt === null) return mention.units;
      return decidedUnits(this.#doubts.get(mention.doubt), this.#decisions.get(mention.doubt)) ?? [];
    });
    return [...new Set(ids)];
  }

  due(measure: DraftMeasure): Due | null {
    const id = measure.due.doubt;
    if (id === null) return measure.due.due;
    const decision = this.#decisions.get(id);
    if (decision?.act === 'due') return decision.due;
    const suggestion = this.#doubts.get(id)?.suggestion;
    return decision?.act === 'accept' && suggestion?.kind === 'due' ? suggestion.due : null;
  }

  roles(measure: DraftMeasure): Pick<Measure, 'lead' | 'responsible' | 'assisting'> {
    const responsible = this.units(measure.responsible);
    const lead = this.units(measure.lead);
    const doubles = this.about(measure.id).filter(({ doubt }) => doubt.code === 'role-double');
    const assisting = this.units(measure.assisting);
    const kept = doubles.reduce<string[]>((ids, { doubt, decision }) => {
      const instead = decidedUnits(doubt, decision);
      const mention = measure.assisting.mentions.find((m) => m.words === doubt.words);
      if (instead === null || !mention) return ids;
      return ids.filter((id) => !mention.units.includes(id) || instead.includes(id));
    }, assisting);
    const isFirst = this.#firstLeads && measure.lead.mentions.length === 0;
    return { lead: isFirst ? responsible.slice(0, 1) : lead, responsible, assisting: kept };
  }

  /** The words that somebody gave the measure, or those of the document */
  wording(measure: DraftMeasure): string {
    const given = this.about(measure.id).flatMap(({ decision }) =>
      decision.act === 'wording' ? [decision.words] : [],
    );
    return given.at(-1)?.trim() ?? measure.wording;
  }

  /** Whether an accepted or chosen act says this of the measure. */
  says(measure: DraftMeasure, what: 'drop' | 'join' | 'split'): boolean {
    return this.about(measure.id).some(
      ({ doubt, decision }) =>
        (what === 'drop' && decision.act === 'drop') || (decision.act === 'accept' && doubt.suggestion?.kind === what),
    );
  }
}

/** Joins continued measures to the ones before, takes dropped ones out and parts those that are several. */
function settledMeasures(task: DraftTask, resolver: Resolver): DraftMeasure[] {
  const settled: DraftMeasure[] = [];
  for (const measure of task.measures) {
    const before = settled.at(-1);
    if (resolver.says(measure, 'drop')) continue;
    if (resolver.says(measure, 'join') && before) {
      const wording = before.wording + measure.wording;
      settled[settled.length - 1] = { ...before, wording, title: workingTitle(wording) };
    } else if (resolver.says(measure, 'split')) {
      const lines = measure.wording.split('\n');
      settled.push(...lines.map((wording) => ({ ...measure, wording, title: workingTitle(wording) })));
    } else {
      const wording = resolver.wording(measure);
      settled.push(wording === measure.wording ? measure : { ...measure, wording, title: workingTitle(wording) });
    }
  }
  return settled;
}

interface Numbering {
  tasks: number;
  measures: number;
}

interface Building {
  readonly resolver: Resolver;
  readonly english: Readonly<Record<string, string>>;
  readonly numbering: Numbering;
  readonly wordings: Record<string, Wording>;
}

const inBoth = (zh: string, english: Readonly<Record<string, string>>): Localized => ({ zh, en: english[zh] ?? zh });

function measureOf(draft: DraftMeasure, id: string, task: string, board: string, building: Building): Measure {
  const { resolver, numbering, english } = building;
  const due = resolver.due(draft);
  if (due === null) throw new Error(`${draft.id} has no due term although all doubts are settled`);
  numbering.measures += 1;
  building.wordings[id] = { words: draft.wording, place: draft.place };
  return {
    id,
    number: numbering.measures,
    task,
    board,
    title: inBoth(draft.title, english),
    kind: draft.kind,
    origin: 'issued',
    initiative: draft.initiative,
    initiativeOrigin: draft.initiative ? 'issued' : null,
    ...resolver.roles(draft),
    due,
    targets: [],
    stated: null,
  };
}

function taskOf(draft: DraftTask, id: string, board: string, building: Building): Task {
  building.numbering.tasks += 1;
  const number = building.numbering.tasks;
  const measures = settledMeasures(draft, building.resolver).map((m, i) =>
    measureOf(m, `${id}-${i + 1}`, id, board, building),
  );
  return { id, number, board, title: inBoth(draft.title, building.english), measures };
}

function boardOf(draft: DraftBoard, building: Building): Board {
  const tasks = draft.tasks.map((task, i) =>
    taskOf(task, `${draft.letter}${String(i + 1).padStart(2, '0')}`, draft.id, building),
  );
  const goal = draft.goal ?? '';
  return {
    id: draft.id,
    title: inBoth(draft.title, building.english),
    goal: inBoth(goal, building.english),
    tasks: tasks.filter((task) => task.measures.length > 0),
  };
}

/** Puts boards that were decided to be known ones under these, in the order of the document. */
function settledBoards(draft: DraftPlan, decisions: ById, context: DraftContext): DraftBoard[] {
  const boards: DraftBoard[] = [];
  for (const board of draft.boards) {
    const doubt = draft.doubts.find((d) => d.item === board.id && d.field === 'board');
    const decision = doubt ? decisions.get(doubt.id) : undefined;
    const known = decision?.act === 'board' ? context.boards.find((b) => b.id === decision.board) : undefined;
    const settled = known ? { ...board, id: known.id, letter: known.letter, title: known.title.zh } : board;
    const at = boards.findIndex((b) => b.id === settled.id);
    const same = boards[at];
    if (same) boards[at] = { ...same, goal: same.goal ?? settled.goal, tasks: [...same.tasks, ...settled.tasks] };
    else boards.push(settled);
  }
  return boards;
}

/**
 * Makes a plan of a draft once every doubt is settled by a decision.
 *
 * @returns the version, or the doubts that are open and the decisions that do not fit
 * @throws QingshanError `bad-request` when two decisions are about one doubt or a decision is about none
 */
export function resolveDraft(
  draft: DraftPlan,
  decisions: readonly DraftDecision[],
  context: DraftContext,
  issue: Issue,
): Resolved {
  const byId: ById = new Map(decisions.map((decision) => [decision.doubt, decision]));
  const stray = decisions.find(({ doubt }) => !draft.doubts.some((d) => d.id === doubt));
  if (stray || byId.size !== decisions.length) {
    const id = stray?.doubt ?? '';
    const why = { zh: `疑点“${id}”不存在，或有两个决定。`, en: `there is no doubt “${id}”, or it was decided twice.` };
    throw new QingshanError('bad-request', { why, hint: '' });
  }
  const unsettled = draft.doubts.flatMap((doubt): Unsettled[] => {
    const why = faultOf(doubt, byId.get(doubt.id), context);
    return why === null ? [] : [{ doubt, why }];
  });
  if (unsettled.length > 0) return { version: null, unsettled };
  const year = draftYear(draft, decisions);
  if (year === null) throw new Error('the year is missing although all doubts are settled');
  return { version: versionOf(draft, year, byId, context, issue), unsettled: [] };
}

/** Year of the plan: that of the document, or the one that somebody took; `null` while it is open. */
export function draftYear(draft: DraftPlan, decisions: readonly DraftDecision[]): number | null {
  if (draft.year !== null) return draft.year;
  const doubt = draft.doubts.find(({ suggestion }) => suggestion?.kind === 'year');
  const isTaken = decisions.some((d) => d.doubt === doubt?.id && d.act === 'accept');
  return isTaken && doubt?.suggestion?.kind === 'year' ? doubt.suggestion.year : null;
}

function versionOf(draft: DraftPlan, year: number, decisions: ById, context: DraftContext, issue: Issue): PlanVersion {
  const english = { ...Object.fromEntries(context.boards.map((b) => [b.title.zh, b.title.en])), ...issue.english };
  const building: Building = {
    resolver: new Resolver(draft, decisions),
    english,
    numbering: { tasks: 0, measures: 0 },
    wordings: {},
  };
  const boards = settledBoards(draft, decisions, context).map((board) => boardOf(board, building));
  const tasks = boards.flatMap((board) => board.tasks);
  const measures = tasks.flatMap((task) => task.measures);
  const plan: Plan = {
    id: issue.id,
    district: issue.district,
    year,
    title: issue.title ?? inBoth(draft.title ?? draft.file, english),
    pins: issue.pins,
    sampling: issue.sampling ?? samplingRulesSchema.parse(undefined),
    declared: {
      boards: boards.length,
      tasks: tasks.length,
      measures: measures.length,
      initiatives: measures.filter((m) => m.initiative).length,
    },
    notes: issue.notes,
    boards,
    targets: issue.targets,
  };
  const links = Object.fromEntries(measures.map((m) => [m.id, null]));
  return { plan, version: issue.version, document: issue.document, wordings: building.wordings, links };
}
