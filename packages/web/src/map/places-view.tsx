import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { mapLayersQuery, type MapLayers } from './map-queries.ts';
import { MapViews } from './map-views.tsx';
import { PlacesTable } from './places-table.tsx';
import { useChosen } from './use-chosen.ts';

/** What lies where. */
export function PlacesView() {
  const { t } = useTranslation();
  const query = useQuery(mapLayersQuery);
  const { data } = query;
  const placed = data?.layers.reduce((sum, layer) => sum + layer.placed, 0) ?? 0;
  const total = data?.layers.reduce((sum, layer) => sum + layer.total, 0) ?? 0;
  return (
    <Page
      title={data ? t('map.places.headline', { count: placed, without: total - placed }) : t('map.title')}
      sub={
        <>
          {t('map.places.sub')} <Simulated when={data?.simulated ?? false} />
        </>
      }
      actions={<PrintButton />}
    >
      <div className="filters map-filters">
        <MapViews />
      </div>
      <Loaded query={query} lines={10}>
        {(layers) => <Places data={layers} />}
      </Loaded>
    </Page>
  );
}

function Places({ data }: { readonly data: MapLayers }) {
  const chosen = useChosen(data);
  return <PlacesTable data={data} chosen={chosen} />;
}
