import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { useMay } from '../shared/use-may.ts';
import { inboxQuery } from './inbox-queries.ts';
import './inbox.css';

interface Props {
  /** Told when the link is followed */
  readonly opened?: (() => void) | undefined;
}

/** The way to the notices, with how many are unread; for whoever has an inbox. */
export function InboxLink({ opened }: Props) {
  const may = useMay('inbox');
  return may ? <Unread opened={opened} /> : null;
}

function Unread({ opened }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(inboxQuery);
  const count = data?.unread ?? 0;
  return (
    <Go className="pill inbox-link" to="/inbox" onClick={opened} aria-label={t('inbox.open', { count })}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 3.5h13v9h-13zM1.5 4l6.5 5 6.5-5" fill="none" stroke="currentColor" strokeWidth="1.3" />
      </svg>
      {opened ? t('inbox.title') : null}
      {count === 0 ? null : <b>{count}</b>}
    </Go>
  );
}
