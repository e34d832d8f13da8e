import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckPhoto, LocalCheck } from './check.ts';
import { photoOf } from './device-store.ts';
import { keepPhotos } from './photo.ts';

interface PhotoFieldProps {
  readonly check: Pick<LocalCheck, 'act' | 'photos'>;
  readonly busy: boolean;
  readonly set: (photos: readonly CheckPhoto[]) => void;
}

/** Photos from the camera or the album; a phone offers both. */
export function PhotoField({ check, busy, set }: PhotoFieldProps) {
  const { t } = useTranslation();
  const { act, photos } = check;
  const add = async (files: FileList | null) => {
    if (files === null || files.length === 0) return;
    const added = await keepPhotos(act, [...files]);
    set([...new Map([...photos, ...added].map((photo) => [photo.id, photo])).values()]);
  };
  return (
    <div className="field-photos">
      <label className="field">
        {t('field.form.photos')}
        <input type="file" accept="image/*" multiple disabled={busy} onChange={(e) => void add(e.target.files)} />
      </label>
      <ul>
        {photos.map((photo) => (
          <li key={photo.id}>
            <Preview act={act} photo={photo} />
            <button
              type="button"
              className="link"
              disabled={busy}
              onClick={() => set(photos.filter((other) => other.id !== photo.id))}
            >
              {t('field.form.removePhoto')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Preview({ act, photo }: { readonly act: string; readonly photo: CheckPhoto }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void photoOf(act, photo.id).then((bytes) => {
      if (bytes === null || gone) return;
      made = URL.createObjectURL(bytes);
      setAddress(made);
    });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [act, photo.id]);
  return address === null ? <span>{photo.name}</span> : <img src={address} alt={photo.name} />;
}
