import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/people-queries.ts';
import { useNarrow } from '../shared/use-narrow.ts';
import './live.css';
import { useLive } from './use-live.ts';

/** Whether the page follows new data, and when the newest came in; nothing for whoever may not follow. */
export function LiveIndicator() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { data: me } = useQuery(meQuery);
  const who = me?.may.includes('live') === true ? me.actor.id : null;
  const { connection, received, held } = useLive(who);
  if (who === null) return null;
  const state = held && connection === 'live' ? 'held' : connection;
  const at = received === null ? null : t('live.received', { at: received.replace('T', ' ') });
  const title = [t(`live.${state}Long`), ...(at === null ? [] : [at])].join(' ');
  return (
    <span className={`live ${state}${narrow ? ' small' : ''}`} title={title}>
      <i aria-hidden="true" />
      <span aria-live="polite" className={narrow ? 'sr' : ''}>
        {t(`live.${state}`)}
      </span>
      {narrow || received === null ? null : <time dateTime={received}>{received.slice(5, 16).replace('T', ' ')}</time>}
    </span>
  );
}
