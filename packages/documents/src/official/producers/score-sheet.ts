import { Decimal } from '@qingshan/kernel';
import { chinesePeriod } from '../chinese.ts';
import type { Cell, Column, Frame, OfficialDocument, Table } from '../document.ts';
import { figureOf } from '../inline.ts';
import { demand, heading, note, ordinal, say, tabled, tableOf, type ColumnSpec } from './common.ts';

const NAME = { zh: '得分表', en: 'score sheet' };

/** An item of a scoring scheme. All points are decimal strings. */
export interface ScoreItem {
  readonly id: string;
  readonly name: string;
  /** Full marks */
  readonly full: string;
  /** Points before anything is added or taken off: full marks where points are lost, 0 where they are earned */
  readonly start: string;
  /** The item's score stays between these */
  readonly floor: string;
  readonly cap: string;
}

/** Points added or taken off, once. */
export interface ScoreEntry {
  /** Id of the item */
  readonly item: string;
  /** `未按时报送10月进展` */
  readonly reason: string;
  readonly times: string;
  /** Points each time, negative for points lost */
  readonly each: string;
  /** `times` × `each` */
  readonly points: string;
  /** Id of what the entry rests on; `null` where it was typed */
  readonly source: string | null;
}

export interface ScoredUnit {
  readonly unit: string;
  readonly rank: number;
  readonly entries: readonly ScoreEntry[];
  /** Score of each item by its id, and their sum */
  readonly scores: Readonly<Record<string, string>>;
  readonly total: string;
  /** Id of what explains the total; `null` for none */
  readonly source: string | null;
}

export interface ScoreSheetFacts {
  readonly frame: Frame;
  readonly district: string;
  /** `污染防治攻坚战考核` */
  readonly scheme: string;
  readonly period: string;
  /** Rules and their version, as they are to be named */
  readonly basis: string;
  readonly items: readonly ScoreItem[];
  readonly units: readonly ScoredUnit[];
}

function sum(points: readonly string[]): Decimal {
  return points.reduce((a, b) => a.plus(b), new Decimal(0));
}

function itemScore(item: ScoreItem, entries: readonly ScoreEntry[]): Decimal {
  const points = entries.filter((e) => e.item === item.id).map((e) => e.points);
  return Decimal.max(item.floor, Decimal.min(item.cap, sum([item.start, ...points])));
}

function checkEntries(facts: ScoreSheetFacts): void {
  for (const { unit, entries } of facts.units) {
    for (const { item, reason, times, each, points } of entries) {
      demand(
        facts.items.some((i) => i.id === item),
        NAME,
        { zh: `${unit}“${reason}”没有对应的项目“${item}”`, en: `“${reason}” of ${unit} is of no item “${item}”` },
      );
      const product = new Decimal(times).times(each);
      demand(product.equals(points), NAME, {
        zh: `${unit}“${reason}”：${times}×${each} 是 ${product.toFixed()}，不是 ${points}`,
        en: `“${reason}” of ${unit}: ${times} × ${each} is ${product.toFixed()}, not ${points}`,
      });
    }
  }
}

/** Refuses scores that a reader could not add up again. */
function checkScores(facts: ScoreSheetFacts): void {
  checkEntries(facts);
  for (const { unit, entries, scores, total, rank } of facts.units) {
    for (const item of facts.items) {
      const [worked, stated] = [itemScore(item, entries), scores[item.id]];
      demand(stated !== undefined && worked.equals(stated), NAME, {
        zh: `${unit}“${item.name}”按明细是 ${worked.toFixed()} 分，不是 ${stated ?? '（空）'} 分`,
        en: `“${item.name}” of ${unit} adds up to ${worked.toFixed()}, not ${stated ?? '(nothing)'}`,
      });
    }
    const worked = sum(facts.items.map((item) => scores[item.id] ?? '0'));
    demand(worked.equals(total), NAME, {
      zh: `${unit}各项之和是 ${worked.toFixed()} 分，不是 ${total} 分`,
      en: `the items of ${unit} add up to ${worked.toFixed()}, not ${total}`,
    });
    const right = 1 + facts.units.filter((u) => new Decimal(u.total).greaterThan(total)).length;
    demand(rank === right, NAME, {
      zh: `${unit}的名次应是 ${right}，不是 ${rank}`,
      en: `the rank of ${unit} should be ${right}, not ${rank}`,
    });
  }
}

function formula(shown: string, words: string): Cell {
  return { text: [shown], formula: words };
}

/** The column that compares a figure worked out by formula with the one that Qingshan gave. */
function checkColumns<T>(key: string, stated: (fact: T) => string): ColumnSpec<T>[] {
  return [
    { key: 'stated', title: '系统得分', width: 10, workbookOnly: true, cell: stated },
    {
      key: 'check',
      title: '核对',
      width: 8,
      workbookOnly: true,
      cell: () => formula('一致', `IF(ABS({${key}}-{stated})<0.00000001,"一致","不一致")`),
    },
  ];
}

interface ItemRow {
  readonly unit: ScoredUnit;
  readonly item: ScoreItem;
}

function itemRows(facts: ScoreSheetFacts): ItemRow[] {
  return facts.units.flatMap((unit) => facts.items.map((item) => ({ unit, item })));
}

const keyOf = (item: ScoreItem) => `item:${item.id}`;

/** Sums of decimals in a spreadsheet are off in the last binary digits, which would part ties. */
const exact = (words: string) => `ROUND(${words},10)`;

function totalTable(facts: ScoreSheetFacts): Table {
  const [first, last] = [facts.items.at(0), facts.items.at(-1)];
  const added = first === undefined || last === undefined ? '0' : `SUM({${keyOf(first)}}:{${keyOf(last)}})`;
  const indexed = facts.units.map((unit, index) => ({ unit, index }));
  const scoreOf = (item: ScoreItem, i: number): ColumnSpec<(typeof indexed)[number]> => ({
    key: keyOf(item),
    title: `${item.name}（${item.full}分）`,
    width: 10,
    cell: ({ unit, index }) =>
      formula(unit.scores[item.id] ?? '', `{items!score@${index * facts.items.length + i + 1}}`),
  });
  return tableOf({ id: 'totals', caption: '得分汇总表', empty: '没有单位参加评分。' }, indexed, [
    { key: 'rank', title: '名次', width: 6, cell: ({ unit }) => formula(String(unit.rank), 'RANK({total},{total@*})') },
    { key: 'unit', title: '单位', width: 18, align: 'left', cell: ({ unit }) => unit.unit },
    ...facts.items.map(scoreOf),
    {
      key: 'total',
      title: '合计',
      width: 10,
      cell: ({ unit }) => ({ ...formula('', exact(added)), text: [figureOf(unit.total, '', unit.source)] }),
    },
    ...checkColumns<(typeof indexed)[number]>('total', ({ unit }) => unit.total),
  ]);
}

function itemTable(facts: ScoreSheetFacts): Table {
  const changed = 'SUMIFS({entries!points@*},{entries!unit@*},{unit},{entries!item@*},{item})';
  const pointsOf = ({ unit, item }: ItemRow) =>
    sum(unit.entries.filter((e) => e.item === item.id).map((e) => e.points)).toFixed();
  const scored = exact('MAX({floor},MIN({cap},{start}+{changed}))');
  return tableOf({ id: 'items', caption: '逐项得分表', empty: '没有评分项目。' }, itemRows(facts), [
    { key: 'unit', title: '单位', width: 20, align: 'left', cell: ({ unit }) => unit.unit },
    { key: 'item', title: '项目', width: 24, align: 'left', cell: ({ item }) => item.name },
    { key: 'full', title: '满分', width: 8, cell: ({ item }) => item.full },
    { key: 'start', title: '起评分', width: 8, cell: ({ item }) => item.start },
    { key: 'changed', title: '加减分', width: 10, cell: (row) => formula(pointsOf(row), changed) },
    { key: 'floor', title: '下限', width: 8, cell: ({ item }) => item.floor },
    { key: 'cap', title: '上限', width: 8, cell: ({ item }) => item.cap },
    { key: 'score', title: '得分', width: 10, cell: ({ unit, item }) => formula(unit.scores[item.id] ?? '', scored) },
    ...checkColumns<ItemRow>('score', ({ unit, item }) => unit.scores[item.id] ?? ''),
  ]);
}

function entryTable(facts: ScoreSheetFacts): Table {
  const names = new Map(facts.items.map((item) => [item.id, item.name]));
  const rows = facts.units.flatMap(({ unit, entries }) => entries.map((entry) => ({ unit, entry })));
  return tableOf({ id: 'entries', caption: '加减分明细表', empty: '本期没有加减分。' }, rows, [
    ordinal,
    { key: 'unit', title: '单位', width: 18, align: 'left', cell: ({ unit }) => unit },
    { key: 'item', title: '项目', width: 20, align: 'left', cell: ({ entry }) => names.get(entry.item) ?? '' },
    { key: 'reason', title: '事由', width: 33, align: 'left', cell: ({ entry }) => entry.reason },
    { key: 'times', title: '次数', width: 7, cell: ({ entry }) => entry.times },
    { key: 'each', title: '每次', width: 7, cell: ({ entry }) => entry.each },
    {
      key: 'points',
      title: '分值',
      width: 10,
      cell: ({ entry }) => ({
        ...formula('', exact('{times}*{each}')),
        text: [figureOf(entry.points, '', entry.source)],
      }),
    },
  ]);
}

function legend(columns: readonly Column[]): string {
  const only = columns.filter((c) => c.workbookOnly === true).map((c) => `“${c.title}”`);
  return `注：得分=起评分+加减分，不低于下限、不高于上限；合计为各项得分之和；得分相同的名次并列，其后空出名次。工作簿中以公式重算，并设${only.join('、')}两列。`;
}

/**
 * The score sheet of units 得分表: totals, items and every point added or taken off. Its workbook holds each sum as a
 * formula beside the figure that Qingshan gave.
 *
 * @throws QingshanError `bad-facts` when a figure cannot be reached by adding up
 */
export function scoreSheet(facts: ScoreSheetFacts): OfficialDocument {
  checkScores(facts);
  const period = chinesePeriod(facts.period);
  const totals = totalTable(facts);
  const entries = entryTable(facts);
  return {
    ...facts.frame,
    kind: 'score-sheet',
    title: `${facts.district}${period}${facts.scheme}得分表`,
    blocks: [
      say(`${period}${facts.scheme}得分如下。${facts.basis}`),
      heading('得分汇总'),
      tabled(totals),
      note(legend(totals.columns)),
      heading('逐项得分'),
      tabled(itemTable(facts)),
      heading('加减分明细'),
      tabled(entries),
    ],
    attachments: [],
    landscape: true,
  };
}
