import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { importDevices, previewDevices } from './intake-queries.ts';

const of = (seen: Schemas['DeviceImport'], change: string): number =>
  seen.devices.filter((device) => device.change === change).length;

/** Registers devices from a CSV: what would change and what is wrong comes first, then the act. */
export function DeviceImport({ done }: { readonly done: () => Promise<void> }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation({ mutationFn: previewDevices });
  const register = useMutation({
    mutationFn: importDevices,
    onSuccess: async () => {
      preview.reset();
      setFile(null);
      await done();
    },
  });
  const seen = preview.data;
  const error = preview.error ?? register.error;
  const changes = seen ? of(seen, 'added') + of(seen, 'changed') : 0;
  return (
    <section aria-live="polite">
      <label className="field">
        {t('devices.file')}
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(e) => {
            const chosen = e.target.files?.item(0) ?? null;
            e.target.value = '';
            register.reset();
            setFile(chosen);
            if (chosen) preview.mutate(chosen);
          }}
        />
      </label>
      {error ? <Failed error={error} title={t('devices.notDone')} /> : null}
      {register.data ? <p role="status">{t('devices.registered')}</p> : null}
      {seen && file ? (
        <>
          <p>
            <b>{file.name}</b>{' '}
            {t('devices.would', {
              added: of(seen, 'added'),
              changed: of(seen, 'changed'),
              same: of(seen, 'same'),
              faults: seen.faults.filter(({ severity }) => severity === 'refused').length,
            })}
          </p>
          <Faults of={seen.faults} />
          <button
            type="button"
            className="primary"
            disabled={changes === 0 || register.isPending}
            onClick={() => register.mutate(file)}
          >
            {t('devices.doRegister', { count: changes })}
          </button>
        </>
      ) : null}
    </section>
  );
}

function Faults({ of: faults }: { readonly of: Schemas['DeviceImport']['faults'] }) {
  const text = useText();
  if (faults.length === 0) return null;
  return (
    <ul className="warnings">
      {faults.map((fault) => (
        <li key={fault.text.zh}>{text(fault.text)}</li>
      ))}
    </ul>
  );
}
