import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { withdrawAccount } from '../api/queries.ts';
import { Failed } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';

type Version = Schemas['AccountVersion'];

interface AccountVersionsProps {
  readonly versions: readonly Version[];
  /** Opens the form with the content of a version */
  readonly use: (input: Version['input']) => void;
}

/** Every version recorded, newest first, with who, when and why; the last one can be taken back. */
export function AccountVersions({ versions, use }: AccountVersionsProps) {
  const { t } = useTranslation();
  if (versions.length === 0) return <p>{t('accounts.none')}</p>;
  return (
    <ul className="account-versions">
      {versions.map((version) => (
        <VersionLine key={version.id ?? `district ${version.available}`} of={version} use={use} />
      ))}
    </ul>
  );
}

const minutes = (moment: string | null): string => (moment ?? '').replace('T', ' ');

function VersionLine({ of, use }: { readonly of: Version; readonly use: AccountVersionsProps['use'] }) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: (id: number) => withdrawAccount(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  const [mayEnter, mayWithdraw] = [useMay('recordAccount'), useMay('withdrawAccount')];
  const { id, recordedBy, withdrawnAt } = of;
  return (
    <li className={withdrawnAt === null ? undefined : 'withdrawn'}>
      <div>
        {of.current ? <b className="in-use">{t('accounts.inUse')}</b> : null} {text(of.note)}{' '}
        <Simulated when={of.simulated} />
        <div className="note">
          {recordedBy === null
            ? t('accounts.ofDistrict')
            : t('accounts.recordedBy', { by: recordedBy, at: minutes(of.recordedAt) })}{' '}
          · {t('accounts.since', { day: of.available })}
          {withdrawnAt === null
            ? null
            : ` · ${t('accounts.withdrawnBy', { by: of.withdrawnBy ?? '', at: minutes(withdrawnAt) })}`}
        </div>
        <details>
          <summary className="note">{t('accounts.content')}</summary>
          <pre className="json">{JSON.stringify(of.input, null, 2)}</pre>
        </details>
        {withdraw.error ? <Failed error={withdraw.error} title={t('accounts.notWithdrawn')} /> : null}
      </div>
      <div className="version-actions">
        {mayEnter ? (
          <button type="button" onClick={() => use(of.input)}>
            {t('accounts.startFrom')}
          </button>
        ) : null}
        {id === null || withdrawnAt !== null || !mayWithdraw ? null : (
          <button type="button" disabled={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
            {t('accounts.withdraw')}
          </button>
        )}
      </div>
    </li>
  );
}
