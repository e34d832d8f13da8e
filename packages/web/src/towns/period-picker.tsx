import { monthsOf, parseDay, yearPeriod } from '@qingshan/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface PeriodPickerProps {
  /** `null`: the year to date */
  readonly period: string | null;
  readonly through: string;
  readonly choose: (period: string | null) => void;
}

/** The year to date, a month of the year, or any days of it. */
export function PeriodPicker({ period, through, choose }: PeriodPickerProps) {
  const { t } = useTranslation();
  const custom = period?.includes('..') === true;
  const [picking, setPicking] = useState(custom);
  const months = monthsOf(yearPeriod(Number(through.slice(0, 4)))).filter((m) => m.first <= (parseDay(through) ?? 0));
  const onSelect = (value: string): void => {
    setPicking(value === 'custom');
    if (value !== 'custom') choose(value === '' ? null : value);
  };
  return (
    <>
      <label className="field">
        {t('towns.period')}
        <select value={picking || custom ? 'custom' : (period ?? '')} onChange={(e) => onSelect(e.target.value)}>
          <option value="">{t('towns.yearToDate')}</option>
          {months.map((month) => (
            <option key={month.id} value={month.id}>
              {month.id}
            </option>
          ))}
          <option value="custom">{t('towns.custom')}</option>
        </select>
      </label>
      {picking || custom ? <CustomPeriod period={period} through={through} choose={choose} /> : null}
    </>
  );
}

function CustomPeriod({ period, through, choose }: PeriodPickerProps) {
  const { t } = useTranslation();
  const [from = `${through.slice(0, 4)}-01-01`, to = through] =
    period?.includes('..') === true ? period.split('..') : [];
  const set = (first: string, last: string): void => {
    if (first !== '' && last !== '' && first <= last) choose(`${first}..${last}`);
  };
  return (
    <>
      <label className="field">
        {t('towns.from')}
        <input type="date" value={from} max={to} onChange={(e) => set(e.target.value, to)} />
      </label>
      <label className="field">
        {t('towns.to')}
        <input type="date" value={to} min={from} max={through} onChange={(e) => set(from, e.target.value)} />
      </label>
    </>
  );
}
