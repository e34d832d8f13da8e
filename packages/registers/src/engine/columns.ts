import { displayUnit, type Localized } from '@qingshan/kernel';
import type { Field, RegisterDefinition } from './types.ts';

/** A column of a register's workbook. A position takes two, every other field one. */
export interface Column {
  /** Key in `Cells`: field id, `position.lon`, `position.lat` */
  readonly id: string;
  readonly field: Field;
  readonly part: 'lon' | 'lat' | null;
  /** Head as it is written, without unit and mark */
  readonly head: string;
  /** Other heads that mean it */
  readonly also: readonly string[];
}

const PARTS = [
  { part: 'lon', zh: '经度', en: 'longitude' },
  { part: 'lat', zh: '纬度', en: 'latitude' },
] as const;

/** Only the position of the common block is plain 经度 and 纬度; another one carries its own name before it. */
function positionColumns(field: Field): Column[] {
  const prefix = field.id === 'position' ? '' : field.name.zh;
  return PARTS.map(({ part, zh }) => ({
    id: `${field.id}.${part}`,
    field,
    part,
    head: `${prefix}${zh}`,
    also: [],
  }));
}

/** The columns of a register in the order of its fields. */
export function columnsOf(definition: RegisterDefinition): Column[] {
  return definition.fields.flatMap((field): Column[] =>
    field.type === 'position'
      ? positionColumns(field)
      : [{ id: field.id, field, part: null, head: field.name.zh, also: field.also }],
  );
}

/** The name of a column for messages. */
export function columnName({ field, part }: Pick<Column, 'field' | 'part'>): Localized {
  const found = PARTS.find((p) => p.part === part);
  if (!found) return field.name;
  const plain = field.id === 'position';
  return {
    zh: plain ? found.zh : `${field.name.zh}${found.zh}`,
    en: plain ? found.en : `${field.name.en} ${found.en}`,
  };
}

/** The unit of a field's values as people write it, or nothing. */
export function unitText(field: Field): string {
  const unit = field.type === 'number' || field.type === 'integer' ? field.unit : undefined;
  return unit === undefined ? '' : displayUnit(unit);
}
