import { useMutation } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { calculate } from '../api/queries.ts';
import { CopyLink } from '../shared/copy-link.tsx';
import { Failed } from '../shared/loaded.tsx';
import { CalculationResult } from './calculation-result.tsx';
import { FormField, useFaultWords } from './form-field.tsx';
import { hashOfInput } from './permalink.ts';
import { parseForm, parseJson, textsOf, type Fault, type ParsedForm, type Texts } from './form-values.ts';
import { fieldsOf } from './schema-form.ts';

interface CalculatorProps {
  readonly method: Schemas['MethodSummary'];
  readonly example: Readonly<Record<string, unknown>>;
}

/** A form made from the method's input schema; what it sends stands in the address and can be linked. */
export function Calculator({ method, example }: CalculatorProps) {
  const { t } = useTranslation();
  const faultWords = useFaultWords();
  const fields = useMemo(() => fieldsOf(method.input), [method]);
  const [asJson, setAsJson] = useState(fields === null);
  const [texts, setTexts] = useState<Texts>(() => textsOf(fields ?? [], example));
  const [json, setJson] = useState(() => JSON.stringify(example, null, 2));
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const run = useMutation({ mutationFn: (input: unknown) => calculate(method.id, input) });

  const read = (): { input: unknown; faults: ReadonlyMap<string, Fault> } | ParsedForm => {
    if (!asJson && fields !== null) return parseForm(fields, texts);
    const parsed = parseJson(json);
    return 'fault' in parsed
      ? { input: null, faults: new Map([['json', parsed.fault]]) }
      : { input: parsed.value, faults: new Map() };
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { input, faults } = read();
    setFaults(faults);
    if (faults.size > 0) return;
    history.replaceState(history.state, '', hashOfInput(input));
    run.mutate(input);
  };
  const toJson = (): void => {
    if (fields !== null) setJson(JSON.stringify(parseForm(fields, texts).input, null, 2));
    setAsJson(true);
  };

  return (
    <section id="calculator">
      <div className="section-head">
        <h2>{t('methods.calculator')}</h2>
        {fields === null || asJson ? null : (
          <button type="button" className="screen-only" onClick={toJson}>
            {t('methods.asJson')}
          </button>
        )}
      </div>
      <p className="note">{t('methods.calculatorNote')}</p>
      <form className="calculator" onSubmit={submit} noValidate>
        {asJson || fields === null ? (
          <label className="field wide">
            {t('methods.jsonHint')}
            <textarea rows={12} spellCheck={false} value={json} onChange={(e) => setJson(e.target.value)} />
            <span className="fault">{faultWords(faults.get('json'))}</span>
          </label>
        ) : (
          fields.map((field) => (
            <FormField
              key={field.name}
              field={field}
              text={texts[field.name] ?? ''}
              fault={faults.get(field.name)}
              set={(text) => setTexts({ ...texts, [field.name]: text })}
            />
          ))
        )}
        <p className="wide">
          <button type="submit" className="primary" disabled={run.isPending}>
            {run.isPending ? t('methods.calculating') : t('methods.calculate')}
          </button>{' '}
          {run.data ? <CopyLink /> : null}
        </p>
      </form>
      {run.error ? <Failed error={run.error} /> : null}
      {run.data ? <CalculationResult result={run.data} /> : null}
    </section>
  );
}
