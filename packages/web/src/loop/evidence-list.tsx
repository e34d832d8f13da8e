import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failed } from '../shared/loaded.tsx';
import { addEvidence, evidenceAddress, evidenceQuery } from './loop-queries.ts';

interface EvidenceListProps {
  readonly ids: readonly string[];
  /** Absent: only to be read */
  readonly set?: ((ids: string[]) => void) | undefined;
}

/** The files that stand behind a report; photos say when and where they were taken. */
export function EvidenceList({ ids, set }: EvidenceListProps) {
  const { t } = useTranslation();
  const add = useMutation({ mutationFn: async (files: readonly File[]) => Promise.all(files.map(addEvidence)) });
  const bring = (files: FileList | null) => {
    if (!files || files.length === 0 || !set) return;
    add.mutate([...files], {
      onSuccess: (added) => set([...new Set([...ids, ...added.map((file) => file.id)])]),
    });
  };
  if (!set && ids.length === 0) return null;
  return (
    <div className="evidence">
      <small>{t('loop.evidence.title')}</small>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <Item id={id} />
            {set ? (
              <button type="button" className="link" onClick={() => set(ids.filter((other) => other !== id))}>
                {t('loop.evidence.remove')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {set ? (
        <label className="field">
          {add.isPending ? t('loop.evidence.sending') : t('loop.evidence.add')}
          <input
            type="file"
            multiple
            accept=".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"
            disabled={add.isPending}
            onChange={(e) => bring(e.target.files)}
          />
        </label>
      ) : null}
      {add.isError ? <Failed error={add.error} /> : null}
    </div>
  );
}

function Item({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(evidenceQuery(id));
  const place = data?.place ?? null;
  return (
    <>
      <a href={evidenceAddress(id)} target="_blank" rel="noreferrer">
        {data?.name ?? id.slice(0, 8)}
      </a>{' '}
      {data?.takenAt ? <small>{t('loop.evidence.taken', { at: data.takenAt.replace('T', ' ') })}</small> : null}
      {place ? (
        <small>
          {' '}
          {place.latitude.toFixed(4)}°, {place.longitude.toFixed(4)}°
        </small>
      ) : null}
    </>
  );
}
