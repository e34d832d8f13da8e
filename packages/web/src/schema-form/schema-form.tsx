import { useId, useMemo, useState } from 'react';
import { draftOf, type Draft } from './draft.ts';
import { Inside } from './form-part.tsx';
import { FormContext } from './form-parts.tsx';
import { nodeOf, type Schema } from './node.ts';
import { readForm, type Fault, type Reading } from './read-form.ts';
import './schema-form.css';

interface SchemaFormProps {
  /** A JSON Schema; fields may carry `name`, `unit`, `help` and `words` beside it */
  readonly schema: Schema;
  /** What is shown at first. To show another value later give the form another React key. */
  readonly value: unknown;
  /** Called with what the form says after every change, right or wrong. */
  readonly onChange: (reading: Reading) => void;
  /** Faults to show, usually those of the last reading that was sent */
  readonly faults?: ReadonlyMap<string, Fault>;
}

const NO_FAULTS: ReadonlyMap<string, Fault> = new Map();

/** The fields of a JSON Schema, to be placed in a form. */
export function SchemaForm({ schema, value, onChange, faults = NO_FAULTS }: SchemaFormProps) {
  const id = useId();
  const node = useMemo(() => nodeOf(schema), [schema]);
  const [draft, setDraft] = useState<Draft>(() => draftOf(node, value, true));
  const context = useMemo(() => ({ id, faults, Inside }), [id, faults]);
  const set = (next: Draft): void => {
    setDraft(next);
    onChange(readForm(node, next));
  };
  return (
    <FormContext value={context}>
      <div className="schema-form">
        <Inside title="" node={node} draft={draft} required path="" set={set} />
      </div>
    </FormContext>
  );
}
