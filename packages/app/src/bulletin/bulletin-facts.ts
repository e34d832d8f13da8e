import { measuresOf } from '@qingshan/campaign';
import type { BulletinFacts, Figure, ReportingCounts, TargetFact } from '@qingshan/documents';
import { formatDay } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import { readMonth, showMonth } from '../loop/month-report.ts';
import type { BoardView, MonthReportView, TargetRowView } from '../views/index.ts';

type Counts = MonthReportView['counts'];

function figure(shown: string, unit: string, id: string | null, provisional = false): Figure {
  return { shown, unit, id, provisional };
}

/** Counted things, as Chinese texts write them. */
const UNIT_WORDS: Readonly<Record<string, string>> = { towns: '个镇街', days: '天' };

/** `北京市门头沟区深入打好…` without the place, which the text of the bulletin names by itself. */
function withoutDistrict(title: string, district: string): string {
  const at = title.indexOf(district);
  return at === -1 ? title : title.slice(at + district.length);
}

/** A target as the board shows it: the same figure, the same marks. */
function targetFact(row: TargetRowView): TargetFact {
  const { assessment } = row;
  const base = { title: row.title.zh, scope: row.scopeText.zh, goal: row.targetText.zh };
  if (!assessment) {
    return { ...base, value: figure('—', '', null), verdict: 'not-applicable', completeness: null, toBeChecked: false };
  }
  // In a period that still runs nothing is judged, whatever the data would say.
  const running = row.daysLeft > 0;
  return {
    ...base,
    value: figure(
      assessment.shown,
      UNIT_WORDS[row.unit] ?? row.unitText,
      assessment.id,
      running || assessment.provisional,
    ),
    verdict: running ? 'running' : assessment.verdict,
    completeness: assessment.completeness,
    toBeChecked: assessment.toBeChecked,
  };
}

/** Only reports whose day has come count as due. Each figure leads to its list on the desk. */
function countsFact(counts: Counts, list: string): ReportingCounts {
  const of = (n: number, name: string) => figure(String(n), '', `${list}#${name}`);
  return {
    due: of(counts.onTime + counts.late + counts.missing, 'due'),
    onTime: of(counts.onTime, 'on-time'),
    late: of(counts.late, 'late'),
    missing: of(counts.missing, 'missing'),
    claimed: of(counts.claimed, 'claimed'),
    verified: of(counts.verified, 'verified'),
  };
}

/**
 * The facts of the monthly bulletin, as the pages show them on this day.
 *
 * @param board the target board with the data through the end of the month
 * @throws QingshanError `unknown-period`, `bad-request` when it is not a month
 */
export async function bulletinFacts(campaign: Campaign, board: BoardView, text: string): Promise<BulletinFacts> {
  const { district, plan, demonstration } = campaign.workspace;
  const month = readMonth(text);
  const report = await showMonth(campaign, text);
  const numbers = new Map(measuresOf(plan).map((measure) => [measure.id, String(measure.number)]));
  const list = `month/${month.id}`;
  return {
    frame: {
      redHead: null,
      number: null,
      addressees: ['各镇街', '各有关部门'],
      signatures: [`${district.name.zh}深入打好污染防治攻坚战领导小组办公室`],
      date: formatDay(campaign.today),
      remark: null,
      copies: [],
      printed: null,
      simulated: demonstration !== null || board.simulated,
    },
    district: district.name.zh,
    plan: withoutDistrict(plan.title.zh, district.name.zh),
    month: month.id,
    through: board.through,
    targets: board.boards.flatMap((b) => b.targets).map(targetFact),
    measures: figure(String(numbers.size), '', 'plan'),
    counts: countsFact(report.counts, list),
    units: report.units.map((unit) => ({ unit: unit.name.zh, ...countsFact(unit, `${list}/${unit.unit}`) })),
    missing: report.missing.map((item) => ({
      number: numbers.get(item.measure) ?? item.measure,
      title: item.title.zh,
      unit: item.unitName.zh,
      dueDate: item.due,
    })),
    ranking: null,
    problems: report.overdueHelp.map(
      (item) => `${item.fromName.zh}提请${item.toName.zh}协调的事项已超时未答复：${item.content.text}`,
    ),
    nextSteps: [],
  };
}
