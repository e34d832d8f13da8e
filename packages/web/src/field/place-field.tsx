import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalCheck } from './check.ts';

interface PlaceFieldProps {
  readonly place: LocalCheck['place'];
  readonly busy: boolean;
  readonly set: (place: LocalCheck['place']) => void;
}

const WAIT = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 };

/** Where the device says it is; asked for, never taken unasked. */
export function PlaceField({ place, busy, set }: PlaceFieldProps) {
  const { t } = useTranslation();
  const [none, setNone] = useState(false);
  const ask = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        setNone(false);
        set({ longitude, latitude, accuracy });
      },
      () => setNone(true),
      WAIT,
    );
  return (
    <p className="field-place">
      {place === null ? (
        <button type="button" disabled={busy} onClick={ask}>
          {t('field.form.place')}
        </button>
      ) : (
        <>
          {t('field.form.placeAt', {
            latitude: place.latitude.toFixed(5),
            longitude: place.longitude.toFixed(5),
            accuracy: Math.round(place.accuracy),
          })}{' '}
          <button type="button" className="link" disabled={busy} onClick={() => set(null)}>
            {t('field.form.placeDrop')}
          </button>
        </>
      )}
      {none ? <small role="status"> {t('field.form.placeNone')}</small> : null}
    </p>
  );
}
