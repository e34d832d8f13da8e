import { TOWNS, type Board, type Measure, type Plan, type Task, type Unit } from '@qingshan/campaign';
import { chineseNumber, circledNumber } from '@qingshan/campaign';
import { cell, mergedColumn, type OutCell, type OutTable } from './out-table.ts';

/** Official wording of measures by id, where it differs from the working title. */
export type Wordings = Readonly<Record<string, string>>;

export interface PlanToWrite {
  readonly plan: Plan;
  readonly units: readonly Unit[];
  readonly wordings?: Wordings;
}

const ROLES = ['lead', 'responsible', 'assisting'] as const;

/** Mark of an initiative 特色举措, explained in a note. */
export const STAR = '★';

export function unitWords({ units }: Pick<PlanToWrite, 'units'>, ids: readonly string[]): string {
  const names = ids.map((id) => (id === TOWNS ? '各镇街' : (units.find((u) => u.id === id)?.name.zh ?? id)));
  return names.join('、');
}

export function measureWords({ wordings }: PlanToWrite, measure: Measure): string {
  const words = wordings?.[measure.id] ?? measure.title.zh;
  return measure.initiative ? `${STAR}${words}` : words;
}

function roleWords(source: PlanToWrite, measure: Measure, role: (typeof ROLES)[number]): string {
  const words = unitWords(source, measure[role]);
  return words === '' && role !== 'assisting' ? '—' : words;
}

const ANNEX_HEAD = ['序号', '重点任务', '工作措施', '完成时限', '牵头部门', '主责单位', '协办单位'];
const ANNEX_WIDTHS = [5, 14, 38, 9, 12, 12, 12];

function annexRows(source: PlanToWrite, task: Task): OutCell[][] {
  const { measures } = task;
  const span = measures.length;
  const columns = [
    mergedColumn(
      3,
      measures.map((m) => m.due.text.zh),
      'center',
    ),
    ...ROLES.map((role, i) =>
      mergedColumn(
        4 + i,
        measures.map((m) => roleWords(source, m, role)),
        'center',
      ),
    ),
  ];
  return measures.map((measure, i) => [
    ...(i === 0 ? [cell(0, String(task.number), 'center', span), cell(1, task.title.zh, 'text', span)] : []),
    cell(2, measureWords(source, measure), 'text'),
    ...columns.flatMap((column) => column[i] ?? []),
  ]);
}

/** Layout 1: one annex for each board, 序号|重点任务|工作措施|完成时限|牵头部门|主责单位|协办单位 with a band row. */
export function annexTable(source: PlanToWrite, board: Board, number: number): OutTable {
  return {
    widths: ANNEX_WIDTHS,
    head: 1,
    rows: [
      ANNEX_HEAD.map((text, i) => cell(i, text, 'head')),
      [cell(0, `${chineseNumber(number)}、${board.title.zh}`, 'band', 1, ANNEX_HEAD.length)],
      ...board.tasks.flatMap((task) => annexRows(source, task)),
    ],
  };
}

const FIELD_HEAD = ['领域', '序号', '项目名称', '主要内容', '计划节点'];
const FIELD_ROLES = ['牵头部门', '主责单位', '配合部门'];
const FIELD_WIDTHS = [8, 5, 14, 38, 9, 10, 10, 10];

/** Neighbouring measures of a task with the same units and due term, which share a row. */
function sharedRows(source: PlanToWrite, task: Task): { key: string; measures: Measure[] }[] {
  const rows: { key: string; measures: Measure[] }[] = [];
  for (const measure of task.measures) {
    const key = [measure.due.text.zh, ...ROLES.map((role) => roleWords(source, measure, role))].join('|');
    const last = rows.at(-1);
    if (last?.key === key) last.measures.push(measure);
    else rows.push({ key, measures: [measure] });
  }
  return rows;
}

function fieldRows(source: PlanToWrite, task: Task): OutCell[][] {
  const rows = sharedRows(source, task);
  const isNumbered = task.measures.length > 1;
  let ordinal = 0;
  return rows.map(({ measures }, i) => {
    const lines = measures.map((measure) => {
      ordinal += 1;
      return `${isNumbered ? circledNumber(ordinal) : ''}${measureWords(source, measure)}`;
    });
    const [first] = measures;
    return [
      ...(i === 0
        ? [cell(1, String(task.number), 'center', rows.length), cell(2, task.title.zh, 'text', rows.length)]
        : []),
      { column: 3, rowSpan: 1, colSpan: 1, lines, look: 'text' as const },
      cell(4, first?.due.text.zh ?? '', 'center'),
      ...ROLES.map((role, k) => cell(5 + k, first ? roleWords(source, first, role) : '', 'center')),
    ];
  });
}

/** Layout 2: all boards in one table, 领域 merged down, measures ①②③ in one cell, 责任单位 over the three roles. */
export function fieldsTable(source: PlanToWrite): OutTable {
  const body = source.plan.boards.flatMap((board) => {
    const rows = board.tasks.flatMap((task) => fieldRows(source, task));
    return rows.map((row, i) => (i === 0 ? [cell(0, board.title.zh, 'center', rows.length), ...row] : row));
  });
  return {
    widths: FIELD_WIDTHS,
    head: 2,
    rows: [
      [
        ...FIELD_HEAD.map((text, i) => cell(i, text, 'head', 2)),
        cell(FIELD_HEAD.length, '责任单位', 'head', 1, FIELD_ROLES.length),
      ],
      FIELD_ROLES.map((text, i) => cell(FIELD_HEAD.length + i, text, 'head')),
      ...body,
    ],
  };
}

/** The goals of all boards, for a layout without a place for them. */
export function goalLines({ plan }: Pick<PlanToWrite, 'plan'>): string[] {
  return plan.boards.filter((b) => b.goal.zh !== '').map((board) => `${board.title.zh}主要目标：${board.goal.zh}`);
}

/** The sentence that states the totals, which an import checks. */
export function totalsSentence({ plan }: Pick<PlanToWrite, 'plan'>): string {
  const { boards } = plan;
  const tasks = boards.flatMap((board) => board.tasks);
  const measures = tasks.flatMap((task) => task.measures);
  const initiatives = measures.filter((m) => m.initiative).length;
  const names = boards.map((board) => board.title.zh).join('、');
  const marked = initiatives === 0 ? '' : `，其中特色举措${initiatives}项（以${STAR}标示）`;
  return `本计划包括${names}，${chineseNumber(boards.length)}大板块，共${tasks.length}项重点任务、${measures.length}项具体措施${marked}。`;
}
