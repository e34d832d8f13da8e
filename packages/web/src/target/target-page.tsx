import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { TargetAccounts } from '../accounts/target-accounts.tsx';
import type { Schemas } from '../api/client.ts';
import { targetQuery } from '../api/queries.ts';
import { useAsking } from '../shared/address.ts';
import { decimalsOf } from '../shared/format.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText, useUnit } from '../shared/use-text.ts';
import { AqiCalendar } from './aqi-calendar.tsx';
import { InvalidDays } from './invalid-days.tsx';
import { LinkedMeasures } from './linked-measures.tsx';
import { MonthTable } from './month-table.tsx';
import { ProjectionPanel } from './projection-panel.tsx';
import { Stations } from './stations.tsx';
import { TargetAnswer } from './target-answer.tsx';
import './target.css';
import { YearChart } from './year-chart.tsx';

export function TargetPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(targetQuery(id, useAsking()));
  const row = query.data?.row;
  return (
    <Page
      title={row ? text(row.title) : t('app.loading')}
      sub={row ? `${text(row.scopeText)} · ${query.data?.plan.year ?? ''}` : ''}
      actions={<PrintButton />}
    >
      <Loaded query={query} lines={10}>
        {(detail) => <TargetBody detail={detail} />}
      </Loaded>
    </Page>
  );
}

function TargetBody({ detail }: { readonly detail: Schemas['TargetDetail'] }) {
  const { row } = detail;
  const unit = useUnit()(row.unit, row.unitText);
  return (
    <>
      <TargetAnswer detail={detail} unit={unit} />
      {detail.daily.values.length === 0 ? null : <YearChart detail={detail} unit={unit} />}
      {row.projection === null ? null : <ProjectionPanel row={row} projection={row.projection} unit={unit} />}
      {detail.months.length === 0 ? null : (
        <MonthTable months={detail.months} unit={unit} decimals={decimalsOf(row.unit)} />
      )}
      {detail.calendar.length === 0 ? null : <AqiCalendar days={detail.calendar} />}
      {detail.stations.length === 0 ? null : <Stations stations={detail.stations} unit={unit} />}
      {detail.daily.values.length === 0 ? null : <InvalidDays days={detail.invalidDays} />}
      {detail.accounts === null ? null : (
        <TargetAccounts accounts={detail.accounts} indicator={row.indicator} period={detail.accounts.period} />
      )}
      <LinkedMeasures measures={detail.measures} />
    </>
  );
}
