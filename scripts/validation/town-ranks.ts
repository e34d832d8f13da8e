import { methodById, runMethod } from '@qingshan/methods';
import { z } from 'zod';
import { both, outcome, rowsOf, type Comparison, type Row } from './shared.ts';

const ranked = z.array(z.object({ id: z.string(), rank: z.number() }));

function agreeing(ranks: unknown, rows: readonly Row[], name: string, rank: string): number {
  const found = new Map(ranked.parse(ranks).map((r) => [r.id, r.rank]));
  return rows.filter((row) => found.get(row[name] ?? '') === Number(row[rank])).length;
}

/** Road dust of districts and towns, with the ranks that were published beside the values. */
export const roadDustRanks: Comparison = (bench) => {
  const method = methodById('dust.road-dust-ranking');
  const of = (file: string, name: string) => {
    const rows = rowsOf(bench, `town-ranking/road_dust_load_2023-01_${file}.csv`);
    const towns = rows.map((row) => ({ id: row[name], value: row['road_dust_load_gm2'] }));
    const { details } = runMethod(method, { period: '2023-01', towns }, bench.context);
    return { compared: rows.length, agreed: agreeing(details['ranks'], rows, name, 'published_rank_ascending') };
  };
  return {
    id: 'road-dust-2023-01',
    method: method.id,
    methodVersion: method.version,
    title: both('道路尘负荷排名：2023年1月', 'Ranking by road dust load: January 2023'),
    publisher: both(
      '北京市生态环境局（2023-03-04 公布，经转载）',
      'Beijing Municipal Ecology and Environment Bureau (published 2023-03-04, seen as a repost)',
    ),
    period: '2023-01',
    rule: both(
      '由小到大排名，数值相同的并列，其后名次顺延；与公布的名次比较。',
      'Ranked from the lowest, equal values share a rank and the next ranks are skipped; compared with the published ranks.',
    ),
    outcomes: [
      outcome({ what: both('各区', 'Districts'), ...of('districts', 'district') }),
      outcome({ what: both('最好的街道（乡镇）', 'The best towns'), ...of('best_towns', 'town') }),
    ],
    figures: [],
  };
};

/** PM2.5 of the towns of Fengtai, ranked from the highest. */
export const fengtaiRanks: Comparison = (bench) => {
  const method = methodById('ranking.competition');
  const rows = rowsOf(bench, 'town-ranking/fengtai_2023-09_pm25.csv');
  const items = rows.map((row) => ({ id: row['town'], value: row['pm25_ugm3'] }));
  const { details } = runMethod(method, { on: '2023-09-30', items, order: 'descending', decimals: 0 }, bench.context);
  return {
    id: 'fengtai-2023-09',
    method: method.id,
    methodVersion: method.version,
    title: both('街镇 PM2.5 倒排名：丰台区2023年9月', 'Towns by PM2.5 in reverse: Fengtai, September 2023'),
    publisher: both('北京市丰台区人民政府', 'Fengtai District, Beijing'),
    period: '2023-09',
    rule: both(
      '由大到小排名，数值相同的并列，其后名次顺延；与公布的名次比较。',
      'Ranked from the highest, equal values share a rank and the next ranks are skipped; compared with the published ranks.',
    ),
    outcomes: [
      outcome({
        what: both('街道（镇）', 'Towns'),
        compared: rows.length,
        agreed: agreeing(details['ranks'], rows, 'town', 'published_reverse_rank'),
      }),
    ],
    figures: [],
  };
};
