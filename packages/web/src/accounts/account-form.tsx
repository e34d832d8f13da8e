import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type Schemas } from '../api/client.ts';
import { previewAccount, recordAccount } from '../api/queries.ts';
import { CalculationResult } from '../methods/calculation-result.tsx';
import { nodeOf } from '../schema-form/node.ts';
import { readingOf, type Fault, type Reading } from '../schema-form/read-form.ts';
import { SchemaForm } from '../schema-form/schema-form.tsx';
import { DateField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';

interface AccountFormProps {
  readonly indicator: string;
  readonly period: string;
  /** JSON Schema of the method's input */
  readonly schema: Schemas['MethodSummary']['input'];
  /** What stands in the form at first */
  readonly value: Readonly<Record<string, unknown>>;
  /** The day from which it counts unless another is chosen */
  readonly today: string;
  readonly close: () => void;
}

const NO_FAULTS: ReadonlyMap<string, Fault> = new Map();

/** What the API found wrong, field by field. */
function refusedFields(error: Error | null): ReadonlyMap<string, Fault> {
  const fields = error instanceof ApiProblem ? error.fields : [];
  return new Map(fields.map(({ path, text }) => [path, { kind: 'refused', text }]));
}

/** Enters an account: filled in, judged, looked at, and only then recorded. */
export function AccountForm({ indicator, period, schema, value, today, close }: AccountFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const node = useMemo(() => nodeOf(schema), [schema]);
  const [reading, setReading] = useState<Reading>(() => readingOf(node, value));
  const [note, setNote] = useState('');
  const [available, setAvailable] = useState(today);
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(NO_FAULTS);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const preview = useMutation({
    mutationFn: previewAccount,
    onError: (error) => setFaults(refusedFields(error)),
  });
  const record = useMutation({
    mutationFn: recordAccount,
    onSuccess: async () => {
      // The figure stands on every page.
      await queries.invalidateQueries();
      close();
    },
  });
  /** A result is shown for what stands in the form only. */
  const change = (): void => {
    preview.reset();
    record.reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = new Map(reading.faults);
    if (note.trim() === '') found.set('note', { kind: 'missing' });
    setFaults(found);
    if (found.size === 0) preview.mutate({ indicator, period, available, note, input: Object(reading.value) });
  };

  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <h3 ref={heading} tabIndex={-1}>
        {t('accounts.enterFor', { period })}
      </h3>
      <p className="note">{t('accounts.formNote')}</p>
      <SchemaForm
        schema={schema}
        value={value}
        faults={faults}
        onChange={(next) => {
          setReading(next);
          change();
        }}
      />
      <div className="account-source">
        <NoteField
          value={note}
          isMissing={faults.has('note')}
          set={(next) => {
            setNote(next);
            change();
          }}
        />
        <DateField
          name={t('accounts.available')}
          value={available}
          set={(next) => {
            setAvailable(next);
            change();
          }}
        />
      </div>
      <p className="account-actions">
        <button type="submit" className={preview.data ? '' : 'primary'} disabled={preview.isPending}>
          {preview.isPending ? t('methods.calculating') : t('accounts.preview')}
        </button>{' '}
        <button type="button" onClick={close}>
          {t('accounts.cancel')}
        </button>
        {faults.size > 0 ? (
          <span className="fault" role="alert">
            {' '}
            {t('form.faults', { count: faults.size })}
          </span>
        ) : null}
      </p>
      {preview.error ? <Failed error={preview.error} title={t('accounts.refused')} /> : null}
      {preview.data && preview.variables ? (
        <Preview
          of={preview.data}
          isBusy={record.isPending}
          keep={() => record.mutate(preview.variables)}
          error={record.error}
        />
      ) : null}
    </form>
  );
}

interface NoteFieldProps {
  readonly value: string;
  readonly isMissing: boolean;
  readonly set: (value: string) => void;
}

function NoteField({ value, isMissing, set }: NoteFieldProps) {
  const { t } = useTranslation();
  return (
    <label className="field">
      {t('accounts.note')}
      <input
        value={value}
        aria-invalid={isMissing}
        placeholder={t('accounts.noteExample')}
        onChange={(e) => set(e.target.value)}
      />
      {isMissing ? <span className="fault">{t('form.missing')}</span> : null}
    </label>
  );
}

interface PreviewProps {
  readonly of: Schemas['AccountPreview'];
  readonly isBusy: boolean;
  readonly keep: () => void;
  readonly error: Error | null;
}

function Preview({ of, isBusy, keep, error }: PreviewProps) {
  const { t } = useTranslation();
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className="account-preview">
      <p>
        <button ref={button} type="button" className="primary" disabled={isBusy} onClick={keep}>
          {t('accounts.record')}
        </button>{' '}
        <span className="note">
          {of.replaces === null
            ? t('accounts.first')
            : t('accounts.replaces', { note: text(of.replaces.note), available: of.replaces.available })}
        </span>
      </p>
      {error ? <Failed error={error} title={t('accounts.refused')} /> : null}
      <CalculationResult result={of.assessment} />
    </div>
  );
}
