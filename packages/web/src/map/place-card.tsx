import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Simulated } from '../shared/marks.tsx';
import { useText } from '../shared/use-text.ts';
import type { MapFeature, MapLayers } from './map-queries.ts';

interface PlaceCardProps {
  readonly feature: MapFeature;
  readonly layers: MapLayers['layers'];
  readonly close: () => void;
}

/** What a touched thing is, and the way to it. */
export function PlaceCard({ feature: { properties: p }, layers, close }: PlaceCardProps) {
  const { t } = useTranslation();
  const text = useText();
  const layer = layers.find(({ id }) => id === p.layer);
  return (
    <aside className="place-card" aria-live="polite">
      <button type="button" className="link screen-only" aria-label={t('map.closeCard')} onClick={close}>
        ×
      </button>
      <small className="note">{layer ? text(layer.name) : p.layer}</small>
      <b>{p.page === null ? text(p.name) : <Go to={p.page}>{text(p.name)}</Go>}</b>
      <span>
        {[p.townName, p.state].flatMap((one) => (one ? [text(one)] : [])).join(' · ')} <Simulated when={p.simulated} />
      </span>
      {p.from === null ? null : (
        <small className="note">{p.to === null || p.to === p.from ? p.from : `${p.from} — ${p.to}`}</small>
      )}
      {p.note ? <small className="note">{text(p.note)}</small> : null}
    </aside>
  );
}
