import { formatDay, parseDay } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { decimal } from '../shared/format.ts';

interface DailyTableProps {
  readonly daily: Schemas['TargetDetail']['daily'];
  readonly unit: string;
}

/** The figures of the year's chart. */
export function DailyTable({ daily, unit }: DailyTableProps) {
  const { t } = useTranslation();
  const first = parseDay(daily.first) ?? 0;
  return (
    <div className="scroll tall" tabIndex={0} role="region" aria-label={t('target.year')}>
      <table>
        <thead>
          <tr>
            <th>{t('target.day')}</th>
            <th className="n">
              {t('target.daily')} <small>{unit}</small>
            </th>
            <th className="n">{t('target.cumulative')}</th>
            <th className="n">{t('target.lastYear')}</th>
          </tr>
        </thead>
        <tbody>
          {daily.values.map((value, i) => (
            <tr key={formatDay(first + i)}>
              <th scope="row">{formatDay(first + i)}</th>
              <td className="n">{decimal(value, 1)}</td>
              <td className="n">{decimal(daily.cumulative[i], 1)}</td>
              <td className="n">{decimal(daily.lastYear[i], 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
