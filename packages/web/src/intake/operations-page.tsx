import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { count, DASH, decimal, momentText, withUnit } from '../shared/format.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { useCodes } from './use-codes.ts';
import { operationsQuery } from './intake-queries.ts';

type Operations = Schemas['Operations'];

const DAY_MS = 86_400_000;
const GIB = 1024 ** 3;
/** A backup older than this is worth a word. */
const OLD_BACKUP_DAYS = 7;

/** Whether the server is well, for whoever runs it. */
export function OperationsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('operations.title')} sub={t('operations.sub')}>
      <Loaded query={useQuery(operationsQuery)} lines={8}>
        {(now) => <Body now={now} />}
      </Loaded>
    </Page>
  );
}

function Body({ now }: { readonly now: Operations }) {
  const { t } = useTranslation();
  const { queue } = now;
  return (
    <>
      <Standing now={now} />
      <dl className="facts">
        <div>
          <dt>{t('operations.lastBackup')}</dt>
          <dd>{now.lastBackup === null ? t('operations.noBackup') : momentText(now.lastBackup)}</dd>
        </div>
        <div>
          <dt>{t('operations.free')}</dt>
          <dd>{now.freeBytes === null ? DASH : withUnit(decimal(now.freeBytes / GIB, 1), 'GiB')}</dd>
        </div>
        <div>
          <dt>{t('operations.queue')}</dt>
          <dd>{count(queue.batches + queue.deliveries + queue.files)}</dd>
        </div>
        <div>
          <dt>{t('operations.version')}</dt>
          <dd>{now.version}</dd>
        </div>
        <div>
          <dt>{t('operations.started')}</dt>
          <dd>{momentText(now.started)}</dd>
        </div>
      </dl>
      <h2>{t('operations.stores')}</h2>
      <Stores of={now.stores} />
      <h2>{t('operations.queue')}</h2>
      <dl className="pairs">
        <dt>{t('operations.writing')}</dt>
        <dd>{count(queue.batches)}</dd>
        <dt>{t('operations.begun')}</dt>
        <dd>{count(queue.deliveries)}</dd>
        <dt>{t('operations.files')}</dt>
        <dd>{count(queue.files)}</dd>
        <dt>{t('operations.gateway')}</dt>
        <dd>{now.gateway.failure ?? t(now.gateway.listening ? 'operations.listening' : 'operations.notListening')}</dd>
        <dt>{t('operations.batches')}</dt>
        <dd>{count(now.batches)}</dd>
        <dt>Node.js</dt>
        <dd>{now.node}</dd>
      </dl>
      <h2>{t('operations.jobs')}</h2>
      {now.jobs.length === 0 ? <p className="empty">{t('operations.noJobs')}</p> : <Jobs of={now.jobs} />}
    </>
  );
}

/** What to do something about, or that there is nothing. */
function Standing({ now }: { readonly now: Operations }) {
  const { t } = useTranslation();
  const words = useCodes();
  const text = useText();
  const age = now.lastBackup === null ? null : (Date.parse(now.now) - Date.parse(now.lastBackup)) / DAY_MS;
  const wrong = [
    ...now.stores.flatMap((store) => (store.text === null ? [] : [text(store.text)])),
    ...(age === null ? [t('operations.makeBackup')] : []),
    ...(age !== null && age > OLD_BACKUP_DAYS ? [t('operations.oldBackup', { count: Math.floor(age) })] : []),
    ...(now.gateway.failure === null ? [] : [t('operations.gatewayFails')]),
    ...now.jobs.filter(({ failed }) => failed).map(({ job }) => t('operations.jobFailed', { job: words.job(job) })),
  ];
  return (
    <>
      <p className="standing">{now.ready ? t('operations.ready') : t('operations.notReady')}</p>
      {wrong.length === 0 ? null : (
        <ul className="warnings">
          {wrong.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Stores({ of }: { readonly of: Operations['stores'] }) {
  const { t } = useTranslation();
  const text = useText();
  if (of.length === 0) return <p className="empty">{t('operations.notAsked')}</p>;
  return (
    <dl className="pairs">
      {of.map(({ store, ready, text: why }) => (
        <Fragment key={store}>
          <dt>{t(`operations.store.${store}`)}</dt>
          <dd>
            <span className={`chip ${ready ? 'met' : 'not-met'}`}>
              {t(ready ? 'operations.up' : 'operations.down')}
            </span>{' '}
            {why === null ? null : text(why)}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Jobs({ of }: { readonly of: Operations['jobs'] }) {
  const { t } = useTranslation();
  const words = useCodes();
  return (
    <dl className="pairs">
      {of.map(({ job, at, failed }) => (
        <Fragment key={job}>
          <dt>{words.job(job)}</dt>
          <dd>
            {momentText(at)}{' '}
            <span className={`chip ${failed ? 'not-met' : 'met'}`}>
              {t(failed ? 'operations.failed' : 'operations.done')}
            </span>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
