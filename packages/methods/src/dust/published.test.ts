import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf } from '../../testing/standards.ts';

/** Published lists of ranks; rankings with published values are in scripts/validation. */
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

const tsp = rows('tsp_worst30_towns');

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
