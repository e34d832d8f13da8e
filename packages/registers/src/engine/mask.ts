import { PHONE_SEPARATOR } from './patterns.ts';
import { isPosition } from './show-value.ts';
import type { Entry, Field, Position, RegisterDefinition, Value } from './types.ts';

/** An entry as a role may see it. */
export interface MaskedEntry extends Entry {
  /** Fields that were hidden or made coarse */
  readonly masked: readonly string[];
}

/** Squares of so many degrees (about 11 km by 8 km here) stand for positions that must not be known exactly. */
export const BLUR_DEGREES = 0.1;

/** The middle of the square that the position lies in: it says no more than the square. */
export function blurred({ lon, lat }: Position): Position {
  const middle = (x: number): number =>
    Number((Math.floor(x / BLUR_DEGREES + 1e-9) * BLUR_DEGREES + BLUR_DEGREES / 2).toFixed(2));
  return { lon: middle(lon), lat: middle(lat), blurred: BLUR_DEGREES };
}

function maskedText(field: Field, text: string): string {
  const isPhone = field.type === 'text' && field.pattern === 'phone';
  if (!isPhone) return starred(field, text);
  return text
    .split(PHONE_SEPARATOR)
    .map((one) => starred(field, one))
    .join(PHONE_SEPARATOR);
}

function starred(field: Field, text: string): string {
  const characters = [...text];
  const pattern = field.type === 'text' ? field.pattern : undefined;
  const keep = pattern === 'phone' ? [3, 4] : pattern === 'plate' ? [2, 2] : [1, 0];
  const [start = 1, end = 0] = characters.length > (keep[0] ?? 0) + (keep[1] ?? 0) ? keep : [1, 0];
  const stars = pattern === undefined ? 2 : Math.max(1, characters.length - start - end);
  return `${characters.slice(0, start).join('')}${'*'.repeat(stars)}${end === 0 ? '' : characters.slice(-end).join('')}`;
}

/** What is shown instead of the value; `null`: nothing. */
function maskedValue(field: Field, value: Value, leaving: boolean): Value | null {
  if (isPosition(value)) return blurred(value);
  const kind = field.sensitive;
  const isPerson = kind?.id === 'personal' || kind?.id === 'complainant';
  if (!isPerson || (leaving && !kind.exported)) return null;
  return typeof value === 'string' && field.type === 'text' ? maskedText(field, value) : null;
}

/** Whether a role may see a field as it is. @param leaving whether it is for a workbook that leaves the system */
export function maySee({ sensitive }: Field, role: string, leaving = false): boolean {
  return sensitive === null || (sensitive.maySee.includes(role) && (sensitive.exported || !leaving));
}

/**
 * An entry with what the role may not see masked: names to 张**, telephones to 138****5678, plates to 京A***45, positions
 * to a square of 0.1°, everything else left out. A role that is not known sees nothing sensitive.
 *
 * @param leaving for a workbook that leaves the system: some fields are never in it, whoever asks
 */
export function mask(definition: RegisterDefinition, entry: Entry, role: string, leaving = false): MaskedEntry {
  const values: Record<string, Value> = { ...entry.values };
  const masked: string[] = [];
  for (const field of definition.fields) {
    const value = values[field.id];
    if (value === undefined || maySee(field, role, leaving)) continue;
    masked.push(field.id);
    const shown = maskedValue(field, value, leaving);
    if (shown === null) delete values[field.id];
    else values[field.id] = shown;
  }
  return { ...entry, values, masked };
}
