import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { EvidenceList } from '../loop/evidence-list.tsx';
import { SelectField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import {
  caseDeskQuery,
  checkCase,
  dispatchCases,
  escalateCases,
  ruleOnCase,
  useCaseStep,
  workOnCase,
  type CaseDetail,
} from './cases-queries.ts';

type Verb = CaseDetail['may'][number];

const WORK = ['sign', 'submit', 'note', 'decline', 'ask-exclusion'] as const;
const CHECK = ['accept', 'return', 'close', 'reopen'] as const;
/** The step that is usually taken next */
const FIRST: ReadonlySet<Verb> = new Set(['sign', 'submit', 'accept', 'close']);

/** What the reader may do with the case now; a text goes with the step that is taken. */
export function CaseSteps({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState<string[]>([]);
  const { id, seq: seen } = detail.row;
  const may = (verb: Verb): boolean => detail.may.includes(verb);
  const work = useCaseStep((body: Schemas['CaseWorkInput']) => workOnCase(id, body));
  const check = useCaseStep((body: Schemas['CaseCheckInput']) => checkCase(id, body));
  const error = work.error ?? check.error;
  const busy = work.isPending || check.isPending;
  const steps = [...WORK, ...CHECK].filter(may);
  const bodies: Record<(typeof WORK)[number], Schemas['CaseWorkInput']> = {
    sign: { do: 'sign', seen },
    submit: { do: 'submit', result: text, evidence, seen },
    note: { do: 'note', text, evidence, seen },
    decline: { do: 'decline', reason: text, seen },
    'ask-exclusion': { do: 'ask-exclusion', reason: text, seen },
  };
  const checks: Record<(typeof CHECK)[number], Schemas['CaseCheckInput']> = {
    accept: { do: 'accept', remark: text, seen },
    return: { do: 'return', remark: text, seen },
    close: { do: 'close', remark: text, seen },
    reopen: { do: 'reopen', reason: text, seen },
  };
  const run = (verb: (typeof steps)[number]) => {
    const own = WORK.find((known) => known === verb);
    const other = CHECK.find((known) => known === verb);
    if (own) work.mutate(bodies[own]);
    if (other) check.mutate(checks[other]);
  };
  return (
    <section className="case-step" aria-label={t('cases.step.title')}>
      <h2>{t('cases.step.title')}</h2>
      {detail.may.every((verb) => verb === 'merge') ? <p className="note">{t('cases.step.none')}</p> : null}
      {steps.length > 0 ? (
        <>
          <label className="field">
            {t('cases.step.text')}
            <textarea rows={2} maxLength={1000} value={text} onChange={(e) => setText(e.target.value)} />
          </label>
          {may('submit') || may('note') ? <EvidenceList ids={evidence} set={setEvidence} /> : null}
          <span className="actions">
            {steps.map((verb) => (
              <button
                key={verb}
                type="button"
                className={FIRST.has(verb) ? 'primary' : ''}
                disabled={busy}
                onClick={() => run(verb)}
              >
                {verb === 'ask-exclusion' ? t('cases.exclusion.ask') : t(`cases.step.${verb}`)}
              </button>
            ))}
          </span>
          {error ? <Failed error={error} /> : null}
        </>
      ) : null}
      {may('rate') ? <RatingForm detail={detail} /> : null}
      {may('dispatch') ? <Dispatch detail={detail} /> : null}
      {may('escalate') ? <Escalate detail={detail} /> : null}
      {may('extend') || may('decide-exclusion') || may('unmerge') ? <Rulings detail={detail} may={may} /> : null}
    </section>
  );
}

const RATINGS = ['response', 'solution', 'satisfaction'] as const;

function written(value: boolean | null): string {
  if (value === null) return '';
  return value ? 'yes' : 'no';
}

function RatingForm({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const [rating, setRating] = useState(detail.rating);
  const { id, seq: seen } = detail.row;
  const save = useCaseStep(() => checkCase(id, { do: 'rate', rating, seen }));
  return (
    <fieldset>
      {RATINGS.map((name) => (
        <SelectField
          key={name}
          name={t(`cases.rating.${name}`)}
          value={written(rating[name])}
          set={(value) => setRating({ ...rating, [name]: value === '' ? null : value === 'yes' })}
        >
          <option value="">{t('cases.rating.none')}</option>
          <option value="yes">{t('cases.rating.yes')}</option>
          <option value="no">{t('cases.rating.no')}</option>
        </SelectField>
      ))}
      <button type="button" disabled={save.isPending} onClick={() => save.mutate(undefined)}>
        {t('cases.rating.save')}
      </button>
      {save.isError ? <Failed error={save.error} /> : null}
    </fieldset>
  );
}

function Dispatch({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const desk = useQuery(caseDeskQuery);
  const [unit, setUnit] = useState(detail.row.state === 'new' ? (detail.concerns?.id ?? '') : '');
  const send = useCaseStep(dispatchCases);
  return (
    <fieldset>
      <SelectField name={t('cases.dispatch')} value={unit} set={setUnit}>
        <option value="">{t('cases.choose')}</option>
        {(desk.data?.units ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {text(name)}
          </option>
        ))}
      </SelectField>
      <button
        type="button"
        disabled={unit === '' || send.isPending}
        onClick={() => send.mutate({ cases: [detail.row.id], unit, assisting: [], note: '' })}
      >
        {t(detail.row.state === 'new' ? 'cases.dispatchGo' : 'cases.step.transfer')}
      </button>
      {send.isError ? <Failed error={send.error} /> : null}
    </fieldset>
  );
}

function Escalate({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const due = detail.ladder.find((one) => one.due)?.step.id ?? '';
  const [step, setStep] = useState(due);
  const record = useCaseStep(escalateCases);
  return (
    <fieldset>
      <SelectField name={t('cases.escalate')} value={step} set={setStep}>
        <option value="">{t('cases.choose')}</option>
        {detail.ladder.map(({ step: { id, name } }) => (
          <option key={id} value={id}>
            {text(name)}
          </option>
        ))}
      </SelectField>
      <button
        type="button"
        disabled={step === '' || record.isPending}
        onClick={() => record.mutate({ cases: [detail.row.id], step, note: '' })}
      >
        {t('cases.escalateGo')}
      </button>
      {record.isError ? <Failed error={record.error} /> : null}
    </fieldset>
  );
}

function Rulings({ detail, may }: { readonly detail: CaseDetail; readonly may: (verb: Verb) => boolean }) {
  const { t } = useTranslation();
  const [due, setDue] = useState('');
  const [reason, setReason] = useState('');
  const { id, seq: seen } = detail.row;
  const rule = useCaseStep((body: Schemas['CaseRulingInput']) => ruleOnCase(id, body));
  const decide = (granted: boolean) => rule.mutate({ do: 'decide-exclusion', granted, reason, seen });
  return (
    <fieldset>
      {may('extend') || may('decide-exclusion') ? (
        <label className="field">
          {t('cases.step.text')}
          <input maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} />
        </label>
      ) : null}
      {may('extend') ? (
        <>
          <label className="field">
            {t('cases.step.extend')}
            <input type="datetime-local" value={due} onChange={(e) => setDue(e.target.value)} />
          </label>
          <button
            type="button"
            disabled={due === '' || rule.isPending}
            onClick={() => rule.mutate({ do: 'extend', due, reason, seen })}
          >
            {t('cases.step.extendGo')}
          </button>
        </>
      ) : null}
      {may('decide-exclusion')
        ? [true, false].map((granted) => (
            <button key={String(granted)} type="button" disabled={rule.isPending} onClick={() => decide(granted)}>
              {t(granted ? 'cases.exclusion.grant' : 'cases.exclusion.refuse')}
            </button>
          ))
        : null}
      {may('unmerge') ? (
        <button type="button" disabled={rule.isPending} onClick={() => rule.mutate({ do: 'unmerge', seen })}>
          {t('cases.step.unmerge')}
        </button>
      ) : null}
      {rule.isError ? <Failed error={rule.error} /> : null}
    </fieldset>
  );
}
