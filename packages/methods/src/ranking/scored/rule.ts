import { named } from '../../named.ts';
import type { Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { quantity } from '../../numbers.ts';

/**
 * A ranking rule: metrics with a transform and a weight, leagues, ties, what follows from a place. A published rule is a
 * pack, an edition of a family `town-ranking-…`; a district may write its own in the input.
 */
const text = z.strictObject({ zh: z.string(), en: z.string() });
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);

export const metricSchema = z.strictObject({
  id,
  kind: z.enum(['level', 'change', 'score']).meta(
    named('计分内容', 'what is scored', null, {
      zh: 'level 现状，change 与前期相比的变化率，score 直接给分',
      en: 'level, change in percent, or a given score',
    }),
  ),
  transform: z
    .enum(['raw', 'efficacy'])
    .default('raw')
    .meta(
      named('换算', 'transformation', null, {
        zh: 'raw 原值，efficacy 功效系数',
        en: 'as it is, or efficacy coefficient',
      }),
    ),
  better: z.enum(['low', 'high']).meta(named('小为优或大为优', 'which end is better')),
  weight: quantity.default(1),
  limit: quantity
    .exactOptional()
    .meta(named('上限', 'ceiling', null, { zh: '上限，只标出超过的', en: 'ceiling; what is above is marked' })),
});

export const consequenceSchema = z.strictObject({
  league: id.exactOptional(),
  end: z.enum(['top', 'bottom']),
  place: z.int().min(1).meta(named('从该端数的名次', 'place counted from that end')),
  months: z.int().min(1).default(1).meta(named('连续几个月在该名次', 'months in a row at that place')),
  kind: id,
  amount: quantity.exactOptional().meta(named('万元', '10^4 yuan')),
  text,
});

export const ruleSchema = z
  .strictObject({
    metrics: z.array(metricSchema).min(1),
    tiesBy: z.enum(['shown', 'exact']).default('exact'),
    decimals: z.int().min(0).max(6).default(2),
    efficacy: z
      .strictObject({ base: quantity, span: quantity })
      .default({ base: 60, span: 40 })
      .meta(
        named('功效系数', 'efficacy coefficient', null, {
          zh: '功效系数 = base + span ×（与最差之差 ÷ 最优最差之差）',
          en: 'base and span of the coefficient',
        }),
      ),
    spared: z
      .record(id, quantity)
      .default({})
      .meta(
        named('不受末位奖惩的条件', 'spared at the bottom', null, {
          zh: '各指标不超过这些值的不受末位奖惩',
          en: 'who is within all of these has no consequence at the bottom',
        }),
      ),
    consequences: z.array(consequenceSchema).default([]),
  })
  .refine(
    ({ metrics }) => metrics.length === 1 || metrics.every((m) => m.transform === 'efficacy'),
    '几个指标合计时须用功效系数 / several metrics are added as efficacy coefficients only',
  );
export type RankingRule = z.output<typeof ruleSchema>;
export type Metric = RankingRule['metrics'][number];
export type Consequence = RankingRule['consequences'][number];

/** A rule and the figures that it came from. */
export interface RuleSource {
  readonly rule: RankingRule;
  readonly edition: Edition | null;
  readonly metrics: readonly Figure[];
  readonly others: readonly Figure[];
}

/** Reads a pack. */
export function packRule(edition: Edition): RuleSource {
  const metrics = edition.figures('metrics');
  const ids = [...new Set(metrics.map((f) => f.keys['metric'] ?? ''))];
  const number = (name: string) => edition.find('rules', { rule: name })?.value ?? undefined;
  const limitOf = (metric: string) => edition.find('limits', { metric })?.value ?? undefined;
  const [base, span] = [number('efficacy-base'), number('efficacy-span')];
  const rule = ruleSchema.parse({
    metrics: ids.map((metric) => {
      const read = (item: string) => edition.figure('metrics', { metric, item }).value;
      const limit = limitOf(metric);
      return {
        id: metric,
        kind: read('kind'),
        transform: read('transform'),
        better: read('better'),
        weight: read('weight'),
        ...(limit === undefined ? {} : { limit }),
      };
    }),
    tiesBy: number('ties'),
    decimals: Number(number('decimals') ?? 2),
    ...(base === undefined || span === undefined ? {} : { efficacy: { base, span } }),
    consequences: edition.figures('consequences').map(consequenceOf),
  });
  const others = ['rules', 'limits', 'leagues'].flatMap((table) => edition.figures(table));
  return { rule, edition, metrics, others };
}

function consequenceOf({ keys, value, text: written }: Figure): unknown {
  return {
    league: keys['league'],
    end: keys['end'],
    place: Number(keys['place']),
    months: Number(keys['months']),
    kind: keys['kind'],
    ...(value === null ? {} : { amount: value }),
    text: written,
  };
}

export function leagueName(edition: Edition | null, league: string): Localized | null {
  return edition?.find('leagues', { league })?.text ?? null;
}
