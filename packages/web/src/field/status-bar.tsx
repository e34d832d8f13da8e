import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { download } from '../shared/download.ts';
import { Go } from '../shared/go.tsx';
import { UNSENT, type LocalCheck } from './check.ts';
import type { DevicePerson } from './device-store.ts';
import { exportUnsent } from './export-checks.ts';
import { deviceTime, type FieldPerson, type KnownWork } from './field-queries.ts';
import type { LocalFinding } from './finding.ts';
import type { SyncEnd } from './sync.ts';
import type { OfflinePage } from './use-offline-page.ts';
import { useOnline } from './use-online.ts';

interface StatusBarProps {
  readonly person: DevicePerson;
  readonly session: FieldPerson['session'];
  readonly page: OfflinePage;
  readonly known: KnownWork | null;
  readonly sync: UseMutationResult<SyncEnd, Error, void>;
  readonly checks: readonly LocalCheck[];
  readonly findings: readonly LocalFinding[];
}

/** Whether there is a network, what is kept on the device, and the way to send or export it. */
export function StatusBar({ person, session, page, known, sync, checks, findings }: StatusBarProps) {
  const { t } = useTranslation();
  const online = useOnline();
  const unsent = [...checks, ...findings].some(({ state }) => UNSENT.has(state));
  const ended = session === 'ended' || sync.data === 'sign-in';
  const save = async () =>
    download(
      `qingshan-field-${deviceTime().slice(0, 10)}.json`,
      'application/json',
      await exportUnsent(checks, findings),
    );
  return (
    <section className="field-status" aria-live="polite">
      {online ? null : <p className="warnings">{t('field.offline')}</p>}
      {ended && online ? (
        <p className="warnings">
          {t('field.signIn', { name: person.name })} <Go to="/sign-in?from=/field">{t('signIn.go')}</Go>
        </p>
      ) : null}
      <span className="actions">
        <button type="button" disabled={sync.isPending || !online} onClick={() => sync.mutate()}>
          {t(sync.isPending ? 'field.syncing' : 'field.sync')}
        </button>
        {unsent ? (
          <button type="button" onClick={() => void save()}>
            {t('field.export')}
          </button>
        ) : null}
      </span>
      <small role="status">
        {[
          sync.data === undefined || sync.isPending ? null : t(`field.ended.${sync.data}`),
          known === null ? null : t('field.fetched', { at: known.fetchedAt.replace('T', ' ') }),
          page === 'insecure' ? null : t(`field.page.${page}`),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </small>
    </section>
  );
}
