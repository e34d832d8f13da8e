import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useText } from '../shared/use-text.ts';
import { useWords } from '../shared/use-words.ts';
import { useLevelName } from './use-aqi-words.ts';

export function AqiTable({ days }: { readonly days: readonly Schemas['CalendarDay'][] }) {
  const { t } = useTranslation();
  const text = useText();
  const name = useLevelName();
  const words = useWords();
  return (
    <div className="scroll tall" tabIndex={0} role="region" aria-label={t('target.calendar')}>
      <table>
        <thead>
          <tr>
            <th>{t('target.day')}</th>
            <th className="n">AQI</th>
            <th>{t('standards.level')}</th>
            <th>{t('standards.primary')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((d) => (
            <tr key={d.day}>
              <th scope="row">{d.day}</th>
              <td className="n">{d.aqi ?? '—'}</td>
              <td>{name(d.level)}</td>
              <td>
                {d.primary.length > 0 ? d.primary.map(words).join(t('app.listSep')) : d.reason ? text(d.reason) : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
