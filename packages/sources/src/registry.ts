import { QingshanError } from '@qingshan/kernel';
import { bjmemc } from './bjmemc/bjmemc.ts';
import { cnemcWater } from './cnemc-water/cnemc-water.ts';
import type { Source } from './define.ts';
import { json } from './json/json.ts';
import { manual } from './manual/manual.ts';
import { table, tableBegin } from './table/table.ts';

/** Every data source that needs no engine; a new one is added here and described in DATA_SOURCES.md. */
export const sources: readonly Source[] = [bjmemc, cnemcWater, table, tableBegin, json, manual];

/** @throws QingshanError `not-found` */
export function sourceById(id: string, among: readonly Source[] = sources): Source {
  const source = among.find((s) => s.id === id);
  if (source) return source;
  const known = among.map((s) => s.id).join(', ');
  throw new QingshanError('not-found', { what: { zh: '数据来源', en: 'data source' }, id, hint: known });
}
