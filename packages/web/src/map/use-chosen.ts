import { useMemo } from 'react';
import { useAddress } from '../shared/address.ts';
import type { MapFeature, MapLayers } from './map-queries.ts';

export interface Chosen {
  /** Layers that are shown */
  readonly layers: ReadonlySet<string>;
  /** `2024-03`; `null`: any time */
  readonly month: string | null;
  /** Things of these layers that were there in that month */
  readonly features: readonly MapFeature[];
  choose(layers: ReadonlySet<string>): void;
  during(month: string | null): void;
}

function isThere({ properties: { from, to } }: MapFeature, month: string): boolean {
  return (from === null || from.slice(0, 7) <= month) && (to === null || to.slice(0, 7) >= month);
}

/** What of the map is shown; it lives in the address. */
export function useChosen({ layers: all, features }: MapLayers): Chosen {
  const [address, change] = useAddress();
  const given = address.get('layers');
  const month = address.get('month');
  return useMemo(() => {
    const ids = all.map(({ id }) => id);
    const layers = new Set(given === null ? ids : ids.filter((id) => given.split(',').includes(id)));
    return {
      layers,
      month,
      features: features.filter(
        (feature) => layers.has(feature.properties.layer) && (month === null || isThere(feature, month)),
      ),
      choose: (next) =>
        change({ layers: ids.every((id) => next.has(id)) ? null : ids.filter((id) => next.has(id)).join(',') || '-' }),
      during: (next) => change({ month: next }),
    };
  }, [all, features, given, month, change]);
}
