import { CODE_RULES } from '../code-rules.ts';
import { meets } from './conditions.ts';
import { fieldOf } from './fields.ts';
import { makeFinding, type Finding } from './findings.ts';
import { shownValue } from './show-value.ts';
import type { Entry, RegisterContext, RegisterDefinition } from './types.ts';

/** No condition of a rule may depend on the day (checked when a definition is loaded). */
const NO_DAY = '';

function columnOf(definition: RegisterDefinition, id: string | null) {
  const field = id === null ? null : fieldOf(definition, id);
  return field === null ? {} : { column: { id: field.id, name: field.name } };
}

function ofDeclared(definition: RegisterDefinition, entry: Entry): Finding[] {
  return definition.rules.flatMap((rule) => {
    if (!meets(definition, entry, rule.when, NO_DAY)) return [];
    const missing = rule.given.find((id) => entry.values[id] === undefined);
    const broken = Object.entries(rule.holds).find(
      ([id, test]) => entry.values[id] !== undefined && !meets(definition, entry, { [id]: test }, NO_DAY),
    );
    const about = missing ?? broken?.[0];
    if (about === undefined) return [];
    return [makeFinding('rule', columnOf(definition, about), { why: rule.text }, rule.severity)];
  });
}

function ofOrder(definition: RegisterDefinition, entry: Entry, context: RegisterContext): Finding[] {
  return definition.order.flatMap((ids) => {
    const fields = ids.flatMap((id) => fieldOf(definition, id) ?? []).filter((f) => entry.values[f.id] !== undefined);
    return fields.slice(1).flatMap((field, i) => {
      const earlier = fields[i];
      const [before, after] = [entry.values[earlier?.id ?? ''], entry.values[field.id]];
      if (earlier === undefined || before === undefined || after === undefined || !(after < before)) return [];
      const value = shownValue(field, after, context);
      const place = { column: { id: field.id, name: field.name }, value };
      return [makeFinding('falls', place, { earlier: earlier.name, before: shownValue(earlier, before, context) })];
    });
  });
}

/** What the rules of the register say of an entry: declared ones, orders, and those in code. */
export function ruleFindings(definition: RegisterDefinition, entry: Entry, context: RegisterContext): Finding[] {
  const coded = (CODE_RULES[definition.id] ?? []).flatMap((rule) => rule(entry, definition) ?? []);
  return [
    ...ofDeclared(definition, entry),
    ...ofOrder(definition, entry, context),
    ...coded.map(({ field, severity, why }) => makeFinding('rule', columnOf(definition, field), { why }, severity)),
  ];
}
