import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { townsQuery, workspaceQuery } from '../api/queries.ts';
import { useAddress, useAsking } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { usePeriodText } from '../shared/use-period-text.ts';
import { useText } from '../shared/use-text.ts';
import { PeriodPicker } from './period-picker.tsx';
import './towns.css';
import { TownsTable } from './towns-table.tsx';

const PARAMETERS = [
  ['pm25', 'PM2.5'],
  ['pm10', 'PM10'],
  ['no2', 'NO\u2082'],
  ['so2', 'SO\u2082'],
  ['co', 'CO'],
  ['o3', 'O\u2083'],
] as const;

export function TownsPage() {
  const { t } = useTranslation();
  const text = useText();
  const periodText = usePeriodText();
  const asking = useAsking();
  const [address, change] = useAddress();
  const workspace = useQuery(workspaceQuery).data;
  const period = address.get('period');
  const parameter = address.get('parameter') ?? 'pm25';
  const query = useQuery(townsQuery({ ...asking, parameter, ...(period === null ? {} : { period }) }));
  const through = asking.through ?? workspace?.today;
  return (
    <Page
      title={query.data ? text(query.data.headline) : t('towns.title')}
      sub={
        query.data ? (
          <>
            {periodText(query.data.period)} · {t('towns.against', { period: periodText(query.data.lastYearPeriod) })}{' '}
            <Simulated when={query.data.simulated} />
          </>
        ) : (
          ''
        )
      }
      actions={<PrintButton />}
    >
      <div className="filters">
        <SelectField name={t('towns.parameter')} value={parameter} set={(p) => change({ parameter: p })}>
          {PARAMETERS.map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </SelectField>
        {through === undefined ? null : (
          <PeriodPicker period={period} through={through} choose={(next) => change({ period: next })} />
        )}
      </div>
      <Loaded query={query} lines={13}>
        {(towns) => (
          <>
            <TownsTable towns={towns} />
            <p className="note">{t('towns.note')}</p>
            <p className="note">{t('towns.clauses', { list: towns.clauses.join(t('app.listSep')) })}</p>
          </>
        )}
      </Loaded>
    </Page>
  );
}
