import { named } from '../../named.ts';
import { z } from 'zod';
import { periodOf, periodSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { localized, step, warning } from '../../result.ts';
import { rankTowns, townSchema } from '../town-ranking.ts';

export const roadDustRankingMethod = defineMethod({
  id: 'dust.road-dust-ranking',
  version: '1.0.0',
  title: localized('道路尘负荷排名', 'Ranking by road dust'),
  summary: localized(
    '平原地区镇街（或各区）按道路尘负荷（g/m²）由低到高排名，公布值相同并列且其后跳号；山区镇街不参加。',
    'Towns of the plain (or districts) ranked by road dust (g/m²), lowest first; equal published values share a rank and the next skips; mountain towns are left out.',
  ),
  basis: [{ family: 'town-dust-ranking', clause: '道路尘负荷排名' }],
  input: z.strictObject({
    period: periodSchema,
    towns: z
      .array(townSchema)
      .min(1)
      .meta(named('各镇街道路尘负荷', 'road dust of each town', 'g/m2')),
    everywhere: z.boolean().default(false).meta(named('山区镇街也参加排名', 'rank the towns of the mountains as well')),
    decimals: z.int().min(0).max(3).exactOptional().meta(named('公布的小数位数', 'published decimals')),
  }),
  output: {
    value: localized('参加排名的个数', 'number of those ranked'),
    unit: '1',
    details: {
      ranks: localized('名次（由好到差）', 'ranks, best first'),
      outside: localized('不在平原地区、不参加排名的', 'outside the plain, not ranked'),
      unranked: localized('没有数据的', 'those without data'),
    },
  },
  evaluate(input, context) {
    const period = periodOf(input.period);
    const edition = editionFor(context, 'town-dust-ranking', period.last);
    const rounding = edition.figure('decimals', { item: 'road-dust' }, period.last);
    const decimals = input.decimals ?? numberOf(rounding).toNumber();
    const outside = input.everywhere ? [] : input.towns.filter((t) => !t.plain);
    const inside = input.towns.filter((t) => !outside.includes(t));
    const ranks = rankTowns(inside, decimals, 'ascending');
    const unranked = inside.filter((t) => t.value === null);
    return {
      value: ranks.length,
      shown: String(ranks.length),
      unit: '1',
      verdict: 'not-applicable',
      completeness: { valid: ranks.length, expected: inside.length, required: null, of: 'towns' },
      editions: [edition],
      trace: [
        step(
          localized('排名', 'Ranking'),
          localized(
            `${ranks.length} 个按保留 ${decimals} 位小数的道路尘负荷由低到高排名；不在平原地区 ${outside.length} 个，没有数据 ${unranked.length} 个。`,
            `${ranks.length} ranked by road dust to ${decimals} decimals, lowest first; ${outside.length} outside the plain, ${unranked.length} without data.`,
          ),
          [...edition.figures('road-dust'), rounding],
        ),
      ],
      warnings: [
        input.everywhere && input.towns.some((t) => !t.plain)
          ? warning(
              'mountain-towns-ranked',
              '山区镇街也参加了排名，与公布的口径不同。',
              'Towns of the mountains were ranked as well, unlike in the bulletins.',
            )
          : null,
      ],
      details: { ranks, outside: outside.map((t) => t.id), unranked: unranked.map((t) => t.id) },
    };
  },
});
