import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../people/text-field.tsx';
import { useProblem } from '../people/use-problem.ts';
import { inboxQuery, setNotices, type Inbox, type NoticeSetting } from './inbox-queries.ts';

type Kind = NoticeSetting['muted'][number];

const KINDS = [
  'dispatched',
  'returned',
  'accepted',
  'due-soon',
  'overdue',
  'help-asked',
  'help-answered',
  'change-asked',
  'change-decided',
  'alert',
  'alert-over',
  'case-opened',
] as const satisfies readonly Kind[];

/** What one wants to be told, and where the digest of the day goes. */
export function SettingForm({ inbox: { setting, channels } }: { readonly inbox: Inbox }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problem = useProblem();
  const [mail, setMail] = useState(setting.mail ?? '');
  const [muted, setMuted] = useState<readonly Kind[]>(setting.muted);
  const save = useMutation({
    mutationFn: () => setNotices({ mail: mail.trim() === '' ? null : mail.trim(), muted: [...muted] }),
    onSuccess: (inbox) => client.setQueryData(inboxQuery.queryKey, inbox),
  });
  const toggle = (kind: Kind): void =>
    setMuted((now) => (now.includes(kind) ? now.filter((k) => k !== kind) : [...now, kind]));
  return (
    <details className="inbox-setting">
      <summary>{t('inbox.setting')}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          save.mutate();
        }}
      >
        <fieldset>
          <legend>{t('inbox.told')}</legend>
          {KINDS.map((kind) => (
            <label key={kind}>
              <input type="checkbox" checked={!muted.includes(kind)} onChange={() => toggle(kind)} />{' '}
              {t(`inbox.kinds.${kind}`)}
            </label>
          ))}
        </fieldset>
        <TextField
          name={t('inbox.mail')}
          type="email"
          value={mail}
          set={setMail}
          note={channels.includes('mail') ? undefined : t('inbox.noMail')}
        />
        <button type="submit" className="pill" disabled={save.isPending}>
          {t('inbox.save')}
        </button>
        <span role="status">{save.isSuccess ? t('inbox.saved') : ''}</span>
        {save.isError ? (
          <p className="failed" role="alert">
            {problem(save.error)}
          </p>
        ) : null}
      </form>
    </details>
  );
}
