import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';

type Spec = Schemas['ProgressSpec'];
type Progress = Schemas['ReportContent']['progress'];

interface ProgressFieldsProps {
  readonly spec: Spec;
  readonly value: Progress;
  readonly set: (value: Progress) => void;
  /** Last day of the period, offered as the day on which a step was done */
  readonly day: string;
  readonly disabled: boolean;
}

/** The figures that the kind of progress asks for, and no others. */
export function ProgressFields({ spec, value, set, day, disabled }: ProgressFieldsProps) {
  const { t } = useTranslation();
  if (spec.kind === 'quantity') {
    return (
      <label className="field">
        {t('loop.form.quantity')}
        <span>
          <input
            inputMode="decimal"
            value={value.quantity ?? ''}
            disabled={disabled}
            pattern="\d{1,9}(\.\d{1,6})?"
            onChange={(e) => set({ ...value, quantity: e.target.value === '' ? null : e.target.value })}
          />{' '}
          {spec.target === null ? spec.unit : t('loop.form.of', { target: spec.target, unit: spec.unit })}
        </span>
      </label>
    );
  }
  if (spec.kind === 'routine') {
    return (
      <fieldset className="field" disabled={disabled}>
        <legend>{t('loop.form.kept')}</legend>
        {([true, false] as const).map((kept) => (
          <label key={String(kept)} className="check-field">
            <input type="radio" checked={value.kept === kept} onChange={() => set({ ...value, kept })} />
            {t(kept ? 'loop.form.keptYes' : 'loop.form.keptNo')}
          </label>
        ))}
      </fieldset>
    );
  }
  if (spec.kind === 'milestones')
    return <Steps steps={spec.steps} value={value} set={set} day={day} disabled={disabled} />;
  if (spec.kind === 'judged') {
    return (
      <label className="field">
        {t('loop.form.percent')}
        <input
          type="number"
          min={0}
          max={100}
          value={value.percent ?? ''}
          disabled={disabled}
          onChange={(e) => set({ ...value, percent: e.target.value === '' ? null : Number(e.target.value) })}
        />
      </label>
    );
  }
  return <p className="note">{t('loop.form.known')}</p>;
}

type Milestones = Extract<Spec, { kind: 'milestones' }>['steps'];

function Steps({
  steps,
  value,
  set,
  day,
  disabled,
}: Omit<ProgressFieldsProps, 'spec'> & { readonly steps: Milestones }) {
  const { t } = useTranslation();
  const doneOn = new Map(value.steps.map((step) => [step.id, step.on]));
  const change = (id: string, on: string | null) => {
    const others = value.steps.filter((step) => step.id !== id);
    set({ ...value, steps: on === null ? others : [...others, { id, on }] });
  };
  return (
    <ul className="milestones">
      {steps.map((step) => {
        const on = doneOn.get(step.id);
        return (
          <li key={step.id}>
            <label className="check-field">
              <input
                type="checkbox"
                checked={on !== undefined}
                disabled={disabled}
                onChange={(e) => change(step.id, e.target.checked ? day : null)}
              />
              {step.title}
            </label>
            <small>{t('loop.form.stepDue', { day: step.due })}</small>
            {on === undefined ? null : (
              <input
                type="date"
                aria-label={t('loop.form.stepOn', { step: step.title })}
                value={on}
                disabled={disabled}
                onChange={(e) => change(step.id, e.target.value === '' ? null : e.target.value)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
