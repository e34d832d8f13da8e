import { join } from 'node:path';
import { loadStandards, type Pins } from '@qingshan/standards';
import type { MethodContext } from '../src/define.ts';

/** The product's standards, for tests. */
export const standards = await loadStandards(join(import.meta.dirname, '../../../standards'));

/** A context of its own for each call: what is looked up under one (per-context.ts) is not remembered for the next. */
export function contextOf(pins: Pins = {}, place?: string): MethodContext {
  return { standards, pins: { ...pins }, ...(place === undefined ? {} : { place }) };
}
