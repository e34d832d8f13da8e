import { displayUnit } from '@qingshan/kernel';
import type { Field, Position, Place, RegisterContext, Value } from './types.ts';

export function isPosition(value: Value): value is Position {
  return typeof value === 'object' && 'lon' in value;
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

function placeName(places: readonly Place[], id: string): string {
  return places.find((p) => p.id === id)?.name.zh ?? id;
}

/** A list as it stands in one cell. */
export const LIST_SEPARATOR = '、';

/** A value as a cell of a workbook has it: words in Chinese, numbers and dates as they are. Positions have two cells. */
export function cellText(field: Field, value: Value, context: Pick<RegisterContext, 'towns' | 'units'>): string {
  if (isPosition(value)) return `${value.lon}, ${value.lat}`;
  const word = (id: string): string => {
    if (field.type === 'town') return placeName(context.towns, id);
    if (field.type === 'unit') return placeName(context.units, id);
    if (field.type !== 'enum' && field.type !== 'multi-enum') return id;
    return field.words.find((w) => w.id === id)?.zh ?? id;
  };
  if (isList(value)) return value.map(word).join(LIST_SEPARATOR);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  return field.type === 'time' ? value.replace('T', ' ') : word(value);
}

/** `cellText` with the unit, for messages. */
export function shownValue(field: Field, value: Value, context: Pick<RegisterContext, 'towns' | 'units'>): string {
  const unit = field.type === 'number' || field.type === 'integer' ? field.unit : undefined;
  const text = cellText(field, value, context);
  return unit === undefined ? text : `${text} ${displayUnit(unit)}`;
}
