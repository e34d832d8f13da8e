import { useMutation } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { calculate } from '../api/queries.ts';
import { useFaultWords } from '../schema-form/form-parts.tsx';
import { nodeOf } from '../schema-form/node.ts';
import { parseJson, readingOf, type Fault, type Reading } from '../schema-form/read-form.ts';
import { SchemaForm } from '../schema-form/schema-form.tsx';
import { CopyLink } from '../shared/copy-link.tsx';
import { Failed } from '../shared/loaded.tsx';
import { CalculationResult } from './calculation-result.tsx';
import { hashOfInput } from './permalink.ts';

interface CalculatorProps {
  readonly method: Schemas['MethodSummary'];
  readonly example: Readonly<Record<string, unknown>>;
}

function readJson(text: string): Reading {
  const parsed = parseJson(text);
  return 'fault' in parsed
    ? { value: null, faults: new Map([['json', parsed.fault]]) }
    : { value: parsed.value, faults: new Map() };
}

/** A form made from the method's input schema; what it sends stands in the address and can be linked. */
export function Calculator({ method, example }: CalculatorProps) {
  const { t } = useTranslation();
  const faultWords = useFaultWords();
  const node = useMemo(() => nodeOf(method.input), [method]);
  /** The input as JSON, where it is written so */
  const [json, setJson] = useState<string | null>(null);
  const [reading, setReading] = useState<Reading>(() => readingOf(node, example));
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const run = useMutation({ mutationFn: (input: unknown) => calculate(method.id, input) });

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { value, faults: found } = json === null ? reading : readJson(json);
    setFaults(found);
    if (found.size > 0) return;
    history.replaceState(history.state, '', hashOfInput(value));
    run.mutate(value);
  };
  const switchForm = (): void => {
    setFaults(new Map());
    if (json === null) setJson(JSON.stringify(reading.value, null, 2));
    else {
      const read = readJson(json);
      setFaults(read.faults);
      if (read.faults.size > 0) return;
      setReading(readingOf(node, read.value));
      setJson(null);
    }
  };

  return (
    <section id="calculator">
      <div className="section-head">
        <h2>{t('methods.calculator')}</h2>
        <button type="button" className="screen-only" onClick={switchForm}>
          {json === null ? t('methods.asJson') : t('methods.asForm')}
        </button>
      </div>
      <p className="note">{t('methods.calculatorNote')}</p>
      <form className="calculator" onSubmit={submit} noValidate>
        {json === null ? (
          <SchemaForm schema={method.input} value={reading.value} onChange={setReading} faults={faults} />
        ) : (
          <label className="field wide">
            JSON
            <textarea rows={12} spellCheck={false} value={json} onChange={(e) => setJson(e.target.value)} />
            <span className="fault">{faultWords(faults.get('json'))}</span>
          </label>
        )}
        <p className="wide">
          <button type="submit" className="primary" disabled={run.isPending}>
            {run.isPending ? t('methods.calculating') : t('methods.calculate')}
          </button>{' '}
          {run.data ? <CopyLink /> : null}
          {json === null && faults.size > 0 ? (
            <span className="fault">{t('form.faults', { count: faults.size })}</span>
          ) : null}
        </p>
      </form>
      {run.error ? <Failed error={run.error} /> : null}
      {run.data ? <CalculationResult result={run.data} /> : null}
    </section>
  );
}
