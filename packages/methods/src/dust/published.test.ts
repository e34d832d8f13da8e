import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf } from '../../testing/standards.ts';
import { rankTowns, townSchema } from './town-ranking.ts';

/** The rankings against tables that were published. */
const ranked = z.array(z.object({ id: z.string(), rank: z.number() }));

function rows(name: string): string[][] | null {
  const file = sharedFile(`data/town-ranking/${name}.csv`);
  if (!file) return null;
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.split(','));
}

function ranksBy(method: string, input: Record<string, unknown>) {
  const found = runMethod(methodById(method), input, contextOf());
  return { found, ranks: ranked.parse(found.details['ranks']) };
}

const districts = rows('road_dust_load_2023-01_districts');
const best = rows('road_dust_load_2023-01_best_towns');
const fengtai = rows('fengtai_2023-09_pm25');
const tsp = rows('tsp_worst30_towns');

describe.skipIf(!districts || !best)('road dust of January 2023', () => {
  test('17 districts', () => {
    const towns = (districts ?? []).map(([, id, value]) => ({ id, value }));
    const { ranks } = ranksBy('dust.road-dust-ranking', { period: '2023-01', towns });
    expect(ranks.length).toBe(17);
    expect(ranks.map((r) => [r.id, r.rank])).toEqual((districts ?? []).map(([, id, , rank]) => [id, Number(rank)]));
    expect(ranks.find((r) => r.id === '门头沟区')?.rank).toBe(13);
  });

  test('the best towns', () => {
    const towns = (best ?? []).map(([, district, id, value]) => ({ id, district, value }));
    const { ranks } = ranksBy('dust.road-dust-ranking', { period: '2023-01', towns });
    expect(ranks.length).toBeGreaterThan(5);
    expect(ranks.map((r) => [r.id, r.rank])).toEqual((best ?? []).map(([, , id, , rank]) => [id, Number(rank)]));
  });
});

test.skipIf(!fengtai)('PM2.5 of the 26 towns of Fengtai in September 2023, in reverse', () => {
  const towns = (fengtai ?? []).map(([, district, id, value]) => townSchema.parse({ id, district, value }));
  const ranks = rankTowns(towns, 0, 'descending');
  expect(ranks.length).toBe(26);
  expect(ranks.map((r) => [r.id, r.rank])).toEqual((fengtai ?? []).map(([, , id, , rank]) => [id, Number(rank)]));
});

describe.skipIf(!tsp)('TSP: the 30 worst towns of two half-months', () => {
  const periods = Object.entries(Object.groupBy(tsp ?? [], ([period]) => period ?? ''));

  // Concentrations were not published; any that fall with the published rank must give it back, gaps and ties included.
  test.each(periods)('%s', (period, list) => {
    const published = (list ?? []).map(([, rank, district, id]) => ({ id, district, rank: Number(rank) }));
    const towns = published.map(({ id, district, rank }) => ({ id, district, value: 300 - rank }));
    const further = { id: '其后', value: 300 - (published.at(-1)?.rank ?? 0) };
    const { found, ranks } = ranksBy('dust.tsp-ranking', { period, towns: [...towns, further] });
    expect(ranks.slice(0, 30).map((r) => [r.id, r.rank])).toEqual(published.map(({ id, rank }) => [id, rank]));
    expect(ranked.parse(found.details['listed']).length).toBe(30);
    expect(ranked.parse(found.details['named']).length).toBe(10);
    expect(found.warnings.map((w) => w.code)).toEqual(['tie-at-cut']);
  });
});
