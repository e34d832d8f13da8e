import type { Day } from '@qingshan/kernel';
import type { MethodContext } from '../define.ts';
import { notDetectedShare } from './rules.ts';
import { measurementOf, type ItemsInput, type Measurement } from './values.ts';

/** The values that were measured, by item; those below the detection limit by the rule for them. */
export function readItems(items: ItemsInput, on: Day, context: MethodContext): Map<string, Measurement> {
  const { share } = notDetectedShare(context, on);
  return new Map(
    Object.entries(items).flatMap(([id, given]) => {
      const measurement = measurementOf(given, share);
      return measurement ? [[id, measurement] as const] : [];
    }),
  );
}
