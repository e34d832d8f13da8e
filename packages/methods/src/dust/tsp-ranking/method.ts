import { named } from '../../named.ts';
import { calendarOf } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { periodOf, periodSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { localized, step, warning } from '../../result.ts';
import { byDistrict, rankTowns, townSchema, type RankedTown, type Town } from '../town-ranking.ts';

export const tspRankingMethod = defineMethod({
  id: 'dust.tsp-ranking',
  version: '1.0.0',
  title: localized('镇街大气粗颗粒物（TSP）排名', 'Ranking of towns by coarse particles (TSP)'),
  summary: localized(
    '半月通报：按浓度由高到低排名，公布值相同并列且其后跳号；列出最差30个（点名前10个），各区最好、最差各3名。',
    'Half-monthly bulletin: ranked by concentration, highest first, equal published values share a rank and the next skips; the 30 worst are listed (ten named), and the three best and worst ranks of each district.',
  ),
  basis: [{ family: 'town-dust-ranking', clause: '大气粗颗粒物排名' }],
  input: z.strictObject({
    period: periodSchema.meta(
      named('半月', 'half a month', null, { zh: '半月，2024-10-01..2024-10-15', en: 'half a month' }),
    ),
    towns: z
      .array(townSchema)
      .min(1)
      .meta(named('各镇街平均浓度', 'mean of each town', 'ug/m3')),
    decimals: z.int().min(0).max(3).exactOptional().meta(named('公布的小数位数', 'published decimals')),
  }),
  output: {
    value: localized('参加排名的镇街个数', 'number of towns ranked'),
    unit: '1',
    details: {
      ranks: localized('全部名次（由差到好）', 'all ranks, worst first'),
      named: localized('点名的镇街', 'towns that are named'),
      listed: localized('表列的最差镇街', 'worst towns that are listed'),
      districts: localized('各区最差和最好的镇街', 'worst and best towns of each district'),
      unranked: localized('没有数据的镇街', 'towns without data'),
    },
  },
  evaluate(input, context) {
    const period = periodOf(input.period);
    const edition = editionFor(context, 'town-dust-ranking', period.last);
    const rounding = edition.figure('decimals', { item: 'tsp' }, period.last);
    const decimals = input.decimals ?? numberOf(rounding).toNumber();
    const ranks = rankTowns(input.towns, decimals, 'descending');
    const first = (item: string) => ranks.slice(0, numberOf(edition.figure('tsp', { item })).toNumber());
    const listed = first('listed');
    const next = ranks[listed.length];
    const cut = next !== undefined && next.rank === listed.at(-1)?.rank;
    const unranked = input.towns.filter((t) => t.value === null);
    const worst = ranks.filter((r) => r.rank === 1);
    return {
      value: ranks.length,
      shown: String(ranks.length),
      unit: '1',
      verdict: 'not-applicable',
      completeness: { valid: ranks.length, expected: input.towns.length, required: null, of: 'towns' },
      editions: [edition],
      trace: [
        step(
          localized('排名', 'Ranking'),
          localized(
            `${ranks.length} 个镇街按保留 ${decimals} 位小数的浓度由高到低排名${worst[0] ? `，最高 ${worst[0].shown} µg/m³（${worst.length} 个）` : ''}。`,
            `${ranks.length} towns ranked by concentration to ${decimals} decimals, highest first${worst[0] ? `; the highest is ${worst[0].shown} µg/m³ (${worst.length} towns)` : ''}.`,
          ),
          [...edition.figures('tsp'), rounding],
        ),
      ],
      warnings: [
        isHalfMonth(period)
          ? null
          : warning('not-half-month', '时段不是1日至15日或16日至月末。', 'The period is no half of a month.'),
        cut
          ? warning(
              'tie-at-cut',
              `第 ${listed.length} 个与其后的镇街并列，表列截断了并列。`,
              `Town ${listed.length} of the list ties with the next; the list cuts through a tie.`,
            )
          : null,
      ],
      details: {
        ranks,
        named: first('named'),
        listed,
        districts: districtsOf(input.towns, decimals, edition),
        unranked: unranked.map((t) => t.id),
      },
    };
  },
});

function isHalfMonth({ first, last }: { readonly first: number; readonly last: number }): boolean {
  const [from, to, after] = [calendarOf(first), calendarOf(last), calendarOf(last + 1)];
  if (from.year !== to.year || from.month !== to.month) return false;
  return (from.date === 1 && to.date === 15) || (from.date === 16 && after.date === 1);
}

/** The first ranks from both ends; a tie at the last of them is kept whole. */
function districtsOf(towns: readonly Town[], decimals: number, edition: Edition) {
  const most = numberOf(edition.figure('tsp', { item: 'per-district' })).toNumber();
  const upTo = (ranks: readonly RankedTown[]) => ranks.filter((r) => r.rank <= most);
  return [...byDistrict(towns)].map(([district, own]) => ({
    district,
    worst: upTo(rankTowns(own, decimals, 'descending')),
    best: upTo(rankTowns(own, decimals, 'ascending')),
  }));
}
