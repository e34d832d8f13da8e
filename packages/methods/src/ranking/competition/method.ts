import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, quantity } from '../../numbers.ts';
import { localized, step } from '../../result.ts';

export type Ranked<Item> = Item & { readonly rank: number };

/**
 * Competition ranks: equal values share a rank and the next one skips (1, 1, 3). Items of equal rank keep the order in
 * which they came.
 */
export function competitionRanks<Item extends { readonly value: Decimal }>(
  items: readonly Item[],
  order: 'ascending' | 'descending',
): Ranked<Item>[] {
  const sign = order === 'ascending' ? 1 : -1;
  const sorted = items.toSorted((a, b) => sign * a.value.comparedTo(b.value));
  return sorted.map((item) => ({ ...item, rank: sorted.findIndex((other) => other.value.eq(item.value)) + 1 }));
}

export const competitionMethod = defineMethod({
  id: 'ranking.competition',
  version: '1.0.0',
  title: localized('排名（并列同名次）', 'Ranking with ties'),
  summary: localized(
    '数值相同并列，其后名次跳过（1、1、3）；可按修约值或未修约值认定相同；没有数值的不参加排名。',
    'Equal values share a rank and the next rank skips (1, 1, 3); values count as equal as shown or exactly; items without a value are not ranked.',
  ),
  basis: [{ family: 'city-ranking', clause: '并列名次' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    items: z
      .array(z.strictObject({ id: z.string(), name: z.string().exactOptional(), value: quantity.nullable() }))
      .min(1),
    order: z.enum(['ascending', 'descending']).meta(
      named('排名方向', 'order', null, {
        zh: '哪一端为第1名',
        en: 'which end is rank 1',
      }),
    ),
    tiesBy: z
      .enum(['shown', 'exact'])
      .default('shown')
      .meta(
        named('并列的认定', 'ties by', null, {
          zh: '按修约值还是未修约值认定并列',
          en: 'ties by shown or exact value',
        }),
      ),
    decimals: z.int().min(0).max(6).default(0).meta(named('修约位数', 'decimals of the shown value')),
  }),
  output: {
    value: localized('参加排名的个数', 'number of ranked items'),
    unit: '1',
    details: {
      ranks: localized('名次表', 'ranks'),
      unranked: localized('没有数值、不参加排名的', 'items without a value, not ranked'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'city-ranking', dayOf(input.on));
    const valued = input.items.flatMap((item) => {
      if (item.value === null) return [];
      const given = exact(item.value);
      const shown = roundHalfEven(given, input.decimals);
      return [
        { id: item.id, name: item.name ?? item.id, given, shown, value: input.tiesBy === 'shown' ? shown : given },
      ];
    });
    const ranks = competitionRanks(valued, input.order);
    const tied = ranks.length - new Set(ranks.map((r) => r.rank)).size;
    const unranked = input.items.filter((item) => item.value === null).map((item) => item.id);
    const [zh, en] = input.order === 'ascending' ? ['从小到大', 'ascending'] : ['从大到小', 'descending'];
    return {
      value: ranks.length,
      shown: String(ranks.length),
      unit: '1',
      verdict: 'not-applicable',
      completeness: { valid: ranks.length, expected: input.items.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        step(
          localized('排名', 'Ranking'),
          localized(
            `${ranks.length} 个${zh}排名，按${input.tiesBy === 'shown' ? `修约到 ${input.decimals} 位小数的值` : '未修约值'}认定并列；并列 ${tied} 个，未参加 ${unranked.length} 个。`,
            `${ranks.length} ranked ${en}, ties by the ${input.tiesBy === 'shown' ? `value to ${input.decimals} decimals` : 'exact value'}; ${tied} tied, ${unranked.length} not ranked.`,
          ),
          [edition.figure('composite-rules', { rule: 'ties' })],
        ),
      ],
      details: {
        ranks: ranks.map((r) => ({
          rank: r.rank,
          id: r.id,
          name: r.name,
          value: r.given.toNumber(),
          shown: r.shown.toFixed(input.decimals),
        })),
        unranked,
      },
    };
  },
});
