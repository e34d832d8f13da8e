import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { importObservations, previewObservations } from '../api/queries.ts';
import { SelectField } from '../shared/fields.tsx';
import { count } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';

const FIRST = 'table';

/** Imports a file of observations: what it would change and what is wrong comes first, then the act. */
export function ImportForm({ sources }: { readonly sources: Schemas['Batches']['sources'] }) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const [source, setSource] = useState(FIRST);
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation({ mutationFn: previewObservations });
  const store = useMutation({
    mutationFn: importObservations,
    onSuccess: async () => {
      preview.reset();
      setFile(null);
      // Every figure may be another one now.
      await queries.invalidateQueries();
    },
  });
  const look = (of: string, chosen: File | null): void => {
    store.reset();
    preview.reset();
    if (chosen) preview.mutate({ source: of, file: chosen });
  };
  const chosen = sources.find(({ id }) => id === source);
  const seen = preview.data;
  const isNew = seen !== undefined && seen.added + seen.corrected > 0;
  return (
    <section className="screen-only" aria-live="polite">
      <div className="filters">
        <SelectField
          name={t('data.source')}
          value={source}
          set={(next) => {
            setSource(next);
            look(next, file);
          }}
        >
          {sources.map(({ id, title }) => (
            <option key={id} value={id}>
              {text(title)}
            </option>
          ))}
        </SelectField>
        <label className="field">
          {t('data.file')}
          <input
            type="file"
            accept={chosen?.extensions.join(',')}
            onChange={(e) => {
              const next = e.target.files?.item(0) ?? null;
              e.target.value = '';
              setFile(next);
              look(source, next);
            }}
          />
        </label>
      </div>
      {chosen ? <p className="note">{text(chosen.summary)}</p> : null}
      {preview.isPending ? <p role="status">{t('data.reading', { file: file?.name ?? '' })}</p> : null}
      {preview.error ? <Failed error={preview.error} title={t('data.notRead')} /> : null}
      {store.error ? <Failed error={store.error} title={t('data.notStored')} /> : null}
      {store.data ? <Stored of={store.data} /> : null}
      {seen && file ? (
        <>
          <p>
            <b>{file.name}</b>{' '}
            {t('data.would', {
              values: count(seen.values),
              added: count(seen.added),
              corrected: count(seen.corrected),
              unchanged: count(seen.unchanged),
            })}
          </p>
          <Findings of={seen} />
          {seen.refused ? <p>{t('data.refused')}</p> : null}
          {seen.refused || isNew ? null : <p>{t('data.nothingNew')}</p>}
          {isNew && !seen.refused ? (
            <button
              type="button"
              className="primary"
              disabled={store.isPending}
              onClick={() => store.mutate({ source, file })}
            >
              {store.isPending ? t('data.storing') : t('data.store')}
            </button>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function Stored({ of: { batch, added, corrected, opened } }: { readonly of: Schemas['ObservationImport'] }) {
  const { t } = useTranslation();
  if (batch === null) return <p role="status">{t('data.nothingNew')}</p>;
  return (
    <p role="status">
      {t('data.stored', { batch, added: count(added), corrected: count(corrected) })}{' '}
      {opened.map((id) => (
        <Go key={id} to={`/cases/${id}`}>
          {id}
        </Go>
      ))}
    </p>
  );
}

function Findings({ of: { findings, found } }: { readonly of: Schemas['ObservationImport'] }) {
  const { t } = useTranslation();
  const text = useText();
  if (found === 0) return null;
  return (
    <details open={found <= 5}>
      <summary>{t('data.found', { count: found })}</summary>
      <ul className="warnings">
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.row} ${finding.column} ${finding.text.zh}`}>{text(finding.text)}</li>
        ))}
      </ul>
      {found > findings.length ? <p className="note">{t('data.shownFirst', { count: findings.length })}</p> : null}
    </details>
  );
}
