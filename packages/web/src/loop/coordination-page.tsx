import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { meQuery } from '../api/people-queries.ts';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { answerHelp, decideChange, helpsQuery, requestsQuery, settleHelp } from './loop-queries.ts';
import { useStep } from './use-step.ts';
import './loop.css';

type Help = Schemas['Help'];
type Request = Schemas['ChangeRequest'];

/** What units cannot do alone, and what they want changed. */
export function CoordinationPage() {
  const { t } = useTranslation();
  const requests = useQuery(requestsQuery);
  const helps = useQuery(helpsQuery);
  return (
    <Page title={t('loop.coordination.title')} sub={t('loop.coordination.sub')} actions={<PrintButton />}>
      <h2>{t('loop.coordination.requests')}</h2>
      <ItemList query={requests} none={t('loop.coordination.noRequests')} Item={RequestItem} />
      <h2>{t('loop.coordination.helps')}</h2>
      <ItemList query={helps} none={t('loop.coordination.noHelp')} Item={HelpItem} />
    </Page>
  );
}

interface ItemListProps<T> {
  readonly query: UseQueryResult<T[]>;
  readonly none: string;
  readonly Item: ComponentType<{ readonly item: T }>;
}

function ItemList<T extends { readonly id: string }>({ query, none, Item }: ItemListProps<T>) {
  return (
    <Loaded query={query} lines={4}>
      {(items) =>
        items.length === 0 ? <p className="empty">{none}</p> : items.map((item) => <Item key={item.id} item={item} />)
      }
    </Loaded>
  );
}

function useMay(): { readonly may: (what: string) => boolean; readonly unit: string | null } {
  const { data } = useQuery(meQuery);
  return { may: (what) => data?.may.includes(what) === true, unit: data?.actor.unit?.id ?? null };
}

export function RequestItem({ item }: { readonly item: Request }) {
  const { t } = useTranslation();
  const text = useText();
  const { may } = useMay();
  const [remark, setRemark] = useState('');
  const decide = useStep((what: 'approve' | 'refuse') => decideChange(item.id, { do: what, remark }));
  const { content } = item;
  return (
    <article className="report-card">
      <header>
        <h3>
          <Go to={`/measures/${content.measure}`}>{content.measure}</Go> {text(item.title)}
        </h3>
        <span>{text(item.unitName)}</span>
        <span className={`chip loop-${item.state === 'open' ? 'to-verify' : 'unsigned'}`}>
          {t(`loop.request.${item.state}`)}
        </span>
      </header>
      <p>
        {content.what === 'move' ? t('loop.request.move', { to: content.to ?? '' }) : t('loop.request.cancel')}
        {content.reason}
      </p>
      <p className="note">{t('loop.request.asked', { name: item.askedBy, at: item.askedAt.replace('T', ' ') })}</p>
      {item.decidedAt === null ? null : (
        <p className="note">
          {t('loop.request.decided', {
            name: item.decidedBy ?? '',
            at: item.decidedAt.replace('T', ' '),
            remark: item.remark,
          })}
        </p>
      )}
      {item.state === 'open' && may('decideChange') ? (
        <form className="form" onSubmit={(e) => e.preventDefault()}>
          <label className="field">
            {t('loop.request.remark')}
            <textarea rows={2} maxLength={2000} value={remark} onChange={(e) => setRemark(e.target.value)} />
          </label>
          {decide.isError ? <Failed error={decide.error} /> : null}
          <span className="actions">
            {(['approve', 'refuse'] as const).map((what) => (
              <button key={what} type="button" disabled={decide.isPending} onClick={() => decide.mutate(what)}>
                {t(`loop.request.${what}`)}
              </button>
            ))}
          </span>
        </form>
      ) : null}
    </article>
  );
}

export function HelpItem({ item }: { readonly item: Help }) {
  const { t } = useTranslation();
  const text = useText();
  const { may, unit } = useMay();
  const [words, setWords] = useState('');
  const answer = useStep((what: string) => answerHelp(item.id, what));
  const close = useStep(() => settleHelp(item.id, { do: 'close' }));
  const { content } = item;
  const answers = item.state === 'open' && may('answerHelp') && (unit === content.to || may('decideChange'));
  const closes = item.state === 'answered' && may('settleHelp') && (unit === content.from || may('decideChange'));
  return (
    <article className="report-card">
      <header>
        <h3>
          <Go to={`/measures/${content.measure}`}>{content.measure}</Go> {text(item.title)}
        </h3>
        <span>{t('loop.help.who', { from: text(item.fromName), to: text(item.toName) })}</span>
        <span className={`chip loop-${item.overdue ? 'overdue' : item.state === 'open' ? 'to-verify' : 'unsigned'}`}>
          {t(item.overdue ? 'loop.help.overdue' : `loop.help.${item.state}`)}
        </span>
        <small>{t('loop.help.due', { due: content.due })}</small>
      </header>
      <p>{content.text}</p>
      {item.answeredAt === null ? null : (
        <p className="note">
          {t('loop.help.answeredAt', { at: item.answeredAt.replace('T', ' '), answer: item.answer })}
        </p>
      )}
      {answers ? (
        <form className="form" onSubmit={(e) => e.preventDefault()}>
          <label className="field">
            {t('loop.help.answer')}
            <textarea rows={2} maxLength={2000} value={words} onChange={(e) => setWords(e.target.value)} />
          </label>
          {answer.isError ? <Failed error={answer.error} /> : null}
          <span className="actions">
            <button type="button" className="primary" disabled={answer.isPending} onClick={() => answer.mutate(words)}>
              {t('loop.help.send')}
            </button>
          </span>
        </form>
      ) : null}
      {closes ? (
        <button type="button" disabled={close.isPending} onClick={() => close.mutate(undefined)}>
          {t('loop.help.close')}
        </button>
      ) : null}
    </article>
  );
}
