import { formatDay, monthsOf, parseDay, yearPeriod } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useAddress } from '../shared/address.ts';
import { DateField } from '../shared/fields.tsx';

/** The month ends of the year of `through` that lie before `today`. */
function monthEnds(through: string, today: string): string[] {
  const last = parseDay(today);
  return last === null
    ? []
    : monthsOf(yearPeriod(Number(through.slice(0, 4))))
        .filter((month) => month.last <= last)
        .map((month) => formatDay(month.last));
}

/** Says that the page shows what was known at an earlier moment, and leads back; nothing otherwise. */
export function KnownPill() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const asOf = address.get('asOf');
  if (asOf === null) return null;
  return (
    <button type="button" className="pill known" title={t('when.asOfClear')} onClick={() => change({ asOf: null })}>
      {t('when.asOfShown', { asOf })} ×
    </button>
  );
}

/** Which day's data count, and what was known when; both live in the address and stay on every page. */
export function WhenControl({ workspace }: { readonly workspace: Schemas['Workspace'] | undefined }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  if (!workspace) return null;
  const through = address.get('through') ?? workspace.today;
  const asOf = address.get('asOf');
  const set = (day: string): void => change({ through: day === workspace.today ? null : day });
  const range = { max: workspace.today, ...(workspace.extent ? { min: workspace.extent.first } : {}) };

  return (
    <>
      <button type="button" className="pill" popoverTarget="when">
        {t('when.through')} {through}
      </button>
      <div id="when" popover="auto" className="when">
        <DateField name={t('when.throughLabel')} value={through} {...range} set={set} />
        <p>{t('when.throughHint')}</p>
        <p>{t('when.monthEnds')}</p>
        <div className="picks">
          {monthEnds(through, workspace.today).map((day) => (
            <button key={day} type="button" aria-pressed={day === through} title={day} onClick={() => set(day)}>
              {day.slice(5)}
            </button>
          ))}
        </div>
        <button type="button" onClick={() => change({ through: null })}>
          {t('when.latest')} {workspace.today}
        </button>
        <details open={asOf !== null}>
          <summary>{t('when.advanced')}</summary>
          <DateField name={t('when.asOf')} value={asOf?.slice(0, 10) ?? ''} set={(day) => change({ asOf: day })} />
          <p>{t('when.asOfHint')}</p>
        </details>
      </div>
    </>
  );
}
