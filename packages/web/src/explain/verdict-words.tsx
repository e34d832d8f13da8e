import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { figureText, withUnit } from '../shared/format.ts';
import { standingOf } from '../shared/standing.ts';

type Judged = Parameters<typeof standingOf>[0] &
  Pick<Schemas['Assessment'], 'limit'> & { readonly toBeChecked?: boolean };

/** The verdict, and whatever a reader must know before quoting the figure, in sentences. */
export function VerdictWords({ of, unit }: { readonly of: Judged; readonly unit: string }) {
  const { t } = useTranslation();
  const standing = standingOf(of);
  return (
    <>
      <p>
        <span className={`chip ${of.verdict}`}>
          {standing === 'running' ? t('verdict.running') : t(`verdict.${of.verdict}`)}
        </span>{' '}
        {of.limit === null ? null : t('explain.limitWith', { limit: withUnit(figureText(of.limit), unit) })}
      </p>
      <ul className="words">
        {standing === 'firm' ? null : (
          <li>
            <b>{t(`standing.${standing}`)}</b> {t(`standing.${standing}Long`)}
          </li>
        )}
        {of.toBeChecked === true ? (
          <li>
            <b className="amber">{t('mark.toBeChecked')}</b> {t('mark.toBeCheckedLong')}
          </li>
        ) : null}
      </ul>
    </>
  );
}
