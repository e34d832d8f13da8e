import { named } from '../named.ts';
import type { Decimal, Localized } from '@qingshan/kernel';
import { z } from 'zod';
import { exact, plain } from '../numbers.ts';
import { localized } from '../result.ts';

/** Items of GB 3838 Table 1, in its order. */
export const TABLE_1 = [
  ...(['wt', 'ph', 'do', 'codmn', 'cod', 'bod5', 'nh3n', 'tp', 'tn', 'cu', 'zn', 'f'] as const),
  ...(['se', 'as', 'hg', 'cd', 'cr6', 'pb', 'cn', 'vp', 'oil', 'las', 's2', 'fc'] as const),
] as const;
export type BasicItem = (typeof TABLE_1)[number];

/** A measured value, `0.01L` below the detection limit 0.01, as laboratories write it; `null` where there is none. */
export const measuredSchema = z.union([z.number().min(0), z.string().regex(/^\d+(\.\d+)?L?$/)]).nullable();
export type Measured = z.output<typeof measuredSchema>;

function itemsShape(): Record<BasicItem, z.ZodExactOptional<typeof measuredSchema>> {
  const entries = TABLE_1.map((id) => [id, measuredSchema.exactOptional()] as const);
  return Object.fromEntries(entries) as Record<BasicItem, z.ZodExactOptional<typeof measuredSchema>>;
}

/** Values by item: mg/L, pH without unit, water temperature in ℃, faecal coliforms per litre. */
export const itemsSchema = z.strictObject(itemsShape()).meta(
  named('各项监测值', 'values of the items', null, {
    zh: '未检出写作检出限加 L，如 0.01L',
    en: 'below the detection limit as 0.01L',
  }),
);
export type ItemsInput = Readonly<Record<string, Measured | undefined>>;

/** One value as it enters a mean or a class. */
export interface Measurement {
  readonly value: Decimal;
  /** False where the value stands for one below the detection limit */
  readonly detected: boolean;
}

/**
 * Reads what was measured.
 *
 * @param share part of the detection limit that stands for a value below it
 */
export function measurementOf(input: Measured | undefined, share: Decimal): Measurement | null {
  if (input === null || input === undefined) return null;
  if (typeof input === 'string' && input.endsWith('L')) {
    return { value: exact(input.slice(0, -1)).times(share), detected: false };
  }
  return { value: exact(input), detected: true };
}

export function measurementText({ value, detected }: Measurement): Localized {
  return detected
    ? localized(plain(value), plain(value))
    : localized(`${plain(value)}（未检出）`, `${plain(value)} (not detected)`);
}
