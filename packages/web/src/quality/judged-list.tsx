import { useTranslation } from 'react-i18next';
import { momentText } from '../shared/format.ts';
import { Failed } from '../shared/loaded.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { reopenHours, undoBatch, useJudging, type Judged, type Review } from './quality-queries.ts';
import { hoursText } from './suspect-card.tsx';

const HOUR_MS = 3_600_000;

function hoursIn(first: string, last: string): number {
  return (Date.parse(`${last}Z`) - Date.parse(`${first}Z`)) / HOUR_MS + 1;
}

/** What people have said of hours of the month, each of which can be taken back. */
export function JudgedList({ of, review }: { readonly of: readonly Judged[]; readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const may = useMay('excludeHours');
  const undo = useJudging(({ batch, site, check, first, last }: Judged) =>
    batch === null
      ? reopenHours({ site, parameter: review.parameter.id, check: check ?? '', first, last })
      : undoBatch(batch),
  );
  const checkName = (id: string | null): string => {
    const check = review.checks.find((one) => one.id === id);
    return check ? text(check.name) : t('quality.byHand');
  };
  const again = ({ again: hours, first, last }: Judged): string =>
    hours === hoursIn(first, last) ? t('quality.againAll') : t('quality.againSome', { count: hours });
  return (
    <div className="scroll">
      {undo.error ? <Failed error={undo.error} /> : null}
      <table className="cards">
        <thead>
          <tr>
            <th>{t('quality.site')}</th>
            <th>{t('quality.hours')}</th>
            <th>{t('quality.check')}</th>
            <th>{t('quality.judgement')}</th>
            <th>{t('quality.note')}</th>
            <th>{t('quality.by')}</th>
            {may ? <th className="screen-only">{t('quality.undo')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={`${one.site} ${one.check} ${one.first} ${one.judgement}`}>
              <th scope="row">{text(one.siteName)}</th>
              <td data-label={t('quality.hours')}>{hoursText(one.first, one.last)}</td>
              <td data-label={t('quality.check')}>{checkName(one.check)}</td>
              <td data-label={t('quality.judgement')}>
                {t(`quality.${one.judgement}`)}
                {one.again > 0 ? <small className="doubt"> {again(one)}</small> : null}
              </td>
              <td data-label={t('quality.note')}>{one.note}</td>
              <td data-label={t('quality.by')}>
                {one.by} {momentText(one.at)}
              </td>
              {may ? (
                <td className="screen-only">
                  <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(one)}>
                    {t('quality.undo')}
                  </button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
