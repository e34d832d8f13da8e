import { monthsOf, parseDay, yearPeriod } from '@qingshan/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField, SelectField } from '../shared/fields.tsx';

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
      <SelectField name={t('towns.period')} value={picking || custom ? 'custom' : (period ?? '')} set={onSelect}>
        <option value="">{t('towns.yearToDate')}</option>
        {months.map((month) => (
          <option key={month.id} value={month.id}>
            {month.id}
          </option>
        ))}
        <option value="custom">{t('towns.custom')}</option>
      </SelectField>
      {picking || custom ? <CustomPeriod period={period} through={through} choose={choose} /> : null}
    </>
  );
}

function CustomPeriod({ period, through, choose }: PeriodPickerProps) {
  const { t } = useTranslation();
  const [from = `${through.slice(0, 4)}-01-01`, to = through] =
    period?.includes('..') === true ? period.split('..') : [];
  return (
    <>
      <DateField name={t('towns.from')} value={from} max={to} set={(day) => choose(`${day}..${to}`)} />
      <DateField name={t('towns.to')} value={to} min={from} max={through} set={(day) => choose(`${from}..${day}`)} />
    </>
  );
}
