import { measuresOf } from '@qingshan/campaign';
import type { ReportingCounts, TargetFact } from '@qingshan/documents';
import { formatDay } from '@qingshan/kernel';
import { showBoard } from '../../board/board.ts';
import { readMonth, showMonth } from '../../loop/month-report.ts';
import type { BoardView, DocumentAsk, DraftCheck, MonthReportView, TargetRowView } from '../../views/index.ts';
import { check, frameOf, planTitle, rulesOf, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';
import { rankTowns } from './town-ranking.ts';

type Counts = MonthReportView['counts'];

/** Counted things, as Chinese texts write them. */
const UNIT_WORDS: Readonly<Record<string, string>> = { towns: '个镇街', days: '天' };

/** A target as the board shows it: the same figure, the same marks. */
export function targetFact(row: TargetRowView): TargetFact {
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

/** What a reader of the targets has to be told before they are published. */
export function targetChecks(board: BoardView): DraftCheck[] {
  const facts = board.boards.flatMap((b) => b.targets);
  const unchecked = facts.filter((row) => row.assessment?.toBeChecked === true).length;
  const running = facts.filter((row) => row.daysLeft > 0 && row.assessment !== null).length;
  return [
    ...(board.simulated
      ? [check('simulated', '含模拟数据，每页都会标明。', 'It holds simulated data and says so on every page.')]
      : []),
    ...(unchecked > 0
      ? [
          check(
            'to-be-checked',
            `${unchecked} 项目标所依据的条款待核对，文中会标出。`,
            `${unchecked} targets rest on clauses still to be checked; they are marked.`,
          ),
        ]
      : []),
    ...(running > 0
      ? [
          check(
            'provisional',
            `${running} 项目标的时段尚未结束，数值标为暂定。`,
            `The period of ${running} targets still runs; their figures are marked provisional.`,
          ),
        ]
      : []),
  ];
}

/** The monthly bulletin 月度通报, as the pages show its figures now. @throws QingshanError `unknown-period`, `bad-request` */
export async function gatherBulletin(sources: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { campaign, evaluator } = sources;
  const { district, plan } = campaign.workspace;
  const month = readMonth(ask.subject);
  const through = formatDay(Math.min(month.last, campaign.today));
  const board = await showBoard(evaluator, { through });
  const report = await showMonth(campaign, ask.subject);
  const ranking = await rankTowns(sources, month.id, 'pm25');
  const numbers = new Map(measuresOf(plan).map((measure) => [measure.id, String(measure.number)]));
  const list = `month/${month.id}`;
  const { open } = report.counts;
  return {
    document: {
      kind: 'monthly-bulletin',
      facts: {
        frame: frameOf(campaign, ask, { addressees: ['各镇街', '各有关部门'], simulated: board.simulated }),
        district: district.name.zh,
        plan: planTitle(campaign),
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
        ranking: ranking.facts.ranked.length === 0 ? null : ranking.facts,
        problems: [
          ...(ask.words.problems ?? []),
          ...report.overdueHelp.map(
            (item) => `${item.fromName.zh}提请${item.toName.zh}协调的事项已超时未答复：${item.content.text}`,
          ),
        ],
        nextSteps: ask.words.nextSteps ?? [],
      },
    },
    rules: { ...rulesOf(board.boards.flatMap((b) => b.targets.map((row) => row.assessment))), ...ranking.rules },
    checks: [
      ...targetChecks(board),
      ...(open > 0
        ? [
            check(
              'open-reports',
              `${open} 份报告尚未到截止日，不计入应报。`,
              `${open} reports are not due yet and do not count as due.`,
            ),
          ]
        : []),
    ],
    attached: [],
  };
}
