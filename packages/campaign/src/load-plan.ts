import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDay, type Localized } from '@qingshan/kernel';
import { dayBeforeSeason, dueDateText, faultOfDue, RHYTHM_TEXTS } from './due.ts';
import { badPlan, readYaml, type YamlFile } from './load-yaml.ts';
import type { BoardFile, MeasureEntry, PlanFile, TargetEntry, TaskEntry, TermEntry } from './schema.ts';
import { boardFile, planFile, targetsFile } from './schema.ts';
import type { Board, Due, Measure, Plan, Target, Task } from './types.ts';

/** Says in which file and on which line something of a plan or district stands, by its path there. */
export type Locate = (path: readonly (string | number)[]) => { readonly file: string; readonly line: number };

const named = (entry: { zh: string; en: string }): Localized => ({ zh: entry.zh, en: entry.en });

type Terms = ReadonlyMap<string, Due>;

function termOf(entry: TermEntry, plan: PlanFile): Due | null {
  const text = named(entry);
  if ('every' in entry) return { kind: 'rhythm', every: entry.every, text };
  if ('from' in entry) {
    return { kind: 'season', from: entry.from, to: entry.to, certainty: entry.certainty, text };
  }
  const season = plan.terms[entry.before];
  const date = season && 'from' in season ? dayBeforeSeason(season.from, plan.year) : null;
  return date === null ? null : { kind: 'date', date, text };
}

function termsOf(file: YamlFile<PlanFile>): Terms {
  const terms = new Map<string, Due>();
  for (const every of ['month', 'quarter', 'all-year'] as const) {
    terms.set(every, { kind: 'rhythm', every, text: RHYTHM_TEXTS[every] });
  }
  for (const [id, entry] of Object.entries(file.data.terms)) {
    const due = termOf(entry, file.data);
    const fault = due
      ? faultOfDue(due, file.data.year)
      : { zh: 'before 须写一个有起止的季节', en: '`before` must name a season that has bounds' };
    if (fault)
      throw badPlan(file.name, file.line(['terms', id]), { zh: `${id}:${fault.zh}`, en: `${id}: ${fault.en}` });
    if (due) terms.set(id, due);
  }
  return terms;
}

function dueOf(written: string, terms: Terms): Due | null {
  const term = terms.get(written);
  if (term) return term;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return null;
  const day = parseDay(written);
  return { kind: 'date', date: written, text: day === null ? { zh: written, en: written } : dueDateText(day) };
}

/** Running numbers over the whole plan, and what its boards share. */
interface Numbering {
  tasks: number;
  measures: number;
  readonly terms: Terms;
}

function measureOf(entry: MeasureEntry, task: TaskEntry, board: string, number: number, due: Due): Measure {
  return {
    id: entry.id,
    number,
    task: task.id,
    board,
    title: named(entry),
    kind: entry.kind,
    origin: entry.origin,
    initiative: entry.initiative !== undefined,
    initiativeOrigin: entry.initiative ?? null,
    lead: entry.lead ?? task.lead,
    responsible: entry.responsible ?? task.responsible,
    assisting: entry.assisting ?? task.assisting,
    due,
    targets: entry.targets ?? task.targets,
    stated: entry.stated ?? null,
    ...(entry.count === undefined ? {} : { count: entry.count }),
  };
}

function taskOf(file: YamlFile<BoardFile>, index: number, entry: TaskEntry, numbering: Numbering): Task {
  numbering.tasks += 1;
  const number = numbering.tasks;
  const measures = entry.measures.map((measure, i) => {
    numbering.measures += 1;
    const written = measure.due ?? entry.due;
    const due = dueOf(written, numbering.terms);
    if (due) return measureOf(measure, entry, file.data.id, numbering.measures, due);
    const path = ['tasks', index, ...(measure.due === undefined ? [] : ['measures', i]), 'due'];
    throw badPlan(file.name, file.line(path), {
      zh: `${measure.id} 的完成时限“${written}”既不是日期（2024-06-30），也不是 plan.yaml 中的时限名称：${[...numbering.terms.keys()].join('、')}`,
      en: `the due term “${written}” of ${measure.id} is neither a date (2024-06-30) nor a term of plan.yaml: ${[...numbering.terms.keys()].join(', ')}`,
    });
  });
  return { id: entry.id, number, board: file.data.id, title: named(entry), measures };
}

function boardOf(file: YamlFile<BoardFile>, numbering: Numbering): Board {
  const { id, goal, tasks } = file.data;
  return { id, title: named(file.data), goal, tasks: tasks.map((task, i) => taskOf(file, i, task, numbering)) };
}

function targetOf({ zh, en, ...rest }: TargetEntry): Target {
  return { ...rest, title: { zh, en } };
}

function readBoard(folder: string, name: string, id: string): YamlFile<BoardFile> {
  const file = readYaml(folder, name, boardFile);
  if (file.data.id === id) return file;
  const why = {
    zh: `板块编号“${file.data.id}”与文件名不符`,
    en: `the board id “${file.data.id}” differs from the file name`,
  };
  throw badPlan(name, file.line(['id']), why);
}

function refuseStrayFiles(folder: string, name: string, boards: readonly string[]): void {
  const known = new Set(['plan', 'targets', ...boards].map((id) => `${id}.yaml`));
  const stray = readdirSync(join(folder, name)).find((file) => !known.has(file));
  if (stray === undefined) return;
  const why = {
    zh: '这个文件不属于计划；如是板块，请列入 plan.yaml 的 boards，否则请移走',
    en: 'this file is no part of the plan; list it under boards in plan.yaml if it is a board, else take it away',
  };
  throw badPlan(`${name}/${stray}`, 1, why);
}

/**
 * Reads the folder of one plan: `plan.yaml`, `targets.yaml` and one file for each board that it lists.
 *
 * @param folder folder of the district
 * @param name folder of the plan in it, `plan-2024`
 * @throws QingshanError `bad-plan` when a file is missing or not what the schema asks for
 */
export function readPlan(folder: string, name: string, district: string): { plan: Plan; locate: Locate } {
  const head = readYaml(folder, `${name}/plan.yaml`, planFile);
  const targets = readYaml(folder, `${name}/targets.yaml`, targetsFile);
  refuseStrayFiles(folder, name, head.data.boards);
  const boards = head.data.boards.map((id) => readBoard(folder, `${name}/${id}.yaml`, id));
  const numbering: Numbering = { tasks: 0, measures: 0, terms: termsOf(head) };
  const plan: Plan = {
    id: head.data.id,
    district,
    year: head.data.year,
    title: named(head.data),
    pins: head.data.pins,
    sampling: head.data.sampling,
    declared: head.data.declared,
    notes: head.data.notes,
    boards: boards.map((file) => boardOf(file, numbering)),
    targets: targets.data.targets.map(targetOf),
  };
  const locate: Locate = (path) => {
    const board = path[0] === 'boards' ? boards[Number(path[1])] : undefined;
    if (board) return { file: board.name, line: path.length === 2 ? 1 : board.line(path.slice(2)) };
    const file = path[0] === 'targets' ? targets : head;
    return { file: file.name, line: file.line(path) };
  };
  return { plan, locate };
}
