import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { Go } from '../shared/go.tsx';
import { Loaded, Skeleton } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { UNSENT, type FieldItem, type LocalCheck } from './check.ts';
import { CheckForm } from './check-form.tsx';
import { CheckList } from './check-list.tsx';
import type { DevicePerson } from './device-store.ts';
import { checksQuery, fieldPersonQuery, fieldWorkQuery, findingsQuery, type FieldPerson } from './field-queries.ts';
import { FindingForm } from './finding-form.tsx';
import { FindingList } from './finding-list.tsx';
import { StatusBar } from './status-bar.tsx';
import { useOfflinePage } from './use-offline-page.ts';
import { useSync } from './use-sync.ts';
import '../loop/loop.css';
import './field.css';

/** What an inspector does on the spot; works without network and syncs when there is one. */
export function FieldPage() {
  const { t } = useTranslation();
  const page = useOfflinePage();
  const query = useQuery(fieldPersonQuery);
  if (page === 'insecure') {
    return (
      <Page title={t('field.title')}>
        <p className="warnings">{t('field.page.insecure')}</p>
        <Go to="/desk?status=to-verify">{t('field.page.toDesk')}</Go>
      </Page>
    );
  }
  return (
    <Loaded query={query}>
      {({ person, session }) =>
        person === null ? (
          <Page title={t('field.title')}>
            {session === 'unknown' ? (
              <p className="empty">{t('field.nobody')}</p>
            ) : (
              <Go className="button" to="/sign-in?from=/field">
                {t('signIn.go')}
              </Go>
            )}
          </Page>
        ) : (
          // Whatever belongs to another person begins anew.
          <FieldOf key={person.id} person={person} session={session} page={page} />
        )
      }
    </Loaded>
  );
}

interface FieldOfProps {
  readonly person: DevicePerson;
  readonly session: FieldPerson['session'];
  readonly page: ReturnType<typeof useOfflinePage>;
}

function FieldOf({ person, session, page }: FieldOfProps) {
  const { t } = useTranslation();
  const work = useQuery(fieldWorkQuery(person.id));
  const { data: checks } = useQuery(checksQuery(person.id));
  const { data: findings } = useQuery(findingsQuery(person.id));
  const sync = useSync(person.id);
  const [address, change] = useAddress();
  const queries = useQueryClient();
  if (checks === undefined || findings === undefined) return <Skeleton lines={6} />;

  const items = work.data?.work.items ?? [];
  const report = address.get('report');
  const open = report === null ? null : found(report, items, checks);
  const finding = address.get('finding');
  const words = work.data?.work ?? null;
  const kept = async () => {
    const keys = [checksQuery(person.id).queryKey, findingsQuery(person.id).queryKey];
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const count = (kind: FieldItem['kind']) => items.filter((item) => item.kind === kind).length;
  const unsent = [...checks, ...findings].filter(({ state }) => UNSENT.has(state)).length;
  const leave = async () => {
    await kept();
    change({ report: null, finding: null });
    if (navigator.onLine) sync.mutate();
  };
  return (
    <Page title={t('field.title')} sub={t('field.sub', { verify: count('verify'), recheck: count('recheck'), unsent })}>
      <StatusBar
        person={person}
        session={session}
        page={page}
        known={work.data ?? null}
        sync={sync}
        checks={checks}
        findings={findings}
      />
      {finding !== null && words !== null ? (
        <FindingForm
          key={finding}
          words={words}
          person={person.id}
          stored={findings.find(({ act, state }) => act === finding && state !== 'sent') ?? null}
          busy={sync.isPending}
          leave={leave}
        />
      ) : open === null ? (
        <Loaded query={work}>
          {() => (
            <>
              {words === null ? null : (
                <p>
                  <Go className="button" to="/field?finding=new">
                    {t('field.finding.add')}
                  </Go>
                </p>
              )}
              <FindingList findings={findings} kept={kept} />
              <CheckList items={items} known={work.data != null} checks={checks} kept={kept} />
            </>
          )}
        </Loaded>
      ) : (
        <CheckForm
          key={open.item.report}
          item={open.item}
          person={person.id}
          stored={open.check}
          busy={sync.isPending}
          leave={leave}
        />
      )}
    </Page>
  );
}

/** The check of a report that is open on this device, else the report as it is to be checked. */
function found(
  report: string,
  items: readonly FieldItem[],
  checks: readonly LocalCheck[],
): { readonly item: FieldItem; readonly check: LocalCheck | null } | null {
  const check = checks.find((c) => c.item.report === report && (c.state === 'draft' || c.state === 'waiting')) ?? null;
  const item = check?.item ?? items.find((i) => i.report === report);
  return item === undefined ? null : { item, check };
}
