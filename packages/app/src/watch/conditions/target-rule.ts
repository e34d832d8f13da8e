import type { ConditionRule, Holding, Plan, Target } from '@qingshan/campaign';
import { formatDay, type Localized } from '@qingshan/kernel';
import { studyTarget } from '../../board/target-row.ts';
import { clauseMarker } from '../../rules/standards.ts';
import type { TargetRowView } from '../../views/index.ts';
import type { ConditionReading, Judging } from './reading.ts';

type TargetRule = Extract<ConditionRule, { kind: 'target' }>;

const WORDS: Readonly<Record<'at-risk' | 'not-met', Localized>> = {
  'at-risk': { zh: '目标有风险', en: 'target at risk' },
  'not-met': { zh: '目标未达标', en: 'target missed' },
};

/** The unit that leads most of a target's measures; `null` where none is said to. */
function leaderOf({ boards }: Plan, target: Target): string | null {
  const measures = boards.flatMap((board) => board.tasks.flatMap((task) => task.measures));
  const leads = measures.filter(({ targets }) => targets.includes(target.id)).flatMap(({ lead }) => lead);
  const counted = [...Map.groupBy(leads, (unit) => unit)].filter(([unit]) => unit !== 'towns');
  return counted.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

/** A target that is on its way again is out of danger only when the board's chance for it is high enough. */
function holdingOf({ status, projection }: TargetRowView, { statuses, clears }: TargetRule): Holding {
  if (statuses.some((one) => one === status)) return 'on';
  if (status !== 'met' && status !== 'on-track') return 'unknown';
  const chance = projection?.probability ?? null;
  return chance !== null && chance < clears ? 'between' : 'off';
}

/** What the board says of each target of the plan. */
export async function readTargets(rule: TargetRule, { evaluator, when }: Judging): Promise<ConditionReading[]> {
  const { plan } = evaluator.workspace;
  const mark = await clauseMarker(evaluator.workspace);
  const targets = plan.targets.filter(({ id }) => rule.targets.length === 0 || rule.targets.includes(id));
  return Promise.all(
    targets.map(async (target): Promise<ConditionReading> => {
      const { row } = await studyTarget(evaluator, target, when, mark);
      const { status, reason, assessment, unit, targetText, simulated } = row;
      const holding = holdingOf(row, rule);
      const words = status === 'not-met' ? WORDS['not-met'] : WORDS['at-risk'];
      return {
        site: `target:${target.id}`,
        parameter: target.period,
        holding,
        figure:
          holding === 'on'
            ? {
                at: formatDay(when.through),
                value: assessment?.shown ?? '',
                unit,
                limit: target.value ?? targetText.zh,
                multiple: '',
                clause: null,
                note: { ...reason },
                level: status,
              }
            : null,
        title: { zh: `${target.title.zh}：${words.zh}`, en: `${target.title.en}: ${words.en}` },
        place: target.scopeText.zh,
        town: null,
        unit: leaderOf(plan, target),
        simulated,
      };
    }),
  );
}
