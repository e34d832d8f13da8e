import type { Completeness } from '@qingshan/kernel';
import { chineseDate, chinesePeriod } from '../chinese.ts';
import type { Block, Figure, Frame, OfficialDocument, Row, Table } from '../document.ts';
import { cellOf } from '../inline.ts';
import {
  completenessText,
  countOf,
  demand,
  heading,
  listed,
  markNotes,
  ordinal,
  say,
  tabled,
  tableOf,
  verdictText,
  type ShownVerdict,
} from './common.ts';
import { rankingBlocks, type RankingFacts } from './town-ranking.ts';

const NAME = { zh: '月度通报', en: 'monthly bulletin' };

/** How a target of the plan stands. */
export interface TargetFact {
  /** `细颗粒物（PM2.5）年均浓度` */
  readonly title: string;
  /** `全区` */
  readonly scope: string;
  /** The goal as the plan writes it: `32微克/立方米左右` */
  readonly goal: string;
  readonly value: Figure;
  readonly verdict: ShownVerdict;
  readonly completeness: Completeness | null;
  /** True when a clause that decided has not been checked against the document */
  readonly toBeChecked: boolean;
}

/** Reports of a month and standing of the measures, as counts; every count can lead to its list. */
export interface ReportingCounts {
  /** Measures that had to be reported in the month: `onTime` + `late` + `missing` */
  readonly due: Figure;
  readonly onTime: Figure;
  readonly late: Figure;
  /** Not reported at all */
  readonly missing: Figure;
  /** Reported as done by the units, to date */
  readonly claimed: Figure;
  /** Of these, verified by a second person */
  readonly verified: Figure;
}

export interface UnitReporting extends ReportingCounts {
  readonly unit: string;
}

/** A measure for which no report came in. */
export interface MissingReport {
  /** Number in the plan: `12` */
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  /** `2024-11-05` */
  readonly dueDate: string;
}

export interface BulletinFacts {
  readonly frame: Frame;
  /** `门头沟区` */
  readonly district: string;
  /** `深入打好污染防治攻坚战2024年行动计划` */
  readonly plan: string;
  /** `2024-10` */
  readonly month: string;
  /** Last day whose data count, `2024-10-31` */
  readonly through: string;
  readonly targets: readonly TargetFact[];
  /** Measures in the plan */
  readonly measures: Figure;
  readonly counts: ReportingCounts;
  readonly units: readonly UnitReporting[];
  readonly missing: readonly MissingReport[];
  /** `null` when no ranking was made this month */
  readonly ranking: RankingFacts | null;
  readonly problems: readonly string[];
  readonly nextSteps: readonly string[];
}

/** Titles that a table of targets shares between bulletin and summary. */
export function targetTable(targets: readonly TargetFact[], empty: string): Table {
  return tableOf({ id: 'targets', caption: '年度目标完成情况表', empty }, targets, [
    ordinal,
    { key: 'title', title: '目标', width: 15, align: 'left', cell: (t) => t.title },
    { key: 'scope', title: '范围', width: 9, cell: (t) => t.scope },
    { key: 'goal', title: '年度目标', width: 18, cell: (t) => t.goal },
    { key: 'value', title: '目前数值', width: 15, cell: (t) => t.value },
    { key: 'completeness', title: '数据完整性', width: 16, cell: (t) => completenessText(t.completeness) },
    { key: 'verdict', title: '结论', width: 20, cell: (t) => verdictText(t.verdict, t.toBeChecked) },
  ]);
}

/** The notes that the targets' marks call for. */
export function targetNotes(targets: readonly TargetFact[]): Block[] {
  return markNotes(
    targets.some((t) => t.value.provisional),
    targets.some((t) => t.toBeChecked),
  );
}

/** Refuses counts of which the parts do not make the whole. */
export function checkCounts(counts: ReportingCounts, whose: string): void {
  const [due, ...parts] = [counts.due, counts.onTime, counts.late, counts.missing].map(countOf);
  const sum = parts.reduce<number>((a, b) => a + (b ?? Number.NaN), 0);
  demand(due === sum, NAME, {
    zh: `${whose}应报 ${counts.due.shown} 项，而按时 ${counts.onTime.shown}、逾期 ${counts.late.shown}、未报 ${counts.missing.shown} 项之和与之不符`,
    en: `${whose}: ${counts.due.shown} due, but ${counts.onTime.shown} on time, ${counts.late.shown} late and ${counts.missing.shown} missing do not add up to it`,
  });
  const [claimed, verified] = [countOf(counts.claimed), countOf(counts.verified)];
  demand(claimed !== null && verified !== null && verified <= claimed, NAME, {
    zh: `${whose}核实完成 ${counts.verified.shown} 项，多于自报完成的 ${counts.claimed.shown} 项`,
    en: `${whose}: ${counts.verified.shown} verified, more than the ${counts.claimed.shown} claimed`,
  });
}

function unitTable(facts: BulletinFacts): Table {
  const total: Row = {
    total: true,
    cells: {
      ordinal: cellOf(''),
      unit: cellOf('全区'),
      due: cellOf(facts.counts.due),
      onTime: cellOf(facts.counts.onTime),
      late: cellOf(facts.counts.late),
      missing: cellOf(facts.counts.missing),
      claimed: cellOf(facts.counts.claimed),
      verified: cellOf(facts.counts.verified),
    },
  };
  const empty = '本月无应报单位。';
  return tableOf(
    { id: 'units', caption: '各单位报送与核查情况表', empty },
    facts.units,
    [
      ordinal,
      { key: 'unit', title: '单位', width: 30, align: 'left', cell: (u) => u.unit },
      { key: 'due', title: '应报', group: '本月进展报送', width: 9, cell: (u) => u.due },
      { key: 'onTime', title: '按时', group: '本月进展报送', width: 9, cell: (u) => u.onTime },
      { key: 'late', title: '逾期', group: '本月进展报送', width: 9, cell: (u) => u.late },
      { key: 'missing', title: '未报', group: '本月进展报送', width: 9, cell: (u) => u.missing },
      { key: 'claimed', title: '自报完成', group: '累计', width: 11, cell: (u) => u.claimed },
      { key: 'verified', title: '核实完成', group: '累计', width: 11, cell: (u) => u.verified },
    ],
    [total],
  );
}

function missingTable(missing: readonly MissingReport[]): Table {
  return tableOf({ id: 'missing', caption: '未报送进展的措施清单', empty: '本月无未报送进展的措施。' }, missing, [
    { key: 'number', title: '序号', width: 8, cell: (m) => m.number },
    { key: 'title', title: '措施', width: 43, align: 'left', cell: (m) => m.title },
    { key: 'unit', title: '责任单位', width: 27, align: 'left', cell: (m) => m.unit },
    { key: 'dueDate', title: '应报日期', width: 22, cell: (m) => chineseDate(m.dueDate) },
  ]);
}

function reportingBlocks(facts: BulletinFacts): Block[] {
  const { counts } = facts;
  const first = [
    '行动计划共',
    facts.measures,
    '项措施，本月应报送进展',
    counts.due,
    '项，其中按时报送',
    counts.onTime,
    '项、逾期报送',
    counts.late,
    '项、未报送',
    counts.missing,
    '项。',
  ];
  const second = [
    `截至${chineseDate(facts.through)}，责任单位自报完成`,
    counts.claimed,
    '项，核实完成',
    counts.verified,
    '项。',
  ];
  return [say(...first, ...second), tabled(missingTable(facts.missing))];
}

/**
 * The bulletin of a month 月度通报.
 *
 * @throws QingshanError `bad-facts` when counts contradict each other
 */
export function monthlyBulletin(facts: BulletinFacts): OfficialDocument {
  checkCounts(facts.counts, '全区');
  for (const unit of facts.units) checkCounts(unit, unit.unit);
  demand(countOf(facts.counts.missing) === facts.missing.length, NAME, {
    zh: `未报送 ${facts.counts.missing.shown} 项，清单却有 ${facts.missing.length} 项`,
    en: `${facts.counts.missing.shown} missing, but the list has ${facts.missing.length}`,
  });
  const month = chinesePeriod(facts.month);
  const blocks: Block[] = [
    say(`现将${facts.district}${facts.plan}${month}进展情况通报如下。数据截至${chineseDate(facts.through)}。`),
    heading('目标完成情况'),
    tabled(targetTable(facts.targets, '本月无可通报的目标数据。')),
    ...targetNotes(facts.targets),
    heading('任务推进情况'),
    ...reportingBlocks(facts),
    heading('各单位报送与核查情况'),
    tabled(unitTable(facts)),
    heading('镇街排名'),
    ...(facts.ranking === null ? [say('本月无镇街排名。')] : rankingBlocks(facts.ranking)),
    heading('存在的问题'),
    ...listed(facts.problems, '本月无需要通报的问题。'),
    heading('下一步工作'),
    ...listed(facts.nextSteps, '本月无另行部署的工作。'),
  ];
  return {
    ...facts.frame,
    kind: 'monthly-bulletin',
    title: `关于${facts.plan}${month}进展情况的通报`,
    blocks,
    attachments: [],
    landscape: false,
  };
}
