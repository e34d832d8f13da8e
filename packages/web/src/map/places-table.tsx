import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { SearchField, SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import type { MapFeature, MapLayers } from './map-queries.ts';
import type { Chosen } from './use-chosen.ts';

const PLACINGS = ['placed', 'area', 'none', 'outside'] as const;
/** Rows that are listed; narrower filters show the rest */
const LISTED = 200;

interface PlacesTableProps {
  readonly data: MapLayers;
  readonly chosen: Chosen;
  /** Ids of the things that are on the map */
  readonly drawn: ReadonlySet<string>;
  /** Shows a thing on the map */
  readonly point: (id: string) => void;
}

/** Everything on the map and what has no position yet, with a link to each thing: the map for those who read tables. */
export function PlacesTable({ data, chosen, drawn, point }: PlacesTableProps) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const [town, placing, word] = ['town', 'placing', 'text'].map((key) => address.get(key));
  const rows = chosen.features.filter(
    ({ properties: p }) =>
      (!town || p.town === town) &&
      (!placing || p.placing === placing) &&
      (!word || text(p.name).toLowerCase().includes(word.toLowerCase())),
  );
  const towns = new Map(
    data.features.flatMap(({ properties: p }) => (p.town && p.townName ? [[p.town, p.townName] as const] : [])),
  );
  const names = new Map(data.layers.map(({ id, name }) => [id, name]));
  return (
    <>
      <h2>{t('map.places.list')}</h2>
      <div className="filters">
        <SearchField
          name={t('map.places.text')}
          hint={t('map.places.textHint')}
          value={word ?? null}
          set={(next) => change({ text: next })}
        />
        <SelectField name={t('map.places.town')} value={town ?? ''} set={(next) => change({ town: next })}>
          <option value="">{t('map.places.anyTown')}</option>
          {[...towns].map(([id, name]) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </SelectField>
        <SelectField name={t('map.places.placing')} value={placing ?? ''} set={(next) => change({ placing: next })}>
          <option value="">{t('map.places.anyPlacing')}</option>
          {PLACINGS.map((one) => (
            <option key={one} value={one}>
              {t(`map.places.placings.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {rows.length === 0 ? <p className="empty">{t('app.nothing')}</p> : null}
      <div className="scroll" hidden={rows.length === 0}>
        <table className="places cards">
          <thead>
            <tr>
              <th>{t('map.places.layer')}</th>
              <th>{t('map.places.name')}</th>
              <th>{t('map.places.town')}</th>
              <th>{t('map.places.state')}</th>
              <th>{t('map.places.position')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, LISTED).map((feature) => {
              const { properties: p } = feature;
              const layer = names.get(p.layer);
              return (
                <tr key={feature.id}>
                  <td data-label={t('map.places.layer')}>{layer ? text(layer) : p.layer}</td>
                  <th scope="row">{p.page === null ? text(p.name) : <Go to={p.page}>{text(p.name)}</Go>}</th>
                  <td data-label={t('map.places.town')}>{p.townName ? text(p.townName) : '—'}</td>
                  <td data-label={t('map.places.state')}>{p.state ? text(p.state) : '—'}</td>
                  <td data-label={t('map.places.position')}>
                    <Position feature={feature} />{' '}
                    {drawn.has(feature.id) ? (
                      <button type="button" className="link screen-only" onClick={() => point(feature.id)}>
                        {t('map.places.onMap')}
                      </button>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length > LISTED ? (
        <p className="note">{t('map.places.shown', { total: rows.length, shown: LISTED })}</p>
      ) : null}
    </>
  );
}

function Position({ feature }: { readonly feature: MapFeature }) {
  const { t } = useTranslation();
  const text = useText();
  const { geometry, properties } = feature;
  const { note, placing } = properties;
  if (geometry === null) return <span className="note">{note ? text(note) : '—'}</span>;
  const [lon = 0, lat = 0] = geometry.type === 'Point' ? geometry.coordinates : [];
  const where =
    geometry.type === 'Point' ? t('map.places.at', { lon, lat }) : placing === 'area' ? t('map.places.square') : '';
  return (
    <>
      <span className="nowrap">{where}</span>
      {note ? <small className="note"> {text(note)}</small> : null}
    </>
  );
}
