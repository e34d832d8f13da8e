import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { EvidenceList } from './evidence-list.tsx';

/** What was seen on the spot: when, where, how much, with photos. */
export function SiteCheck({ of }: { readonly of: Schemas['SiteCheck'] }) {
  const { t } = useTranslation();
  const { at, place, reading, holds, evidence } = of;
  const facts = [
    t('loop.site.at', { at: at.replace('T', ' ') }),
    t(holds ? 'field.form.yes' : 'field.form.no'),
    reading === null ? null : t('loop.site.reading', { reading }),
    place === null
      ? null
      : t('field.form.placeAt', {
          latitude: place.latitude.toFixed(5),
          longitude: place.longitude.toFixed(5),
          accuracy: Math.round(place.accuracy),
        }),
  ];
  return (
    <div>
      <small>{facts.filter((fact) => fact !== null).join(' · ')}</small>
      <EvidenceList ids={evidence} />
    </div>
  );
}
