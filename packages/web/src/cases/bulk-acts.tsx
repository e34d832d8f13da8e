import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { SelectField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { dispatchCases, escalateCases, useCaseStep } from './cases-queries.ts';

interface BulkActsProps {
  readonly desk: Schemas['CaseDesk'];
  readonly chosen: ReadonlySet<string>;
  readonly clear: () => void;
}

/** Dispatch and escalation of everything that is chosen, all or none. */
export function BulkActs({ desk, chosen, clear }: BulkActsProps) {
  const { t } = useTranslation();
  const cases = [...chosen];
  const dispatch = useCaseStep(dispatchCases);
  const escalate = useCaseStep(escalateCases);
  const error = dispatch.error ?? escalate.error;
  const done = dispatch.data ?? escalate.data;
  const busy = dispatch.isPending || escalate.isPending;
  if (cases.length === 0) {
    return done ? (
      <p role="status" className="note">
        {t('cases.done', { count: done.changed })}
      </p>
    ) : null;
  }
  return (
    <div className="bulk">
      <span role="status">{t('cases.chosen', { count: cases.length })}</span>
      <Act
        name={t('cases.dispatch')}
        options={desk.units}
        go={t('cases.dispatchGo')}
        busy={busy}
        act={(unit) => {
          escalate.reset();
          dispatch.mutate({ cases, unit, assisting: [], note: '' }, { onSuccess: clear });
        }}
      />
      <Act
        name={t('cases.escalate')}
        options={desk.ladder}
        go={t('cases.escalateGo')}
        busy={busy}
        act={(step) => {
          dispatch.reset();
          escalate.mutate({ cases, step, note: '' }, { onSuccess: clear });
        }}
      />
      {error ? <Failed error={error} /> : null}
    </div>
  );
}

interface ActProps {
  readonly name: string;
  readonly options: Schemas['CaseDesk']['units'];
  /** Words of the button */
  readonly go: string;
  readonly busy: boolean;
  readonly act: (id: string) => void;
}

/** Chooses what the cases go to, and sends them. */
function Act({ name, options, go, busy, act }: ActProps) {
  const { t } = useTranslation();
  const text = useText();
  const [id, setId] = useState('');
  return (
    <>
      <SelectField name={name} value={id} set={setId}>
        <option value="">{t('cases.choose')}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {text(option.name)}
          </option>
        ))}
      </SelectField>
      <button type="button" disabled={id === '' || busy} onClick={() => act(id)}>
        {go}
      </button>
    </>
  );
}
