import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { dayOfDate } from '@qingshan/kernel';
import { sourceById } from '@qingshan/sources';
import type { StandardsLibrary } from '@qingshan/standards';
import { openObservations } from '@qingshan/store';
import { SETTINGS } from './year-of-hours.ts';
import { timed, type Cost } from './timing.ts';

export interface ImportTimes {
  readonly values: number;
  readonly parse: Cost;
  readonly commit: Cost;
  readonly refresh: Cost;
}

/** Reads a yearly file of the Beijing network through its source and stores it in an empty database. */
export async function importRealYear(
  path: string,
  database: string,
  standards: StandardsLibrary,
): Promise<ImportTimes> {
  const [earliest, latest] = [dayOfDate(1970, 1, 2) ?? 0, dayOfDate(2099, 12, 31) ?? 0];
  const context = { parameters: standards.parameters, sites: new Map<string, string>(), earliest, latest };
  const file = { name: basename(path), open: () => createReadStream(path) };
  const parsed = await timed(() => sourceById('bjmemc').parse(file, context));
  const { observations: rows, refused } = parsed.result;
  if (refused) throw new Error(`${file.name} was refused`);
  const store = await openObservations(database, SETTINGS);
  const ids = rows.sites.flatMap((_, site) => rows.parameters.map((_, p) => site * rows.parameters.length + p + 1));
  const ozone = rows.parameters.indexOf('o3');
  await store.declare(ids.map((id) => ({ id, windows: (id - 1) % rows.parameters.length === ozone })));
  const series = Int32Array.from(rows.site, (site, i) => site * rows.parameters.length + (rows.parameter[i] ?? 0) + 1);
  const commit = await timed(() => store.commit({ id: 1, received: 2_000_000_000 }, { ...rows, series }));
  const refresh = await timed(() => store.refresh());
  await store.close();
  return { values: rows.time.length, parse: parsed, commit, refresh };
}
