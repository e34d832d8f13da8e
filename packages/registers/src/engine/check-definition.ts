import { columnsOf } from './columns.ts';
import { fieldOf } from './fields.ts';
import type { Conditions, Field, RegisterDefinition } from './types.ts';

/** Faults that a schema cannot see, in English for the maker of the definition. Empty: none. */
export function faultsOfDefinition(definition: RegisterDefinition, ids: readonly string[]): string[] {
  return [
    ...repeated(definition),
    ...definition.fields.flatMap((field) => ofField(field, ids)),
    ...ofCounts(definition),
    ...ofRules(definition),
    ...ofPart(definition, ids),
  ];
}

function twice(what: string, all: readonly string[]): string[] {
  return [...new Set(all.filter((x, i) => all.indexOf(x) !== i))].map((x) => `${what} “${x}” twice`);
}

function repeated(definition: RegisterDefinition): string[] {
  const heads = columnsOf(definition).flatMap((column) => [column.head, ...column.also]);
  return [
    ...twice(
      'field',
      definition.fields.map((f) => f.id),
    ),
    ...twice('head', heads),
    ...twice(
      'count',
      definition.counts.map((c) => c.id),
    ),
    ...twice(
      'section',
      definition.sections.map((s) => s.id),
    ),
  ];
}

function ofField(field: Field, ids: readonly string[]): string[] {
  if (field.type === 'reference' && !ids.includes(field.register))
    return [`field ${field.id} refers to no register: ${field.register}`];
  if (field.type !== 'enum' && field.type !== 'multi-enum') return [];
  return [
    ...(field.words.length < 2 ? [`field ${field.id} has no words`] : []),
    ...twice(
      `word of ${field.id}`,
      field.words.flatMap((w) => [w.zh, ...w.also]),
    ),
    ...twice(
      `word id of ${field.id}`,
      field.words.map((w) => w.id),
    ),
  ];
}

function ofConditions(definition: RegisterDefinition, conditions: Conditions, where: string): string[] {
  return Object.entries(conditions).flatMap(([id, test]) => {
    if (id === 'phase') return [];
    if (where.startsWith('rule') && typeof test === 'object' && 'date' in test)
      return [`${where}: a rule cannot depend on the day`];
    const field = fieldOf(definition, id);
    if (field === null) return [`${where}: no field ${id}`];
    if (field.type !== 'enum' && field.type !== 'multi-enum') return [];
    if (typeof test === 'object' && !Array.isArray(test)) return [];
    const known = new Set(field.words.map((word) => word.id));
    return [test]
      .flat()
      .filter((word) => !known.has(String(word)))
      .map((word) => `${where}: ${id} has no word ${String(word)}`);
  });
}

function ofCounts(definition: RegisterDefinition): string[] {
  const known = new Set(definition.counts.map((c) => c.id));
  return definition.counts.flatMap((count) => {
    const where = `count ${count.id}`;
    if ('share' in count) return count.share.filter((id) => !known.has(id)).map((id) => `${where}: no count ${id}`);
    const faults = ofConditions(definition, count.where, where);
    if (!('sum' in count)) return faults;
    const type = fieldOf(definition, count.sum)?.type;
    return type === 'number' || type === 'integer' ? faults : [...faults, `${where}: ${count.sum} is no number`];
  });
}

function ofRules(definition: RegisterDefinition): string[] {
  const missing = (ids: readonly string[], where: string) =>
    ids.filter((id) => fieldOf(definition, id) === null).map((id) => `${where}: no field ${id}`);
  return [
    ...definition.rules.flatMap((rule) => [
      ...ofConditions(definition, rule.when, `rule ${rule.id}`),
      ...ofConditions(definition, rule.holds, `rule ${rule.id}`),
      ...missing(rule.given, `rule ${rule.id}`),
    ]),
    ...definition.order.flatMap((ids) => {
      const types = new Set(ids.map((id) => fieldOf(definition, id)?.type));
      return [...missing(ids, 'order'), ...(types.size > 1 ? [`order ${ids.join(' ')}: of different types`] : [])];
    }),
    ...definition.duplicates.flatMap((rule) => missing(rule.fields, 'duplicates')),
  ];
}

function ofPart({ partOf, fields }: RegisterDefinition, ids: readonly string[]): string[] {
  if (partOf === null) return [];
  const refers = fields.some((f) => f.type === 'reference' && f.register === partOf && f.required);
  return ids.includes(partOf) && refers ? [] : [`part of ${partOf}, but no required field refers to it`];
}
