import { chinesePeriod } from '../chinese.ts';
import type { Cell, Figure, Frame, OfficialDocument, Table } from '../document.ts';
import { demand, note, say, tabled, tableOf, type ColumnSpec } from './common.ts';

const NAME = { zh: '得分表', en: 'score sheet' };

/** A measured thing by which towns are scored. */
export interface SheetMetric {
  readonly id: string;
  /** `PM10 月均浓度` */
  readonly name: string;
  readonly unit: string;
  /** Scored by its change in percent against the value before */
  readonly change: boolean;
  readonly better: 'low' | 'high';
  /** Turned into points by the efficacy coefficient; `null`: the value itself counts */
  readonly efficacy: { readonly base: string; readonly span: string } | null;
  readonly weight: string;
}

/** Values of a metric, exact, as decimal strings. */
export interface MetricValue {
  readonly current: string;
  readonly previous: string | null;
  /** As people read it */
  readonly shown: Figure;
}

export interface ScoredTown {
  readonly town: string;
  readonly rank: number;
  readonly score: string;
  readonly values: Readonly<Record<string, MetricValue>>;
}

/** A score sheet of towns by what was measured. */
export interface MetricSheetFacts {
  readonly frame: Frame;
  readonly district: string;
  readonly scheme: string;
  readonly period: string;
  readonly basis: string;
  readonly metrics: readonly SheetMetric[];
  readonly decimals: number;
  /** Equal as shown, or exactly */
  readonly tiesBy: 'shown' | 'exact';
  readonly towns: readonly ScoredTown[];
  readonly unranked: readonly { readonly town: string; readonly reason: string }[];
}

const key = (metric: SheetMetric, what: string) => `${what}:${metric.id}`;

/** The column in which the scored value of a metric stands. */
const valueKey = (metric: SheetMetric) => key(metric, metric.change ? 'change' : 'current');

function formula(shown: string, words: string): Cell {
  return { text: [shown], formula: words };
}

/** GB/T 8170 in a spreadsheet: halves go to the even digit, where ROUND goes away from nought. */
function halfEven(x: string, decimals: number): string {
  const scaled = `ABS(${x})*10^${decimals}`;
  const isHalf = `ABS(${scaled}-INT(${scaled})-0.5)<0.000000001`;
  return `ROUND(${x},${decimals})-IF(AND(${isHalf},ISODD(ROUND(${scaled},0))),SIGN(${x})*10^-${decimals},0)`;
}

function pointsFormula(metric: SheetMetric): string {
  const value = valueKey(metric);
  if (metric.efficacy === null) return `{${value}}`;
  const { base, span } = metric.efficacy;
  const [low, high] = [`MIN({${value}@*})`, `MAX({${value}@*})`];
  const [best, worst] = metric.better === 'low' ? [low, high] : [high, low];
  return `IF(${low}=${high},${base}+${span},${base}+${span}*({${value}}-${worst})/(${best}-${worst}))`;
}

function metricColumns(metric: SheetMetric): ColumnSpec<ScoredTown>[] {
  const of = (town: ScoredTown) => town.values[metric.id];
  const only = { workbookOnly: true, width: 12 } as const;
  const unit = metric.unit === '' ? '' : `（${metric.unit}）`;
  return [
    { key: key(metric, 'current'), title: `${metric.name}${unit}`, ...only, cell: (t) => of(t)?.current ?? '' },
    ...(metric.change
      ? [
          {
            key: key(metric, 'previous'),
            title: `上月${unit}`,
            ...only,
            cell: (t: ScoredTown) => of(t)?.previous ?? '',
          },
          {
            key: key(metric, 'change'),
            title: '变化率（%）',
            ...only,
            cell: () =>
              formula(
                '',
                `({${key(metric, 'current')}}-{${key(metric, 'previous')}})/{${key(metric, 'previous')}}*100`,
              ),
          },
        ]
      : []),
    {
      key: key(metric, 'points'),
      title: `${metric.name}得分`,
      ...only,
      cell: () => formula('', pointsFormula(metric)),
    },
  ];
}

function scoreTable(facts: MetricSheetFacts): Table {
  const { metrics, decimals, tiesBy } = facts;
  const [first] = metrics;
  const ascending = first?.efficacy === null && first.better === 'low';
  const ranked = tiesBy === 'shown' ? 'score' : 'sum';
  const sum = metrics.map((m) => `${m.weight}*{${key(m, 'points')}}`).join('+');
  return tableOf({ id: 'scores', caption: '得分排名表', empty: '没有镇街参加排名。' }, facts.towns, [
    {
      key: 'rank',
      title: '名次',
      width: 10,
      cell: (t) => formula(String(t.rank), `RANK({${ranked}},{${ranked}@*},${ascending ? 1 : 0})`),
    },
    { key: 'town', title: '镇街', width: 24, align: 'left', cell: (t) => t.town },
    ...metrics.map((m): ColumnSpec<ScoredTown> => ({
      key: key(m, 'shown'),
      title: m.change ? `${m.name}（%）` : `${m.name}（${m.unit}）`,
      width: 22,
      cell: (t) => t.values[m.id]?.shown ?? '—',
    })),
    { key: 'score', title: '得分', width: 16, cell: (t) => formula(t.score, halfEven('{sum}', decimals)) },
    ...metrics.flatMap(metricColumns),
    { key: 'sum', title: '合计（未修约）', width: 12, workbookOnly: true, cell: () => formula('', `ROUND(${sum},10)`) },
    { key: 'stated', title: '系统得分', width: 10, workbookOnly: true, cell: (t) => t.score },
    {
      key: 'check',
      title: '核对',
      width: 8,
      workbookOnly: true,
      cell: () => formula('一致', 'IF(ABS({score}-{stated})<0.00000001,"一致","不一致")'),
    },
  ]);
}

/**
 * The towns scored by what was measured. Its workbook holds each exact value and works out points, sum, score and rank
 * by formula.
 *
 * @throws QingshanError `bad-facts` when a town has no value of a metric
 */
export function metricSheet(facts: MetricSheetFacts): OfficialDocument {
  const without = facts.towns.find((t) => facts.metrics.some((m) => t.values[m.id] === undefined));
  demand(without === undefined, NAME, {
    zh: `${without?.town ?? ''}缺少计分所需的数值`,
    en: `${without?.town ?? ''} lacks a value that is scored`,
  });
  const period = chinesePeriod(facts.period);
  const weights = facts.metrics.map((m) => `${m.name}×${m.weight}`).join('+');
  const out = facts.unranked.map((t) => `${t.town}（${t.reason}）`).join('、');
  return {
    ...facts.frame,
    kind: 'score-sheet',
    title: `${facts.district}${period}${facts.scheme}得分表`,
    blocks: [
      say(`${period}${facts.scheme}得分如下。${facts.basis}`),
      tabled(scoreTable(facts)),
      note(`注：得分=${weights}；工作簿中列出未修约的数值，以公式重算。`),
      ...(out === '' ? [] : [note(`未参加排名：${out}。`)]),
    ],
    attachments: [],
    landscape: false,
  };
}
