import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { planQuery, workspaceQuery } from '../api/queries.ts';
import { carry } from '../shared/address.ts';
import { registersQuery } from '../registers/register-queries.ts';
import { useText } from '../shared/use-text.ts';
import { draftPath, type Kind } from './documents-queries.ts';

const DRAFTED = [
  'monthly-bulletin',
  'summary',
  'town-ranking',
  'supervision-letter',
  'evidence-pack',
  'register-ledger',
] as const;
type Drafted = (typeof DRAFTED)[number] & Kind;

const PARAMETERS = [
  ['pm25', 'PM2.5'],
  ['pm10', 'PM10'],
  ['no2', 'NO\u2082'],
  ['o3', 'O\u2083'],
] as const;

/** Any document, by its kind and what it is about. */
export function OtherDraft() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Drafted>('monthly-bulletin');
  const [subject, setSubject] = useState('');
  const [variant, setVariant] = useState('');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const choose = (next: Drafted) => {
    setKind(next);
    setSubject('');
    setVariant(next === 'town-ranking' ? 'pm25' : '');
  };
  return (
    <details className="other-draft">
      <summary>{t('documents.toMake.other')}</summary>
      <form
        className="filters"
        onSubmit={(e) => {
          e.preventDefault();
          void navigate(carry(draftPath({ kind, subject, variant }), params));
        }}
      >
        <label className="field">
          {t('documents.toMake.kind')}
          <select
            value={kind}
            onChange={(e) => choose(DRAFTED.find((k) => k === e.target.value) ?? 'monthly-bulletin')}
          >
            {DRAFTED.map((k) => (
              <option key={k} value={k}>
                {t(`documents.kind.${k}`)}
              </option>
            ))}
          </select>
        </label>
        <Subject kind={kind} value={subject} set={setSubject} />
        {kind === 'town-ranking' ? (
          <label className="field">
            {t('documents.toMake.parameter')}
            <select value={variant} onChange={(e) => setVariant(e.target.value)}>
              {PARAMETERS.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <button type="submit" disabled={subject === ''}>
          {t('documents.toMake.draft')}
        </button>
      </form>
    </details>
  );
}

interface SubjectProps {
  readonly kind: Drafted;
  readonly value: string;
  readonly set: (value: string) => void;
}

function Subject({ kind, value, set }: SubjectProps) {
  const { t } = useTranslation();
  const text = useText();
  const workspace = useQuery(workspaceQuery).data;
  const plan = useQuery(planQuery).data;
  if (kind === 'supervision-letter') {
    return (
      <label className="field">
        {t('documents.toMake.unit')}
        <select value={value} onChange={(e) => set(e.target.value)}>
          <option value="" />
          {(plan?.units ?? []).map((unit) => (
            <option key={unit.id} value={unit.id}>
              {text(unit.name)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (kind === 'register-ledger') return <RegisterSubject value={value} set={set} />;
  if (kind === 'evidence-pack') {
    const measures = (plan?.boards ?? []).flatMap((b) => b.tasks.flatMap((task) => task.measures));
    return (
      <label className="field">
        {t('documents.toMake.measure')}
        <select value={value} onChange={(e) => set(e.target.value)}>
          <option value="" />
          {measures.map((measure) => (
            <option key={measure.id} value={measure.id}>
              {measure.id} {text(measure.title)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (kind === 'summary') {
    const year = plan?.year ?? 0;
    return (
      <label className="field">
        {t('documents.toMake.span')}
        <select value={value} onChange={(e) => set(e.target.value)}>
          <option value="" />
          <option value={`${year}-H1`}>{t('documents.toMake.firstHalf', { year })}</option>
          <option value={String(year)}>{t('documents.toMake.year', { year })}</option>
        </select>
      </label>
    );
  }
  return (
    <label className="field">
      {t('documents.toMake.month')}
      <input type="month" value={value} max={workspace?.today.slice(0, 7)} onChange={(e) => set(e.target.value)} />
    </label>
  );
}

function RegisterSubject({ value, set }: Omit<SubjectProps, 'kind'>) {
  const { t } = useTranslation();
  const text = useText();
  const registers = useQuery(registersQuery).data ?? [];
  return (
    <label className="field">
      {t('documents.kind.register-ledger')}
      <select value={value} onChange={(e) => set(e.target.value)}>
        <option value="" />
        {registers.map((register) => (
          <option key={register.id} value={register.id}>
            {text(register.name)} ({register.entries})
          </option>
        ))}
      </select>
    </label>
  );
}
