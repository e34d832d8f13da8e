import type { Actor } from '@qingshan/campaign';
import { formatMoment } from '@qingshan/kernel';
import {
  cellText,
  columnsOf,
  isPosition,
  mask,
  maySee,
  phaseOf,
  unitText,
  type Field,
  type RegisterContext,
  type RegisterDefinition,
  type Value,
  type Values,
} from '@qingshan/registers';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { BookEntry } from './books.ts';
import type { ImportJob, RegisterImport } from './ports.ts';

/** How entries and their fields are shown to a reader. */

export function byView({ name, role, unit }: Actor): { name: string; role: string; unit: string | null } {
  return { name, role, unit };
}

/** Values as the API gives them: lists and positions of their own. */
export function plainValue(value: Value): views.RegisterEntryView['values'][string] {
  if (typeof value !== 'object') return value;
  return isPosition(value) ? { ...value } : [...value];
}

export function entryView(definition: RegisterDefinition, entry: BookEntry, { role }: Actor): views.RegisterEntryView {
  const { values, masked } = mask(definition, entry, role);
  const { key, seq, withdrawn, at, by } = entry.version;
  return {
    key,
    seq,
    values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, plainValue(value)])),
    masked: [...masked],
    phase: phaseOf(definition, entry),
    withdrawn,
    at: formatMoment(at),
    by: byView(by),
  };
}

/** What stands in the columns of an entry, as `validateEntry` reads it back. */
export function cellsOf(
  definition: RegisterDefinition,
  values: Values,
  context: Pick<RegisterContext, 'towns' | 'units'>,
  fields: (field: Field) => boolean = () => true,
): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const { id, field, part } of columnsOf(definition)) {
    const value = values[field.id];
    if (value === undefined || !fields(field)) continue;
    cells[id] = part !== null && isPosition(value) ? String(value[part]) : cellText(field, value, context);
  }
  return cells;
}

const BOOLEANS = [
  { id: 'true', name: { zh: '是', en: 'yes' } },
  { id: 'false', name: { zh: '否', en: 'no' } },
];

function wordsOf(field: Field) {
  if (field.type === 'boolean') return BOOLEANS;
  if (field.type !== 'enum' && field.type !== 'multi-enum') return [];
  return field.words.map(({ id, zh, en }) => ({ id, name: { zh, en } }));
}

export function fieldViews(definition: RegisterDefinition, { role }: Actor): views.RegisterDetailView['fields'] {
  return definition.sections.flatMap((section) =>
    section.fields.map((field) => ({
      id: field.id,
      name: field.name,
      section: section.id,
      type: field.type,
      unit: unitText(field),
      required: field.required,
      hint: field.hint ?? null,
      words: wordsOf(field),
      register: field.type === 'reference' ? field.register : null,
      maxLength: field.type === 'text' ? field.maxLength : null,
      certainty: field.certainty,
      sensitive: field.sensitive?.name ?? null,
      seen: maySee(field, role),
    })),
  );
}

export function importView(batch: RegisterImport): z.output<typeof views.registerImport> {
  const { id, file, added, changed, unchanged, refused, simulated, undoneBy, undoes } = batch;
  const counts = { added, changed, unchanged, refused };
  return { id, file, ...counts, simulated, at: formatMoment(batch.at), by: byView(batch.by), undoneBy, undoes };
}

export function jobView(job: ImportJob): views.ImportJobView {
  const { id, register, file, state, rows, checked, stored, problem } = job;
  const { added, changed, unchanged, refused, doubtful } = job;
  const counts = { added, changed, unchanged, refused, doubtful };
  const where = { id, register, file, state, rows, checked, stored, import: job.import, problem };
  return { ...where, ...counts, by: byView(job.by), startedAt: formatMoment(job.startedAt) };
}
