import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import {
  assessedOf,
  complaintSchema,
  rateOf,
  RATES,
  type Complaint,
  type Counting,
  type Rate,
  type RateName,
} from '../rates.ts';

const weightsSchema = z
  .strictObject({ response: quantity, solution: quantity, satisfaction: quantity })
  .refine(
    (w) => exact(w.response).plus(exact(w.solution)).plus(exact(w.satisfaction)).eq(1),
    '三个权重之和须为1 / the three weights must add up to 1',
  );

const inputSchema = z.strictObject({
  on: dateSchema.meta(
    named('考核期末日', 'last day of the period', null, {
      zh: '考核期末日，决定所用版本',
      en: 'last day of the period; decides the edition',
    }),
  ),
  complaints: z.array(complaintSchema).meta(named('诉求（工单）', 'complaints')),
  weights: weightsSchema.exactOptional().meta(
    named('三率权重', 'weights', null, {
      zh: '三率权重，没有公开，不给出时不计总分',
      en: 'weights, not public; without them there is no score',
    }),
  ),
  weightPack: z
    .enum(['illustration'])
    .exactOptional()
    .meta(named('示例权重（不是北京市的权重）', 'illustrative weights, not those of Beijing')),
  repeats: z
    .enum(['latest', 'separate'])
    .default('latest')
    .meta(
      named('重复诉求', 'repeats', null, {
        zh: '重复诉求：合并按最后一次，或分别计',
        en: 'repeats merged into the last, or counted apart',
      }),
    ),
  unrated: z
    .enum(['leave-out', 'count'])
    .default('leave-out')
    .meta(
      named('未评价的', 'not rated', null, {
        zh: '未评价的：不计入分母，或计为未解决、不满意',
        en: 'not rated: left out, or counted as not done',
      }),
    ),
  groupBy: z.enum(['unit', 'topic']).exactOptional().meta(named('另按单位或分类统计', 'also by unit or topic')),
  target: targetSchema.omit({ direction: true }).exactOptional().meta(named('要求的总分', 'score asked for')),
  judgeBy: judgeBySchema,
});
type Input = z.output<typeof inputSchema>;
type Weights = ReadonlyMap<RateName, Decimal>;
type Rates = Readonly<Record<RateName, Rate>>;

export const threeRatesMethod = defineMethod({
  id: 'complaints.three-rates',
  version: '1.0.0',
  title: localized('接诉即办三率', 'Three rates of public complaints'),
  summary: localized(
    '响应率、解决率、满意率：剔除核准的诉求、合并重复诉求后统计；给出权重时另计总分。口径和权重没有公开，均可设置，缺省不设权重。',
    'Response, solution and satisfaction rates after exclusions and merging of repeats; with weights also a score. Counting rules and weights are not public and may be set; there are no weights by default.',
  ),
  basis: [
    { family: 'complaints', clause: '响应率、解决率、满意率' },
    { family: 'complaint-weights', clause: '权重（示例）' },
  ],
  input: inputSchema,
  output: {
    value: localized('总分（未修约），没有权重时没有', 'score, unrounded; none without weights'),
    unit: '1',
    details: {
      rates: localized('三率：完成数、参评数、比率', 'the three rates: done, assessed, rate'),
      counts: localized('受理、剔除、合并、参评的件数', 'complaints received, excluded, merged and assessed'),
      groups: localized('分组的三率与总分', 'rates and score by group'),
      weights: localized('采用的权重', 'weights that were applied'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'complaints', dayOf(input.on));
    const rule = (name: string) => edition.figure('rules', { rule: name });
    const decimals = numberOf(rule('decimals')).toNumber();
    const { weights, figures } = weightsOf(input, context);
    const assessed = assessedOf(input.complaints, input);
    const rates = ratesOf(assessed, input);
    const value = scoreOf(rates, weights);
    const bar = input.target ? targetBar({ ...input.target, direction: 'at-least' }) : null;
    const judgement = value && bar ? judge(value, decimals, bar, input.judgeBy) : null;
    const excluded = input.complaints.filter((c) => c.excluded !== undefined).length;
    const merged = input.complaints.length - excluded - assessed.length;
    return {
      value: value?.toNumber() ?? null,
      shown: value ? written(value, decimals) : RATES.map((r) => written(rates[r].percent, decimals)).join(' / '),
      unit: '1',
      verdict: judgement?.verdict ?? (RATES.every((r) => rates[r].percent) ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: assessed.length, expected: input.complaints.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        step(
          localized('参评诉求', 'Assessed complaints'),
          localized(
            `受理 ${input.complaints.length} 件，剔除 ${excluded} 件，合并重复 ${merged} 件，参评 ${assessed.length} 件。`,
            `${input.complaints.length} received, ${excluded} excluded, ${merged} merged as repeats, ${assessed.length} assessed.`,
          ),
          [rule('exclusions'), rule('repeats'), rule('unrated')],
        ),
        ...RATES.map((name) => rateStep(name, rates[name], decimals, edition.figure('rates', { rate: name }))),
        scoreStep(value, { weights, rates, decimals }, [rule('score'), rule('decimals'), ...figures]),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null, input.weightPack && !input.weights ? illustrationWarning() : null],
      details: {
        rates: ratesDetails(rates, decimals),
        counts: { received: input.complaints.length, excluded, merged, assessed: assessed.length },
        groups: groupsOf(assessed, input, weights, decimals),
        weights: weights ? Object.fromEntries([...weights].map(([name, w]) => [name, plain(w)])) : null,
      },
    };
  },
});

function illustrationWarning() {
  return warning(
    'illustrative-weights',
    '采用的是示例权重，不是本市的权重。',
    'The weights are an illustration, not those of this city.',
  );
}

function weightsOf(input: Input, context: MethodContext): { weights: Weights | null; figures: readonly Figure[] } {
  const own = input.weights;
  if (own) return { weights: new Map(RATES.map((name) => [name, exact(own[name])])), figures: [] };
  if (!input.weightPack) return { weights: null, figures: [] };
  const pack = editionFor(context, 'complaint-weights', dayOf(input.on));
  const figures = RATES.map((name) => pack.figure('weights', { rate: name }));
  return {
    weights: new Map(RATES.map((name, i) => [name, numberOf(figures[i] ?? pack.figure('weights', { rate: name }))])),
    figures,
  };
}

function ratesOf(complaints: readonly Complaint[], counting: Counting): Rates {
  return {
    response: rateOf(complaints, 'response', counting),
    solution: rateOf(complaints, 'solution', counting),
    satisfaction: rateOf(complaints, 'satisfaction', counting),
  };
}

/** Weighted sum of the rates in percent; `null` without weights or with a rate that has no value. */
function scoreOf(rates: Rates, weights: Weights | null): Decimal | null {
  if (!weights) return null;
  let score = new Decimal(0);
  for (const name of RATES) {
    const { percent } = rates[name];
    if (!percent) return null;
    score = score.plus(percent.times(weights.get(name) ?? 0));
  }
  return score.toSignificantDigits(12);
}

const NAMES = {
  response: localized('响应率', 'Response rate'),
  solution: localized('解决率', 'Solution rate'),
  satisfaction: localized('满意率', 'Satisfaction rate'),
};

function rateStep(name: RateName, { done, assessed, percent }: Rate, decimals: number, figure: Figure) {
  return step(
    NAMES[name],
    percent
      ? localized(
          `${done} ÷ ${assessed} × 100% = ${written(percent, decimals)}%。`,
          `${done} ÷ ${assessed} × 100 % = ${written(percent, decimals)} %.`,
        )
      : localized('没有参评诉求。', 'No complaint is assessed.'),
    [figure],
  );
}

function scoreStep(
  value: Decimal | null,
  { weights, rates, decimals }: { weights: Weights | null; rates: Rates; decimals: number },
  figures: readonly Figure[],
) {
  const title = localized('总分', 'Score');
  if (!weights) {
    return step(title, localized('没有设置权重，不计总分。', 'No weights are set; there is no score.'), figures);
  }
  if (!value) return step(title, localized('缺一项比率，不计总分。', 'A rate is missing; there is no score.'), figures);
  const sum = RATES.map((name) => `${plain(weights.get(name) ?? 0)} × ${about(rates[name].percent ?? 0)}`).join(' + ');
  const text = `${sum} = ${written(value, decimals)}`;
  return step(title, localized(`${text}。`, `${text}.`), figures);
}

function ratesDetails(rates: Rates, decimals: number) {
  return Object.fromEntries(
    RATES.map((name) => [name, { ...rates[name], percent: written(rates[name].percent, decimals) }]),
  );
}

function groupsOf(assessed: readonly Complaint[], input: Input, weights: Weights | null, decimals: number) {
  const by = input.groupBy;
  if (!by) return [];
  const names = [...new Set(assessed.map((c) => c[by] ?? ''))];
  return names.map((name) => {
    const rates = ratesOf(
      assessed.filter((c) => (c[by] ?? '') === name),
      input,
    );
    return { group: name, rates: ratesDetails(rates, decimals), score: written(scoreOf(rates, weights), decimals) };
  });
}

function written(x: Decimal | null, decimals: number): string {
  return x ? roundHalfEven(x, decimals).toFixed(decimals) : NO_VALUE;
}
