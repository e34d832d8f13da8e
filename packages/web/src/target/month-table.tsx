import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Explained } from '../shared/explained.tsx';
import { decimal, figureText, signed, withUnit } from '../shared/format.ts';

interface MonthTableProps {
  readonly months: readonly Schemas['MonthRow'][];
  readonly unit: string;
  readonly decimals: number;
}

export function MonthTable({ months, unit, decimals }: MonthTableProps) {
  const { t } = useTranslation();
  return (
    <section className="narrow-table">
      <h2>{t('target.months')}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{t('target.month')}</th>
              <th className="n">
                {t('target.value')} <small>{unit}</small>
              </th>
              <th className="n">{t('target.lastYear')}</th>
              <th className="n">{t('target.change')}</th>
              <th className="n">{t('target.toDate')}</th>
              <th className="n">{t('target.valid')}</th>
            </tr>
          </thead>
          <tbody>
            {months.map((m) => (
              <tr key={m.period}>
                <th scope="row">{m.period}</th>
                <td className="n">
                  {m.valid ? null : <abbr title={t('standing.insufficientLong')}>{t('standing.insufficient')} </abbr>}
                  <Explained id={m.assessmentId}>
                    <b>{figureText(m.shown)}</b>
                  </Explained>
                </td>
                <td className="n">{decimal(m.lastYear, decimals)}</td>
                <td className="n">{withUnit(signed(m.change, 1), '%')}</td>
                <td className="n">{decimal(m.cumulative, decimals)}</td>
                <td className="n">
                  {m.validDays}/{m.days}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
