import { join } from 'node:path';
import { loadStandards, type Pins } from '@qingshan/standards';
import type { MethodContext } from '../src/define.ts';

/** The product's standards, for tests. */
export const standards = await loadStandards(join(import.meta.dirname, '../../../standards'));

export function contextOf(pins: Pins = {}, place?: string): MethodContext {
  return { standards, pins, ...(place === undefined ? {} : { place }) };
}
