import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import { asNote, redone, type LocalCheck } from './check.ts';
import { CheckSummary } from './check-summary.tsx';

interface ConflictCardProps {
  readonly check: LocalCheck;
  readonly store: (check: LocalCheck) => Promise<void>;
}

/** Both sides of a check that was not taken, and what can be done with it. Nothing is decided by itself. */
export function ConflictCard({ check, store }: ConflictCardProps) {
  const { t } = useTranslation();
  const text = useText();
  const { now, problem } = check;
  const again = redone(check);
  const drop = () => void store({ ...check, state: 'dropped' });
  return (
    <article className="field-check conflict" aria-label={`${check.item.measure} ${check.item.period}`}>
      <p className="doubt" role="alert">
        {check.state === 'conflict' ? t('field.conflict.title') : problem ? text(problem) : t('field.damaged')}
      </p>
      <div className="sides">
        <section>
          <h3>{t('field.conflict.mine')}</h3>
          <CheckSummary check={check} />
        </section>
        {now === null ? null : (
          <section>
            <h3>{t('field.conflict.theirs')}</h3>
            <Now report={now} />
          </section>
        )}
      </div>
      {check.state === 'refused' ? (
        <span className="actions">
          <button type="button" onClick={() => void store({ ...check, state: 'draft', problem: null })}>
            {t('field.edit')}
          </button>
          <button type="button" onClick={drop}>
            {t('field.conflict.drop')}
          </button>
        </span>
      ) : (
        <ul className="ways">
          <li>
            <button type="button" onClick={() => void store(asNote(check))}>
              {t('field.conflict.keep')}
            </button>
            <small>{t('field.conflict.keepHint')}</small>
          </li>
          <li>
            {again === null ? null : (
              <button type="button" onClick={() => void store(again)}>
                {t('field.conflict.redo')}
              </button>
            )}
            <small>{t(again === null ? 'field.conflict.redoNot' : 'field.conflict.redoHint')}</small>
          </li>
          <li>
            <button type="button" onClick={drop}>
              {t('field.conflict.drop')}
            </button>
            <small>{t('field.conflict.dropHint')}</small>
          </li>
        </ul>
      )}
    </article>
  );
}

function Now({ report }: { readonly report: NonNullable<LocalCheck['now']> }) {
  const { t } = useTranslation();
  const last = report.history.at(-1);
  return (
    <div>
      <span className="chip">{t(`loop.report.${report.state}`)}</span>
      {last === undefined ? null : (
        <p className="note">
          {t('field.conflict.decided', {
            by: last.by.name,
            at: last.at.replace('T', ' '),
            what: t(`loop.history.${typeOf(last.type)}`),
          })}
        </p>
      )}
      {last === undefined || last.remark === '' ? null : <p>{last.remark}</p>}
      {report.content.text === '' ? null : <p className="note">{report.content.text}</p>}
    </div>
  );
}

const TYPES = ['saved', 'submitted', 'withdrawn', 'accepted', 'returned', 'rechecked', 'reopened', 'noted'] as const;

function typeOf(type: string): (typeof TYPES)[number] {
  return TYPES.find((known) => known === type) ?? 'saved';
}
