import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { inboxQuery, readNotices, type Inbox, type Notice } from './inbox-queries.ts';
import { SettingForm } from './setting-form.tsx';
import '../loop/loop.css';
import './inbox.css';

/** What happened that concerns whoever looks, the newest first. */
export function InboxPage() {
  const { t } = useTranslation();
  const query = useQuery(inboxQuery);
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: readNotices,
    onSuccess: () => client.invalidateQueries({ queryKey: inboxQuery.queryKey }),
  });
  const unread = query.data?.notices.filter((n) => !n.read).map((n) => n.id) ?? [];
  const all = (
    <button type="button" className="pill" disabled={read.isPending} onClick={() => read.mutate(unread)}>
      {t('inbox.markAll')}
    </button>
  );
  return (
    <Page title={t('inbox.title')} sub={t('inbox.sub')} actions={unread.length === 0 ? undefined : all}>
      <Loaded query={query} lines={6}>
        {(inbox) => <Notices inbox={inbox} mark={(id) => read.mutate([id])} />}
      </Loaded>
    </Page>
  );
}

interface NoticesProps {
  readonly inbox: Inbox;
  readonly mark: (id: string) => void;
}

function Notices({ inbox, mark }: NoticesProps) {
  const { t } = useTranslation();
  return (
    <>
      <p aria-live="polite">{t('inbox.unread', { count: inbox.unread })}</p>
      {inbox.notices.length === 0 ? <p className="empty">{t('inbox.none')}</p> : null}
      <ul className="inbox-list">
        {inbox.notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} mark={mark} />
        ))}
      </ul>
      <SettingForm inbox={inbox} />
    </>
  );
}

/** Opening what a notice is about is reading it. */
function NoticeLine({ notice, mark }: { readonly notice: Notice; readonly mark: (id: string) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const { id, kind, about, count, path, at, by, read } = notice;
  const titles = about.map((a) => text(a.title)).join(t('inbox.and'));
  return (
    <li className={read ? '' : 'unread'}>
      <span className={`chip loop-${CHIPS[kind] ?? 'unsigned'}`}>{t(`inbox.kinds.${kind}`)}</span>
      <div>
        <Go to={path} onClick={() => (read ? undefined : mark(id))}>
          {titles} {count > about.length ? t('inbox.more', { count }) : ''}
        </Go>
        <br />
        <small>{by === '' ? t('inbox.due', { day: at }) : `${at.replace('T', ' ')} · ${by}`}</small>
      </div>
      {read ? (
        <span />
      ) : (
        <button type="button" className="pill" aria-label={`${t('inbox.mark')} ${titles}`} onClick={() => mark(id)}>
          {t('inbox.mark')}
        </button>
      )}
    </li>
  );
}

/** The colours of the loop's own states. */
const CHIPS: Readonly<Partial<Record<Notice['kind'], string>>> = {
  returned: 'returned',
  overdue: 'overdue',
  'due-soon': 'to-verify',
  accepted: 'done',
  'help-asked': 'to-verify',
  'change-asked': 'to-verify',
  alert: 'overdue',
};
