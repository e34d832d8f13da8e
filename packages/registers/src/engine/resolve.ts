import type { Localized } from '@qingshan/kernel';
import type { z } from 'zod';
import type { commonFile, registerFile } from './schema.ts';
import type { Count, Field, RegisterDefinition, Section, Sensitivity, State } from './types.ts';

type RegisterFile = z.output<typeof registerFile>;
type CommonFile = z.output<typeof commonFile>;
type SectionFile = RegisterFile['sections'][number];
type FieldFile = SectionFile['fields'][number];

function nameOf({ zh, en }: Localized): Localized {
  return { zh, en };
}

function sensitivityOf(common: CommonFile, id: Sensitivity['id'] | undefined): Sensitivity | null {
  if (id === undefined) return null;
  const { zh, en, maySee, exported } = common.sensitivities[id];
  return { id, name: { zh, en }, maySee, exported };
}

/** Heads that the register's own fields and renamed ones use; the common block leaves them alone. */
function headsOf(file: RegisterFile): string[] {
  const own = file.sections.flatMap((part) => part.fields.flatMap((field) => [field.zh, ...field.also]));
  return [...own, ...Object.values(file.common.rename).map((name) => name.zh)];
}

/** A field of the common block as this register has it, or nothing when the register does without it. */
function adapted(field: FieldFile, file: RegisterFile): FieldFile[] {
  const { omit, rename, require, sensitive } = file.common;
  if (omit.includes(field.id)) return [];
  const name = rename[field.id];
  const taken = new Set([name?.zh ?? field.zh, ...headsOf(file)]);
  const also = [...new Set([field.zh, ...field.also])].filter((head) => !taken.has(head));
  const kind = sensitive[field.id];
  return [
    {
      ...field,
      ...name,
      also,
      required: field.required || require.includes(field.id),
      certainty: field.certainty ?? 'inferred',
      ...(kind && { sensitive: kind }),
    },
  ];
}

function resolvedField(field: FieldFile, file: RegisterFile, common: CommonFile): Field {
  const { zh, en, sensitive, certainty, ...rest } = field;
  const added = {
    name: { zh, en },
    certainty: certainty ?? file.certainty,
    sensitive: sensitivityOf(common, sensitive),
  };
  if (rest.type !== 'enum' && rest.type !== 'multi-enum') return { ...rest, ...added };
  // A list that is not there leaves no words, which the check of the definition finds.
  const words = typeof rest.words === 'string' ? (common.words[rest.words] ?? []) : rest.words;
  return { ...rest, ...added, words };
}

function stateField(file: RegisterFile): FieldFile {
  const words = file.states.map(({ id, zh, en, also }) => ({ id, zh, en, also }));
  const base = { id: 'state', zh: '状态', en: 'State', also: ['当前状态', '目前状态'], certainty: 'inferred' as const };
  return { ...base, type: 'enum', required: true, words };
}

/** A definition made whole: the common block, the state field and the standard counts added. */
export function resolveDefinition(file: RegisterFile, common: CommonFile): RegisterDefinition {
  const tail = { ...common.tail, fields: [stateField(file), ...common.tail.fields] };
  const block = (part: SectionFile): SectionFile => ({
    ...part,
    fields: part.fields.flatMap((field) => adapted(field, file)),
  });
  const sections: Section[] = [block(common.head), ...file.sections, block(tail)].map((part) => ({
    id: part.id,
    name: nameOf(part),
    fields: part.fields.map((field) => resolvedField(field, file, common)),
  }));
  const counts: Count[] = [...common.counts, ...file.counts].map(({ zh, en, ...rest }) => ({
    ...rest,
    name: { zh, en },
  }));
  const states: State[] = file.states.map(({ zh, en, ...rest }) => ({ ...rest, name: { zh, en } }));
  return {
    id: file.id,
    name: nameOf(file),
    board: file.board,
    purpose: file.purpose,
    keeper: file.keeper,
    seenBy: file.seenBy,
    basis: file.basis.map((b) => ({ text: nameOf(b), certainty: b.certainty })),
    partOf: file.partOf ?? null,
    sections,
    fields: sections.flatMap((section) => section.fields),
    states,
    counts,
    rules: file.rules.map(({ zh, en, ...rest }) => ({ ...rest, text: { zh, en } })),
    order: file.order,
    duplicates: file.duplicates.map(({ fields, within }) => (within === undefined ? { fields } : { fields, within })),
  };
}
