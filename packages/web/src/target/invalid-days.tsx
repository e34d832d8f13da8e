import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useText } from '../shared/use-text.ts';

const FIRST = 12;

export function InvalidDays({ days }: { readonly days: readonly Schemas['InvalidDay'][] }) {
  const { t } = useTranslation();
  const text = useText();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, days.length - FIRST);
  return (
    <section className="narrow-table">
      <h2>
        {t('target.invalid')} <small className="note">{t('aqi.daysAt', { count: days.length })}</small>
      </h2>
      <p className="note">{days.length === 0 ? t('target.invalidNone') : t('target.invalidNote')}</p>
      {days.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th>{t('target.day')}</th>
              <th>{t('target.reason')}</th>
              <th className="n">{t('target.hours')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? days : days.slice(0, FIRST)).map((d) => (
              <tr key={d.day}>
                <th scope="row">{d.day}</th>
                <td>{text(d.reason)}</td>
                <td className="n">{d.hours === null ? '—' : `${d.hours}/24`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hidden === 0 ? null : (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            {t('target.more', { count: hidden })}
          </button>
        </p>
      )}
    </section>
  );
}
