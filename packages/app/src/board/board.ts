import { formatDay, type Localized } from '@qingshan/kernel';
import type { Asking } from '../assess/question.ts';
import { keep } from '../assess/assess.ts';
import { readWhen } from '../assess/asking.ts';
import type { Evaluator } from '../assess/evaluator.ts';
import { clauseMarker } from '../rules/standards.ts';
import type { BoardView, TargetRowView, TargetStatus } from '../views/index.ts';
import { studyTarget } from './target-row.ts';

const WORDS: Readonly<Record<TargetStatus, Localized>> = {
  met: { zh: '项达标', en: 'met' },
  'on-track': { zh: '项有望完成', en: 'on track' },
  'at-risk': { zh: '项有风险', en: 'at risk' },
  'not-met': { zh: '项未达标', en: 'not met' },
  'not-judged': { zh: '项不作判定', en: 'not judged' },
  'insufficient-data': { zh: '项数据不足', en: 'with insufficient data' },
  'no-data': { zh: '项暂无数据', en: 'without data yet' },
};

function tallyOf(rows: readonly TargetRowView[]): BoardView['tally'] {
  const count = (status: TargetStatus): number => rows.filter((r) => r.status === status).length;
  return {
    total: rows.length,
    met: count('met'),
    'on-track': count('on-track'),
    'at-risk': count('at-risk'),
    'not-met': count('not-met'),
    'not-judged': count('not-judged'),
    'insufficient-data': count('insufficient-data'),
    'no-data': count('no-data'),
  };
}

/** The board in a sentence that a leader would say; it opens with the target that can be projected. */
function headlineOf(rows: readonly TargetRowView[], tally: BoardView['tally']): Localized {
  const statuses = (Object.keys(WORDS) as TargetStatus[]).filter((s) => tally[s] > 0);
  const counts = {
    zh: `${tally.total} 项目标中 ${statuses.map((s) => `${tally[s]} ${WORDS[s].zh}`).join('、')}。`,
    en: `Of ${tally.total} targets ${statuses.map((s) => `${tally[s]} ${WORDS[s].en}`).join(', ')}.`,
  };
  const lead = rows.find((r) => r.projection?.toDate !== null && r.projection !== null);
  if (!lead?.assessment) return counts;
  const value = `${lead.assessment.shown} ${lead.unitText}`;
  return {
    zh: `${lead.title.zh}目前 ${value}，${lead.reason.zh}${counts.zh}`,
    en: `${lead.title.en} ${value} so far. ${lead.reason.en} ${counts.en}`,
  };
}

/** Where every target of the plan stands. */
export async function showBoard(evaluator: Evaluator, asking: Asking): Promise<BoardView> {
  const { workspace } = evaluator;
  const { plan } = workspace;
  const when = readWhen(workspace, asking);
  const mark = await clauseMarker(workspace);
  const studies = await Promise.all(plan.targets.map((target) => studyTarget(evaluator, target, when, mark)));
  await keep(
    workspace,
    studies.flatMap((s) => [s.current, s.projected?.evaluated ?? null]).filter((e) => e !== null),
    mark,
  );
  const rows = studies.map((s) => s.row);
  const tally = tallyOf(rows);
  const basis = new Set(rows.flatMap((r) => r.assessment?.editions ?? []));
  return {
    plan: { id: plan.id, year: plan.year, title: plan.title },
    through: formatDay(when.through),
    asOf: when.asOfText,
    headline: headlineOf(rows, tally),
    tally,
    boards: plan.boards.map(({ id, title, goal }) => ({
      id,
      title,
      goal,
      targets: rows.filter((r) => r.board === id),
    })),
    basis: [...basis],
    simulated: rows.some((r) => r.simulated),
  };
}
