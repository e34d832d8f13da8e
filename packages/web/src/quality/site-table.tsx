import { useTranslation } from 'react-i18next';
import { count } from '../shared/format.ts';
import { useText } from '../shared/use-text.ts';
import type { Review } from './quality-queries.ts';

type Month = Review['sites'][number]['month'];

/** How complete the month is at each site, and how many days it may still lose. */
export function SiteTable({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const spare = (month: Month): string => {
    if (month === null) return '–';
    if (month.spare < 0) return t('quality.lost', { count: month.required });
    return month.left === 0 ? t('quality.enough') : t('quality.spareDays', { count: month.spare });
  };
  const few = (of: Month): string => {
    if (of === null) return '–';
    return of.spare < 0 ? t('quality.invalid') : t('quality.days', { count: of.spare });
  };
  return (
    <div className="scroll">
      <table className="cards">
        <thead>
          <tr>
            <th>{t('quality.site')}</th>
            <th className="n">{t('quality.due')}</th>
            <th className="n">{t('quality.valid')}</th>
            <th className="n">{t('quality.missing')}</th>
            <th className="n">{t('quality.inMaintenance')}</th>
            <th className="n">{t('quality.late')}</th>
            <th className="n">{t('quality.setAside')}</th>
            <th className="n">{t('quality.suspect')}</th>
            <th className="n">{t('quality.validDays')}</th>
            <th>{t('quality.spare')}</th>
            <th>{t('quality.quarterYear')}</th>
          </tr>
        </thead>
        <tbody>
          {review.sites.map((site) => (
            <tr key={site.id}>
              <th scope="row">{text(site.name)}</th>
              <td className="n" data-label={t('quality.due')}>
                {count(site.due)}
              </td>
              <td className="n" data-label={t('quality.valid')}>
                {count(site.valid)}
              </td>
              <td className="n" data-label={t('quality.missing')}>
                {count(site.missing)}
              </td>
              <td className="n" data-label={t('quality.inMaintenance')}>
                {count(site.maintenance)}
              </td>
              <td className="n" data-label={t('quality.late')}>
                {site.late === null ? '–' : count(site.late)}
              </td>
              <td className="n" data-label={t('quality.setAside')}>
                {count(site.setAside)}
              </td>
              <td className="n" data-label={t('quality.suspect')}>
                {count(site.suspect)}
              </td>
              <td className="n" data-label={t('quality.validDays')}>
                {site.month === null ? '–' : `${site.month.valid} / ${site.month.required}`}
              </td>
              <td data-label={t('quality.spare')}>{spare(site.month)}</td>
              <td data-label={t('quality.quarterYear')}>
                {few(site.quarter)} / {few(site.year)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** So many days that may still be lost are few. */
const FEW = 3;

/** Sites whose month is about to become invalid, or is; what an analyst looks at first. */
export function ShortOfDays({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const short = review.sites.flatMap(({ id, name, month }) =>
    month !== null && month.valid > 0 && month.spare < FEW && (month.left > 0 || month.spare < 0)
      ? [{ id, name, month }]
      : [],
  );
  if (short.length === 0) return null;
  return (
    <section className="warnings" aria-label={t('quality.shortTitle')}>
      <b>{t('quality.shortTitle')}</b>
      <ul>
        {short.map(({ id, name, month }) => (
          <li key={id}>
            {month.spare < 0
              ? t('quality.shortLost', { site: text(name), count: month.required })
              : t('quality.shortNext', { site: text(name), count: month.spare + 1 })}
          </li>
        ))}
      </ul>
    </section>
  );
}
