import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { planQuery } from '../api/queries.ts';
import { meQuery } from '../api/people-queries.ts';
import { SelectField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { askChange, raiseHelp } from './loop-queries.ts';
import { useStep } from './use-step.ts';

type Measure = Schemas['MeasurePage'];

/** What a unit that has the measure may ask for: another's help, more time, or to be rid of it. */
export function AskForms({ measure }: { readonly measure: Measure }) {
  const me = useQuery(meQuery);
  const unit = me.data?.actor.unit?.id ?? null;
  const own = unit !== null && measure.assignments.some((row) => row.unit === unit);
  if (!own || me.data?.may.includes('askChange') !== true) return null;
  return (
    <>
      <HelpForm measure={measure.id} unit={unit} />
      <ChangeForm measure={measure.id} unit={unit} />
    </>
  );
}

interface FormProps {
  readonly measure: string;
  readonly unit: string;
}

function HelpForm({ measure, unit }: FormProps) {
  const { t } = useTranslation();
  const words = useText();
  const plan = useQuery(planQuery);
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const [due, setDue] = useState('');
  const step = useStep(raiseHelp);
  const clear = () => {
    setText('');
    setTo('');
  };
  return (
    <details className="report-card">
      <summary>{t('loop.ask.help')}</summary>
      <form className="form" onSubmit={(e) => e.preventDefault()}>
        <div className="figures">
          <SelectField name={t('loop.ask.to')} value={to} set={setTo}>
            <option value="">{t('loop.ask.choose')}</option>
            {plan.data?.units
              .filter((other) => other.id !== unit)
              .map((other) => (
                <option key={other.id} value={other.id}>
                  {words(other.name)}
                </option>
              ))}
          </SelectField>
          <label className="field">
            {t('loop.ask.due')}
            <input type="date" value={due} onChange={(e) => setDue(e.target.value)} />
          </label>
        </div>
        <label className="field">
          {t('loop.ask.text')}
          <textarea rows={2} maxLength={2000} value={text} onChange={(e) => setText(e.target.value)} />
        </label>
        {step.isError ? <Failed error={step.error} /> : null}
        <span className="actions">
          <button
            type="button"
            disabled={step.isPending || to === '' || text.trim() === '' || due === ''}
            onClick={() => step.mutate({ measure, from: unit, to, text, due }, { onSuccess: clear })}
          >
            {t('loop.ask.send')}
          </button>
        </span>
      </form>
    </details>
  );
}

function ChangeForm({ measure, unit }: FormProps) {
  const { t } = useTranslation();
  const [what, setWhat] = useState<'move' | 'cancel'>('move');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const step = useStep(askChange);
  return (
    <details className="report-card">
      <summary>{t('loop.ask.change')}</summary>
      <form className="form" onSubmit={(e) => e.preventDefault()}>
        <div className="figures">
          <SelectField
            name={t('loop.ask.what')}
            value={what}
            set={(value) => setWhat(value === 'cancel' ? 'cancel' : 'move')}
          >
            <option value="move">{t('loop.ask.move')}</option>
            <option value="cancel">{t('loop.ask.cancel')}</option>
          </SelectField>
          {what === 'move' ? (
            <label className="field">
              {t('loop.ask.moveTo')}
              <input type="date" value={to} onChange={(e) => setTo(e.target.value)} />
            </label>
          ) : null}
        </div>
        <label className="field">
          {t('loop.ask.reason')}
          <textarea rows={2} maxLength={2000} value={reason} onChange={(e) => setReason(e.target.value)} />
        </label>
        {step.isError ? <Failed error={step.error} /> : null}
        <span className="actions">
          <button
            type="button"
            disabled={step.isPending || reason.trim() === ''}
            onClick={() =>
              step.mutate(
                { measure, unit, what, to: what === 'move' ? to : null, reason },
                { onSuccess: () => setReason('') },
              )
            }
          >
            {t('loop.ask.send')}
          </button>
        </span>
      </form>
    </details>
  );
}
