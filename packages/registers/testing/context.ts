import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { RegisterContext } from '../src/engine/types.ts';

const place = z.object({ id: z.string(), zh: z.string(), en: z.string(), short: z.string() });
const unitsFile = z.object({ departments: z.array(place), towns: z.array(place) });

const UNITS = join(import.meta.dirname, '../../../districts/mentougou/units.yaml');

function places(list: readonly z.output<typeof place>[]) {
  return list.map(({ id, zh, en, short }) => ({ id, name: { zh, en }, short }));
}

/** The towns and units of the demonstration district. */
export function mentougou(today: string | null = null): RegisterContext {
  const { departments, towns } = unitsFile.parse(parse(readFileSync(UNITS, 'utf8')));
  return { towns: places(towns), units: [...places(departments), ...places(towns)], district: '门头沟区', today };
}
