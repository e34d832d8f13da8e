import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { SelectField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { specifyMeasure } from './loop-queries.ts';
import { FIRST_REGISTER, RegisterSpecFields } from './register-spec-fields.tsx';
import { useStep } from './use-step.ts';

type Measure = Schemas['MeasurePage'];
type Spec = Schemas['ProgressSpec'];

const KINDS = ['register', 'quantity', 'milestones', 'routine', 'judged', 'monitored'] as const;
const FREQUENCIES = ['week', 'month', 'quarter', 'year'] as const;

function ofKind(kind: string, was: Spec, due: string): Spec {
  if (kind === was.kind) return was;
  if (kind === 'register') return FIRST_REGISTER;
  if (kind === 'quantity') return { kind, target: null, unit: '' };
  if (kind === 'milestones') return { kind, steps: [{ id: 'step-1', title: '', due }] };
  const other = (['routine', 'judged', 'monitored'] as const).find((k) => k === kind);
  return { kind: other ?? 'judged' };
}

/** How the measure is followed: set by the plan office. */
export function SettingForm({ measure }: { readonly measure: Measure }) {
  const { t } = useTranslation();
  const { setting } = measure;
  const [spec, setSpec] = useState<Spec>(setting.spec);
  const [frequency, setFrequency] = useState(setting.frequency);
  const [criteria, setCriteria] = useState(setting.criteria);
  const step = useStep((body: Schemas['SettingInput']) => specifyMeasure(measure.id, body));
  const due = measure.due.date ?? '2024-12-31';
  return (
    <details className="report-card">
      <summary>{t('loop.setting.title')}</summary>
      <form className="form" onSubmit={(e) => e.preventDefault()}>
        <div className="figures">
          <SelectField name={t('loop.setting.kind')} value={spec.kind} set={(kind) => setSpec(ofKind(kind, spec, due))}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`loop.kind.${kind}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            name={t('loop.setting.frequency')}
            value={frequency}
            set={(value) => setFrequency(FREQUENCIES.find((f) => f === value) ?? 'month')}
          >
            {FREQUENCIES.map((f) => (
              <option key={f} value={f}>
                {t(`loop.frequency.${f}`)}
              </option>
            ))}
          </SelectField>
          {spec.kind === 'register' ? <RegisterSpecFields spec={spec} set={setSpec} /> : null}
          {spec.kind === 'register' ? (
            <Target value={spec.target} set={(target) => setSpec({ ...spec, target })} />
          ) : null}
          {spec.kind === 'quantity' ? (
            <>
              <Target value={spec.target} set={(target) => setSpec({ ...spec, target })} />
              <label className="field">
                {t('loop.setting.unit')}
                <input value={spec.unit} maxLength={20} onChange={(e) => setSpec({ ...spec, unit: e.target.value })} />
              </label>
            </>
          ) : null}
        </div>
        {spec.kind === 'milestones' ? (
          <Steps steps={spec.steps} set={(steps) => setSpec({ ...spec, steps })} due={due} />
        ) : null}
        <label className="field">
          {t('loop.measure.criteria')}
          <textarea rows={2} maxLength={2000} value={criteria} onChange={(e) => setCriteria(e.target.value)} />
        </label>
        {step.isError ? <Failed error={step.error} /> : null}
        <span className="actions">
          <button
            type="button"
            className="primary"
            disabled={step.isPending}
            onClick={() => step.mutate({ spec, frequency, criteria, seen: setting.seq })}
          >
            {t('loop.setting.save')}
          </button>
        </span>
      </form>
    </details>
  );
}

function Target({ value, set }: { readonly value: string | null; readonly set: (value: string | null) => void }) {
  const { t } = useTranslation();
  return (
    <label className="field">
      {t('loop.setting.target')}
      <input
        inputMode="decimal"
        value={value ?? ''}
        onChange={(e) => set(e.target.value === '' ? null : e.target.value)}
      />
    </label>
  );
}

type Milestones = Extract<Spec, { kind: 'milestones' }>['steps'];

interface StepsProps {
  readonly steps: Milestones;
  readonly set: (steps: Milestones) => void;
  readonly due: string;
}

function Steps({ steps, set, due }: StepsProps) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<Milestones[number]>) =>
    set(steps.map((step, i) => (i === at ? { ...step, ...part } : step)));
  const free = Array.from({ length: steps.length + 1 }, (_, i) => `step-${i + 1}`);
  const next = free.find((id) => steps.every((step) => step.id !== id)) ?? 'step';
  return (
    <ul className="milestones">
      {steps.map((step, i) => (
        <li key={step.id}>
          <label className="field">
            {t('loop.setting.step')}
            <input value={step.title} maxLength={200} onChange={(e) => change(i, { title: e.target.value })} />
          </label>
          <label className="field">
            {t('plan.due')}
            <input type="date" value={step.due} onChange={(e) => change(i, { due: e.target.value })} />
          </label>
          {steps.length > 1 ? (
            <button type="button" onClick={() => set(steps.filter((s) => s.id !== step.id))}>
              {t('loop.setting.removeStep')}
            </button>
          ) : null}
        </li>
      ))}
      <li>
        <button type="button" onClick={() => set([...steps, { id: next, title: '', due }])}>
          {t('loop.setting.addStep')}
        </button>
      </li>
    </ul>
  );
}
