import type { Localized } from '@qingshan/kernel';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { comparisonQuery, standardQuery, standardsQuery } from '../api/queries.ts';
import { useAddress } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { AqiComparison } from './aqi-comparison.tsx';
import { DifferenceTable } from './difference-table.tsx';
import './standards.css';

const AQI_FAMILY = 'hj-633';

/** The titles of tables by name, as the editions compared have them. */
function useTableTitles(from: string, to: string): ReadonlyMap<string, Localized> {
  const tables = [useQuery(standardQuery(from)).data, useQuery(standardQuery(to)).data].flatMap((e) => e?.tables ?? []);
  return new Map(tables.map((table) => [table.name, table.title]));
}

export function ComparePage() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const editions = useQuery(standardsQuery);
  const from = address.get('from') ?? 'hj-633-2012';
  const to = address.get('to') ?? 'hj-633-2026';
  const named = (id: string): Schemas['EditionSummary'] | undefined => editions.data?.find((e) => e.id === id);
  const query = useQuery(comparisonQuery(from, to));
  const titles = useTableTitles(from, to);
  const isAqi = named(from)?.family === AQI_FAMILY && named(to)?.family === AQI_FAMILY;
  return (
    <Page
      title={`${t('standards.compareTitle')}: ${named(from)?.number ?? from} → ${named(to)?.number ?? to}`}
      actions={<PrintButton />}
    >
      <div className="filters">
        {(['from', 'to'] as const).map((side) => (
          <SelectField
            key={side}
            name={t(`standards.${side}`)}
            value={side === 'from' ? from : to}
            set={(id) => change({ [side]: id })}
          >
            {editions.data?.map((e) => (
              <option key={e.id} value={e.id}>
                {e.number}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      {isAqi ? <AqiComparison /> : null}
      <Loaded query={query} lines={8}>
        {(difference) => <DifferenceTable difference={difference} titles={titles} />}
      </Loaded>
    </Page>
  );
}
