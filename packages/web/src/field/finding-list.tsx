import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { keepFinding } from './device-store.ts';
import type { LocalFinding } from './finding.ts';

interface FindingListProps {
  readonly findings: readonly LocalFinding[];
  readonly kept: () => Promise<void>;
}

/** Problems found with this device: those that wait or were not taken, and which case each other one has become. */
export function FindingList({ findings, kept }: FindingListProps) {
  const { t } = useTranslation();
  const store = async (finding: LocalFinding) => {
    await keepFinding(finding);
    await kept();
  };
  if (findings.length === 0) return null;
  return (
    <section>
      <h2>{t('field.finding.list', { count: findings.length })}</h2>
      {findings.toReversed().map((finding) => (
        <FindingCard key={finding.act} finding={finding} store={store} />
      ))}
    </section>
  );
}

interface FindingCardProps {
  readonly finding: LocalFinding;
  readonly store: (finding: LocalFinding) => Promise<void>;
}

function FindingCard({ finding, store }: FindingCardProps) {
  const { t } = useTranslation();
  const text = useText();
  const { act, state, title, place, at, photos, problem, receipt } = finding;
  const facts = [
    place === '' ? null : place,
    photos.length === 0 ? null : t('field.photos', { count: photos.length }),
    at.replace('T', ' '),
  ];
  return (
    <article className={`field-check ${state === 'refused' ? 'conflict' : ''}`}>
      <div>
        <b>{title === '' ? t('field.finding.title') : title}</b>{' '}
        <span className={`chip ${state === 'refused' ? 'loop-to-verify' : ''}`}>{t(`field.state.${state}`)}</span>
        <p className="note">{facts.filter((fact) => fact !== null).join(' · ')}</p>
        {state === 'refused' ? (
          <p className="doubt" role="alert">
            {problem ? text(problem) : t('field.damaged')}
          </p>
        ) : null}
      </div>
      <span className="actions">
        {receipt === null ? null : (
          <Go to={`/cases/${encodeURIComponent(receipt.case)}`}>{t('field.finding.case', { case: receipt.case })}</Go>
        )}
        {state === 'draft' || state === 'waiting' || state === 'refused' ? (
          <Go to={`/field?finding=${act}`}>{t('field.edit')}</Go>
        ) : null}
        {state === 'refused' ? (
          <button type="button" onClick={() => void store({ ...finding, state: 'dropped' })}>
            {t('field.conflict.drop')}
          </button>
        ) : null}
        {state === 'dropped' ? (
          <button type="button" onClick={() => void store({ ...finding, state: 'draft' })}>
            {t('field.restore')}
          </button>
        ) : null}
      </span>
    </article>
  );
}
