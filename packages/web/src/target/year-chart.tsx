import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { targetLine } from '../board/filter-board.ts';
import { Chart } from '../charts/chart.tsx';
import { ViewSwitch } from '../shared/view-switch.tsx';
import { DailyTable } from './daily-table.tsx';
import { yearOption } from './year-option.ts';
import { yearSeries } from './year-series.ts';

interface YearChartProps {
  readonly detail: Schemas['TargetDetail'];
  readonly unit: string;
}

/** The year so far and where it may end, as a drawing or as a table. */
export function YearChart({ detail, unit }: YearChartProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { row, daily } = detail;
  const series = useMemo(() => yearSeries(daily, row.projection?.fan ?? []), [daily, row]);
  const option = useMemo(
    () =>
      yearOption(series, targetLine(row), unit, {
        daily: t('target.daily'),
        cumulative: t('target.cumulative'),
        lastYear: t('target.lastYearMean'),
        limit: t('target.limit'),
        fan: t('target.fan'),
      }),
    [series, row, unit, t],
  );
  return (
    <section>
      <div className="section-head">
        <h2>{t('target.year')}</h2>
        <ViewSwitch view={view} choose={setView} />
      </div>
      {view === 'chart' ? (
        <>
          <Chart option={option} label={`${t('target.year')} (${unit})`} height={380} />
          <Key hasFan={row.projection !== null && row.projection.fan.length > 0} />
        </>
      ) : (
        <DailyTable daily={daily} unit={unit} />
      )}
    </section>
  );
}

function Key({ hasFan }: { readonly hasFan: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="key">
      <li>
        <i /> {t('target.cumulative')}
      </li>
      <li>
        <i className="last-year" /> {t('target.lastYearMean')}
      </li>
      <li>
        <i className="limit" /> {t('target.limit')}
      </li>
      {hasFan ? (
        <li>
          <i className="fan" /> {t('target.fan')}
        </li>
      ) : null}
      <li>
        <i className="daily" /> {t('target.daily')}
      </li>
    </ul>
  );
}
