import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useAsking } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Loaded, Skeleton } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { groundOf } from './ground.ts';
import { LayerChoice } from './layer-choice.tsx';
import { mapLayersQuery, townMapQuery, type MapLayers, type TownMap } from './map-queries.ts';
import { MapViews } from './map-views.tsx';
import { isMarked, MARKS } from './marks.ts';
import { MonthSlider } from './month-slider.tsx';
import { PlaceCard } from './place-card.tsx';
import type { DrawnPlace } from './places-drawing.ts';
import { PlacesTable } from './places-table.tsx';
import { drawingOf, saveImage } from './save-image.ts';
import { shadeFor } from './town-drawing.tsx';
import { TownLegend, useLegend } from './town-legend.tsx';
import { useChosen } from './use-chosen.ts';

/** Of the size of all other pages together, and for this one only. */
const PlacesMap = lazy(async () => ({ default: (await import('./places-map.tsx')).PlacesMap }));

const UNSHADED = '#f3f6f2';

/** What lies where. */
export function PlacesView() {
  const { t } = useTranslation();
  const text = useText();
  const asking = useAsking();
  const [address, change] = useAddress();
  const month = address.get('month');
  const shade = address.get('shade');
  const query = useQuery(mapLayersQuery);
  const towns = useQuery(
    townMapQuery({
      ...asking,
      ...(shade === null ? {} : { parameter: shade }),
      ...(month === null ? {} : { period: month }),
    }),
  );
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
        <SelectField name={t('map.places.shade')} value={shade ?? ''} set={(next) => change({ shade: next })}>
          <option value="">{t('map.places.unshaded')}</option>
          {(towns.data?.parameters ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </SelectField>
        <MonthSlider
          name={t('map.time')}
          months={towns.data?.months ?? []}
          month={month}
          end={t('map.places.anyTime')}
          choose={(next) => change({ month: next })}
        />
      </div>
      <Loaded query={query} lines={10}>
        {(layers) => (
          <Loaded query={towns} lines={10}>
            {(map) => <Places data={layers} map={map} isShaded={shade !== null} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface PlacesProps {
  readonly data: MapLayers;
  readonly map: TownMap;
  readonly isShaded: boolean;
}

function Places({ data, map, isShaded }: PlacesProps) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const chosen = useChosen(data);
  const canvas = useRef<HTMLCanvasElement | null>(null);
  const figure = useRef<HTMLElement>(null);
  const shades = useLegend(map, 'value');
  const ground = useMemo(() => groundOf(map, data), [map, data]);
  // Placed together, whatever is shown of them: nothing moves when a layer or a month is chosen.
  const all = useMemo((): readonly DrawnPlace[] => {
    const kinds = new Map(data.layers.map(({ id, kind }) => [id, kind]));
    return ground.place(data.features).flatMap(({ feature: { id, properties }, geometry }) => {
      const kind = kinds.get(properties.layer);
      return kind !== undefined && isMarked(kind) ? [{ id, kind, geometry }] : [];
    });
  }, [ground, data]);
  const drawn = useMemo(() => {
    const shown = new Set(chosen.features.map(({ id }) => id));
    const rows = new Map(map.towns.rows.map((row) => [row.unit, row]));
    const towns = ground.towns.map(({ unit, geometry, middle }) => {
      const row = rows.get(unit);
      const short = map.short[unit];
      const fill = isShaded && row ? shadeFor(row, 'value', map.bounds).fill : UNSHADED;
      return { name: short ? text(short) : unit, fill, geometry, middle };
    });
    return { towns, lines: ground.lines(chosen.features), places: all.filter(({ id }) => shown.has(id)) };
  }, [ground, map, chosen.features, all, isShaded, text]);
  const drawnIds = useMemo(() => new Set(drawn.places.map((place) => place.id)), [drawn]);
  const id = address.get('place');
  const feature = id === null ? undefined : data.features.find((one) => one.id === id);
  const picked = all.find((place) => place.id === id) ?? null;
  const { schematic } = ground;
  const label = t('map.places.label', { count: drawn.places.length });
  const undrawn = chosen.features.length - drawn.places.length;
  const note = [
    schematic && map.sketch ? `${t('map.places.byTown')} ${text(map.sketch.note)}` : '',
    map.bordersSource ? t('map.borders', { source: text(map.bordersSource) }) : '',
    undrawn > 0 ? t('map.places.undrawn', { count: undrawn }) : '',
  ].filter(Boolean);
  const save = (): void => {
    if (!canvas.current) return;
    const kinds = (Object.keys(MARKS) as (keyof typeof MARKS)[]).map((kind) => ({
      text: t(`map.kinds.${kind}`),
      shade: { fill: MARKS[kind].fill, ink: MARKS[kind].line },
    }));
    const sub = [chosen.month ?? data.today, data.simulated ? t('app.simulated') : ''].filter(Boolean).join(' ');
    const legend = isShaded ? [...kinds, ...shades] : kinds;
    void saveImage(`places-${data.today}.png`, drawingOf(canvas.current), {
      title: label,
      sub,
      note: note.join(' '),
      legend,
    });
  };
  const point = (place: string | null): void => change({ place });
  return (
    <>
      <figure className="places-figure" ref={figure}>
        {schematic ? <span className="tag sketched">{t('map.schematic')}</span> : null}
        <Suspense fallback={<Skeleton lines={12} />}>
          <PlacesMap
            drawn={drawn}
            box={ground.box}
            picked={picked}
            pick={point}
            canvas={(now) => void (canvas.current = now)}
          />
        </Suspense>
        {feature ? <PlaceCard feature={feature} layers={data.layers} close={() => point(null)} /> : null}
        <figcaption>
          <LayerChoice data={data} chosen={chosen} />
          {isShaded ? <TownLegend map={map} show="value" /> : null}
          <p className="note">{note.join(' ')}</p>
          <button type="button" onClick={save}>
            {t('map.png')}
          </button>
        </figcaption>
      </figure>
      <PlacesTable
        data={data}
        chosen={chosen}
        drawn={drawnIds}
        point={(one) => {
          point(one);
          figure.current?.scrollIntoView({ block: 'nearest' });
        }}
      />
    </>
  );
}
