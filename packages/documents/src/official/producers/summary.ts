import { parsePeriod } from '@qingshan/kernel';
import { chineseDate, chinesePeriod } from '../chinese.ts';
import type { Block, Figure, Frame, OfficialDocument, Row, Table } from '../document.ts';
import { cellOf } from '../inline.ts';
import { countOf, demand, heading, listed, say, tabled, tableOf } from './common.ts';
import { targetNotes, targetTable, type TargetFact } from './monthly-bulletin.ts';

const NAME = { zh: '工作总结', en: 'summary' };

/** Standing of the measures of a board 板块, as counts to date. */
export interface BoardStanding {
  readonly board: string;
  readonly measures: Figure;
  /** Reported as done */
  readonly claimed: Figure;
  /** Of these, verified */
  readonly verified: Figure;
  /** Past their due day and not reported as done */
  readonly overdue: Figure;
}

export interface BoardWork {
  readonly board: string;
  /** What was done, a paragraph each */
  readonly texts: readonly string[];
}

export interface UnitScore {
  readonly rank: number;
  readonly unit: string;
  readonly score: Figure;
}

export interface SummaryFacts {
  readonly frame: Frame;
  readonly district: string;
  readonly plan: string;
  /** `2024-H1` or `2024` */
  readonly period: string;
  readonly through: string;
  /** Opening paragraphs */
  readonly overview: readonly string[];
  readonly targets: readonly TargetFact[];
  readonly boards: readonly BoardStanding[];
  /** Sum over the boards */
  readonly total: Omit<BoardStanding, 'board'>;
  readonly work: readonly BoardWork[];
  /** `null` when no scores were made for the period */
  readonly scores: readonly UnitScore[] | null;
  readonly problems: readonly string[];
  readonly nextSteps: readonly string[];
}

const COUNTS = ['measures', 'claimed', 'verified', 'overdue'] as const;

/** Refuses boards that do not add up to the total. */
function checkSums(facts: SummaryFacts): void {
  for (const count of COUNTS) {
    const sum = facts.boards.reduce((a, b) => a + (countOf(b[count]) ?? Number.NaN), 0);
    const words = `${facts.total[count].shown} ≠ ${facts.boards.map((b) => b[count].shown).join(' + ')}`;
    demand(countOf(facts.total[count]) === sum, NAME, {
      zh: `各板块之和与合计不符：${words}`,
      en: `the boards do not add up to the total: ${words}`,
    });
  }
  const wrong = facts.boards.find((b) => (countOf(b.verified) ?? 0) > (countOf(b.claimed) ?? 0));
  demand(wrong === undefined, NAME, {
    zh: `${wrong?.board ?? ''}核实完成的多于自报完成的`,
    en: `${wrong?.board ?? ''}: more verified than claimed`,
  });
}

function boardTable(facts: SummaryFacts): Table {
  const total: Row = {
    total: true,
    cells: { board: cellOf('合计'), ...Object.fromEntries(COUNTS.map((c) => [c, cellOf(facts.total[c])])) },
  };
  return tableOf(
    { id: 'boards', caption: '各板块任务完成情况表', empty: '行动计划没有板块。' },
    facts.boards,
    [
      { key: 'board', title: '板块', width: 32, align: 'left', cell: (b) => b.board },
      { key: 'measures', title: '措施', width: 17, cell: (b) => b.measures },
      { key: 'claimed', title: '自报完成', width: 17, cell: (b) => b.claimed },
      { key: 'verified', title: '核实完成', width: 17, cell: (b) => b.verified },
      { key: 'overdue', title: '逾期未完成', width: 17, cell: (b) => b.overdue },
    ],
    [withSums(total)],
  );
}

/** The workbook adds the columns up by formula. */
function withSums(total: Row): Row {
  const cells = COUNTS.map((c) => [c, { text: total.cells[c]?.text ?? [], formula: `SUM({${c}@*})` }] as const);
  return { ...total, cells: { ...total.cells, ...Object.fromEntries(cells) } };
}

function scoreBlocks(scores: readonly UnitScore[] | null): Block[] {
  if (scores === null) return [say('本期未进行考核评分。')];
  const table = tableOf({ id: 'scores', caption: '考核评分表', empty: '本期没有单位参加考核评分。' }, scores, [
    { key: 'rank', title: '名次', width: 20, cell: (s) => String(s.rank) },
    { key: 'unit', title: '单位', width: 50, cell: (s) => s.unit },
    { key: 'score', title: '得分', width: 30, cell: (s) => s.score },
  ]);
  return [tabled(table)];
}

function workBlocks(work: readonly BoardWork[]): Block[] {
  if (work.length === 0) return [say('本期无可报告的工作。')];
  return work.flatMap(({ board, texts }) => [heading(board, 2), ...listed(texts, '本期无可报告的工作。')]);
}

/**
 * The summary of half a year or a year 工作总结.
 *
 * @throws QingshanError `bad-facts` when the boards do not add up to the total
 */
export function summary(facts: SummaryFacts): OfficialDocument {
  checkSums(facts);
  const kind = parsePeriod(facts.period)?.kind;
  demand(kind === 'half' || kind === 'year', NAME, {
    zh: `“${facts.period}”不是半年或一年`,
    en: `“${facts.period}” is neither half a year nor a year`,
  });
  const { total } = facts;
  const standing = [
    `截至${chineseDate(facts.through)}，行动计划共`,
    total.measures,
    '项措施，责任单位自报完成',
    total.claimed,
    '项，核实完成',
    total.verified,
    '项，逾期未完成',
    total.overdue,
    '项。',
  ];
  return {
    ...facts.frame,
    kind: 'summary',
    title: `${facts.district}${facts.plan}${chinesePeriod(facts.period)}工作总结`,
    blocks: [
      ...facts.overview.map((text) => say(text)),
      heading('目标完成情况'),
      tabled(targetTable(facts.targets, '本期无可报告的目标数据。')),
      ...targetNotes(facts.targets),
      heading('任务完成情况'),
      say(...standing),
      tabled(boardTable(facts)),
      heading('主要工作'),
      ...workBlocks(facts.work),
      heading('考核评分'),
      ...scoreBlocks(facts.scores),
      heading('存在的问题'),
      ...listed(facts.problems, '本期无需要报告的问题。'),
      heading('下一步工作'),
      ...listed(facts.nextSteps, '本期无另行部署的工作。'),
    ],
    attachments: [],
    landscape: false,
  };
}
