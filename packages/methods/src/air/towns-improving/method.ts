import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { changeOf, comparable } from '../../change/same-period/method.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, quantity, type Quantity } from '../../numbers.ts';
import { localized, step, warning } from '../../result.ts';
import { decimalsSchema, periodSchema, reachOf, stillRunning, throughSchema } from '../period.ts';
import { decimalsFor, unitOf } from '../rules.ts';

type Trend = 'improved' | 'unchanged' | 'worse' | 'no-data';

const townSchema = z.strictObject({
  id: z.string(),
  name: z.string().exactOptional(),
  current: quantity.nullable(),
  previous: quantity.nullable(),
});
type Town = z.output<typeof townSchema>;

interface Counts {
  readonly improved: number;
  readonly unchanged: number;
  readonly worse: number;
  readonly noData: number;
}

export const townsImprovingMethod = defineMethod({
  id: 'air.towns-improving',
  version: '1.0.0',
  title: localized('各镇街空气质量持续改善', 'Towns whose air improved'),
  summary: localized(
    '平均浓度低于上年同期的镇街个数；全部镇街都下降为达到目标，有一个持平或上升为未达到。',
    'How many towns have a lower mean than in the same period last year; the goal is met when all have, and missed when one has not.',
  ),
  basis: [
    { family: 'hj-663', clause: '修约' },
    { family: 'city-ranking', clause: '变化程度' },
  ],
  input: z.strictObject({
    period: periodSchema,
    through: throughSchema.exactOptional(),
    parameter: z.string(),
    towns: z
      .array(townSchema)
      .min(1)
      .meta(named('各镇街本期和上年同期平均浓度', 'means of this period and of the same period last year')),
    judgeBy: z
      .enum(['shown', 'exact'])
      .default('exact')
      .meta(
        named('并列的认定', 'ties by', null, { zh: '按修约值还是未修约值比较', en: 'compare shown or exact values' }),
      ),
    decimals: decimalsSchema.exactOptional(),
  }),
  output: {
    value: localized('改善的镇街个数', 'number of towns that improved'),
    unit: '1',
    details: {
      towns: localized('各镇街本期、同期、变化与结果', 'values, change and outcome of each town'),
      unit: localized('浓度单位', 'unit of the means'),
      counts: localized('改善、持平、变差、缺数据的个数', 'towns improved, unchanged, worse and without data'),
    },
  },
  evaluate(input, context) {
    const reach = reachOf(input.period, input.through);
    const on = reach.period.last;
    const rounding = decimalsFor(context, input.parameter, on);
    const decimals = input.decimals ?? rounding.decimals;
    const outcomes = outcomesOf(input.towns, input.judgeBy === 'shown' ? decimals : undefined);
    const other = outcomesOf(input.towns, input.judgeBy === 'shown' ? undefined : decimals);
    const counts = countsOf(outcomes);
    const n = input.towns.length;
    const verdict = verdictOf(counts, reach.running);
    const differing = input.towns.filter((_, i) => outcomes[i] !== other[i]).map((t) => t.name ?? t.id);
    const change = editionFor(context, 'city-ranking', on).figure('composite-rules', { rule: 'change' });
    return {
      value: counts.improved,
      shown: `${counts.improved}/${n}`,
      unit: '1',
      verdict,
      limit: String(n),
      completeness: { valid: n - counts.noData, expected: n, required: n, of: 'towns' },
      editions: [editionFor(context, 'hj-663', on)],
      trace: [
        comparisonStep(counts, input.judgeBy === 'shown' ? decimals : null, [rounding.figure, change]),
        step(localized('判定', 'Verdict'), reach.running ? stillRunning(reach) : VERDICT_TEXTS[verdict]),
      ],
      warnings: [roundingWarning(differing)],
      details: {
        counts,
        unit: unitOf(context, input.parameter),
        towns: input.towns.map((town, i) => townDetails(town, decimals, outcomes[i])),
      },
    };
  },
});

const VERDICT_TEXTS = {
  met: localized('全部镇街都下降：达到。', 'Every town is lower: met.'),
  'not-met': localized('要求全部镇街下降：未达到。', 'Every town must be lower: not met.'),
  'insufficient-data': localized('有镇街缺数据，不判定。', 'Some town lacks data; not judged.'),
} as const;

function outcomesOf(towns: readonly Town[], decimals: number | undefined): Trend[] {
  return towns.map((t) => outcomeOf(t.current, t.previous, decimals));
}

function countsOf(outcomes: readonly Trend[]): Counts {
  const count = (outcome: Trend) => outcomes.filter((o) => o === outcome).length;
  return {
    improved: count('improved'),
    unchanged: count('unchanged'),
    worse: count('worse'),
    noData: count('no-data'),
  };
}

/** One town that did not improve decides; without one, a town without data leaves it open. */
function verdictOf(counts: Counts, running: boolean): keyof typeof VERDICT_TEXTS {
  if (running) return 'insufficient-data';
  if (counts.unchanged + counts.worse > 0) return 'not-met';
  return counts.noData > 0 ? 'insufficient-data' : 'met';
}

function comparisonStep(counts: Counts, decimals: number | null, figures: readonly Figure[]) {
  const [zh, en] =
    decimals === null
      ? ['未修约平均浓度', 'exact means']
      : [`修约到 ${decimals} 位小数的平均浓度`, `means to ${decimals} decimals`];
  return step(
    localized('与上年同期比较', 'Comparison with the same period last year'),
    localized(
      `按${zh}比较：下降 ${counts.improved} 个，持平 ${counts.unchanged} 个，上升 ${counts.worse} 个，缺数据 ${counts.noData} 个。`,
      `Towns compared by ${en}: ${counts.improved} lower, ${counts.unchanged} unchanged, ${counts.worse} higher, ${counts.noData} without data.`,
    ),
    figures,
  );
}

function roundingWarning(towns: readonly string[]) {
  if (towns.length === 0) return null;
  return warning(
    'rounding-decides',
    `${towns.join('、')} 按修约值和未修约值比较的结果不同。`,
    `${towns.join(', ')}: shown and exact values compare differently.`,
  );
}

function townDetails(town: Town, decimals: number, outcome: Trend | undefined) {
  return {
    id: town.id,
    name: town.name ?? town.id,
    current: numberOrNull(town.current, decimals),
    previous: numberOrNull(town.previous, decimals),
    percent: percentOf(town.current, town.previous)?.toNumber() ?? null,
    outcome,
  };
}

function outcomeOf(current: Quantity | null, previous: Quantity | null, decimals: number | undefined): Trend {
  if (current === null || previous === null) return 'no-data';
  const { absolute } = changeOf(comparable(current, decimals), comparable(previous, decimals));
  return absolute.isZero() ? 'unchanged' : absolute.isNegative() ? 'improved' : 'worse';
}

function percentOf(current: Quantity | null, previous: Quantity | null): Decimal | null {
  return current === null || previous === null ? null : changeOf(exact(current), exact(previous)).percent;
}

function numberOrNull(x: Quantity | null, decimals: number) {
  return x === null ? null : { value: exact(x).toNumber(), shown: roundHalfEven(exact(x), decimals).toFixed(decimals) };
}
