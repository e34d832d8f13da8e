import { named } from '../../named.ts';
import { Decimal, roundHalfEven, type Day, type Localized } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, type MethodContext } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../../result.ts';
import { assessmentEdition } from '../rules.ts';
import { rankCorrelation } from './spearman.ts';

const on = dateSchema.meta(
  named('后一时段末日', 'last day of the later period', null, {
    zh: '后一时段末日，决定所用版本',
    en: 'last day of the later period',
  }),
);
const LEVELS = ['excellent', 'good', 'light', 'moderate', 'heavy'] as const;
const level = z.enum(LEVELS).meta(named('优、良好、轻度、中度、重度污染', 'level'));
const shares = z
  .strictObject({ good: quantity, bad: quantity })
  .meta(named('Ⅰ—Ⅲ类比例与劣Ⅴ类比例', 'shares of I to III and of worse than V', '%'));

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('levels'), on, from: level, to: level }),
  z.strictObject({ kind: z.literal('shares'), on, from: shares, to: shares }),
  z.strictObject({
    kind: z.literal('spearman'),
    on,
    values: z.array(quantity).meta(
      named('按时间先后的时段值', 'values in order of time', null, {
        zh: '按时间先后的时段值，至少5个',
        en: 'values in order of time',
      }),
    ),
    alpha: z.enum(['0.05', '0.01']).default('0.05').meta(named('显著性水平（单侧）', 'significance, one-sided')),
    critical: z
      .enum(['table', 'exact'])
      .default('table')
      .meta(named('临界值表或精确值', 'printed table or exact critical values')),
  }),
]);
type Spearman = Extract<z.output<typeof input>, { kind: 'spearman' }>;

const CHANGES = {
  unchanged: localized('无明显变化', 'no clear change'),
  better: localized('有所好转', 'somewhat better'),
  'much-better': localized('明显好转', 'clearly better'),
  worse: localized('有所变差', 'somewhat worse'),
  'much-worse': localized('明显变差', 'clearly worse'),
  rising: localized('显著上升', 'significant rise'),
  falling: localized('显著下降', 'significant fall'),
  stable: localized('无显著变化（稳定）', 'no significant change (stable)'),
} as const;
type Change = keyof typeof CHANGES;

export const waterTrendMethod = defineMethod({
  id: 'water.trend',
  version: '1.0.0',
  title: localized('水质变化趋势', 'Trend of water quality'),
  summary: localized(
    '两个时段按水质状况等级或按 ΔG−ΔD 比较；多个时段用秩相关系数（Spearman）检验，系数按分数精确计算，与临界值按其印出的位数比较。',
    'Two periods by level or by ΔG−ΔD; several by Spearman’s rank correlation, computed exactly and compared with the critical value at the digits to which that is printed.',
  ),
  basis: [{ family: 'water-assessment', clause: '水质变化趋势分析' }],
  input,
  output: {
    value: localized('等级变化级数、ΔG−ΔD 或秩相关系数', 'levels of change, ΔG−ΔD or rank correlation'),
    unit: null,
    details: {
      result: localized('结论', 'result'),
      text: localized('结论的文字', 'result in words'),
      n: localized('时段数', 'number of periods'),
      sumOfSquares: localized('Σd²', 'Σd²'),
      critical: localized('临界值', 'critical value'),
      criticalOf: localized('临界值所属的时段数', 'number of periods that the critical value is for'),
    },
  },
  evaluate(question, context) {
    const day = dayOf(question.on);
    if (question.kind === 'levels') return byLevels(question.from, question.to, day, context);
    if (question.kind === 'shares') return byShares(question.from, question.to, day, context);
    return bySpearman(question, day, context);
  },
});

function rule(context: MethodContext, name: string, day: Day): Figure {
  return assessmentEdition(context, day).figure('trend', { rule: name }, day);
}

function outcome(
  value: Decimal,
  shown: string,
  unit: string,
  change: Change,
  parts: Pick<Outcome, 'editions' | 'trace'> & Partial<Outcome>,
): Outcome {
  const { details = {}, ...rest } = parts;
  return {
    value: value.toNumber(),
    shown,
    unit,
    verdict: 'not-applicable',
    details: { result: change, text: CHANGES[change], ...details },
    ...rest,
  };
}

function signed(value: Decimal): string {
  return `${value.gt(0) ? '+' : ''}${value.toFixed()}`;
}

/** Which of five changes a difference is; positive is better. */
function changeOf(difference: Decimal, slight: Decimal, clear: Decimal): Change {
  if (difference.abs().lte(slight)) return 'unchanged';
  const much = difference.abs().gt(clear);
  if (difference.gt(0)) return much ? 'much-better' : 'better';
  return much ? 'much-worse' : 'worse';
}

function concluded(change: Change, zh: string, en: string): Localized {
  const text = CHANGES[change];
  return localized(`${zh}：${text.zh}。`, `${en}: ${text.en}.`);
}

function byLevels(
  from: (typeof LEVELS)[number],
  to: (typeof LEVELS)[number],
  day: Day,
  context: MethodContext,
): Outcome {
  const difference = new Decimal(LEVELS.indexOf(from) - LEVELS.indexOf(to));
  const change = changeOf(difference, new Decimal(0), new Decimal(1));
  return outcome(difference, signed(difference), '1', change, {
    editions: [assessmentEdition(context, day)],
    trace: [
      step(
        localized('等级变化', 'Change of level'),
        concluded(
          change,
          `变化 ${signed(difference)} 级（正为好转）`,
          `Change by ${signed(difference)} levels (positive is better)`,
        ),
        [rule(context, 'levels', day)],
      ),
    ],
  });
}

function byShares(
  from: z.output<typeof shares>,
  to: z.output<typeof shares>,
  day: Day,
  context: MethodContext,
): Outcome {
  const [dg, dd] = [exact(to.good).minus(exact(from.good)), exact(to.bad).minus(exact(from.bad))];
  const difference = dg.minus(dd);
  const [slight, clear] = [rule(context, 'slight-above', day), rule(context, 'clear-above', day)];
  const change = changeOf(difference, numberOf(slight), numberOf(clear));
  const sum = `${signed(dg)} − (${signed(dd)}) = ${signed(difference)}`;
  return outcome(difference, signed(roundHalfEven(difference, 1)), '%', change, {
    editions: [assessmentEdition(context, day)],
    trace: [
      step(localized('ΔG−ΔD', 'ΔG−ΔD'), concluded(change, `${sum} 个百分点`, `${sum} percentage points`), [
        slight,
        clear,
      ]),
    ],
  });
}

/** The critical value of N periods, or of the next smaller number that the table has: that one is larger, so stricter. */
function criticalOf({ alpha, critical }: Spearman, n: number, day: Day, context: MethodContext): Figure | null {
  const table = critical === 'exact' ? 'spearman-exact' : 'spearman';
  const rows = assessmentEdition(context, day).figures(table, { alpha }, day);
  return rows.findLast((figure) => Number(figure.keys['n']) <= n) ?? null;
}

function bySpearman(question: Spearman, day: Day, context: MethodContext): Outcome {
  const values = question.values.map(exact);
  const formula = rule(context, 'spearman', day);
  const figure = criticalOf(question, values.length, day, context);
  if (!figure) return tooFew(values.length, formula, day, context);
  const { rs, sumOfSquares, n, ties } = rankCorrelation(values);
  const places = figure.value?.split('.')[1]?.length ?? 0;
  // The table is rounded, so the smallest significant coefficients (0.828571 of six) lie under its figures (0.829).
  const compared = roundHalfEven(rs, places).abs();
  const significant = compared.gte(numberOf(figure));
  const change: Change = significant ? (rs.gt(0) ? 'rising' : 'falling') : 'stable';
  const row = Number(figure.keys['n']);
  const sign = significant ? '≥' : '<';
  const computed = `rs = 1 − 6 × ${plain(sumOfSquares)} ÷ (${n}³ − ${n}) = ${roundHalfEven(rs, 6).toFixed()}`;
  const comparison = `|rs| ${compared.toFixed()} ${sign} Wp ${plain(figure.value ?? 0)} (N = ${row}, α = ${question.alpha})`;
  return outcome(rs, roundHalfEven(rs, 3).toFixed(3), '1', change, {
    editions: [assessmentEdition(context, day)],
    completeness: { valid: n, expected: n, required: null, of: 'samples' },
    trace: [
      step(localized('秩相关系数', 'Rank correlation'), localized(`${computed}。`, `${computed}.`), [formula]),
      step(localized('显著性', 'Significance'), concluded(change, comparison, comparison), [figure]),
    ],
    warnings: [ties ? tiesWarning() : null, row === n ? null : nearestWarning(n, row)],
    details: { n, sumOfSquares: sumOfSquares.toNumber(), critical: figure.value, criticalOf: row },
  });
}

function tiesWarning() {
  return warning(
    'ties',
    '有相同的数值，取平均秩；评价办法没有规定。',
    'Equal values share the mean of their ranks; the rules say nothing of them.',
  );
}

function nearestWarning(n: number, row: number) {
  return warning(
    'no-critical-value',
    `临界值表没有 N = ${n}，用 N = ${row} 的较严的临界值。`,
    `The table has no N = ${n}; the stricter value of N = ${row} was used.`,
  );
}

function tooFew(n: number, formula: Figure, day: Day, context: MethodContext): Outcome {
  return {
    value: null,
    shown: NO_VALUE,
    unit: '1',
    verdict: 'insufficient-data',
    editions: [assessmentEdition(context, day)],
    trace: [
      step(
        localized('秩相关系数', 'Rank correlation'),
        localized(
          `只有 ${n} 个时段，少于临界值表的最小时段数，不检验。`,
          `Only ${n} periods, fewer than any critical value is for; not tested.`,
        ),
        [formula],
      ),
    ],
    details: { result: null, text: null, n },
  };
}
