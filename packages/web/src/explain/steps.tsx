import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { DASH } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Certainty } from '../shared/marks.tsx';
import { Quoted } from '../shared/quoted.tsx';
import { usePlace } from '../shared/use-place.ts';
import { useText } from '../shared/use-text.ts';

/** The steps from the data to the result, each with the clauses that ask for it. */
export function Steps({ trace }: { readonly trace: readonly Schemas['TraceStep'][] }) {
  const text = useText();
  return (
    <ol className="steps">
      {trace.map((step) => (
        <li key={`${step.title.en} ${step.detail.en}`}>
          <b>{text(step.title)}</b>
          <p>{text(step.detail)}</p>
          <Clauses of={step.clauses} />
        </li>
      ))}
    </ol>
  );
}

export function Clauses({ of }: { readonly of: readonly Schemas['ClauseRef'][] }) {
  const { t } = useTranslation();
  const place = usePlace();
  if (of.length === 0) return null;
  return (
    <ul className="clauses" aria-label={t('explain.clauses')}>
      {of.map((clause) => (
        <li key={`${clause.edition} ${clause.clause}`}>
          <Go to={`/standards/${clause.edition}`}>
            <Quoted text={clause.clause === DASH ? clause.document : `${clause.document} ${place(clause.clause)}`} />
          </Go>{' '}
          <Certainty clause={clause} />
        </li>
      ))}
    </ul>
  );
}

export function Warnings({ of }: { readonly of: readonly Schemas['Warning'][] }) {
  const { t } = useTranslation();
  const text = useText();
  if (of.length === 0) return null;
  return (
    <ul className="warnings" aria-label={t('explain.warnings')}>
      {of.map((warning) => (
        <li key={warning.code}>{text(warning.text)}</li>
      ))}
    </ul>
  );
}
