import type { Entry, Field, Phase, RegisterDefinition } from './types.ts';

/** The field of that id, or `null`. */
export function fieldOf(definition: RegisterDefinition, id: string): Field | null {
  return definition.fields.find((field) => field.id === id) ?? null;
}

/** What the state of an entry means; an entry whose state is not in the definition counts as open. */
export function phaseOf(definition: RegisterDefinition, entry: Entry): Phase {
  return definition.states.find((state) => state.id === entry.values['state'])?.phase ?? 'open';
}
