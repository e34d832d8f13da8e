import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, meQuery, type Me } from '../api/people-queries.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { SecondFactor } from './second-factor.tsx';
import { TextField } from './text-field.tsx';
import { useBecome } from './use-become.ts';
import { useProblem } from './use-problem.ts';
import './people.css';

/** One's own account: who one is, the password, the second factor. */
export function AccountPage() {
  const { t } = useTranslation();
  const query = useQuery(meQuery);
  return (
    <Page title={t('account.title')}>
      <Loaded query={query}>{(me) => <Account me={me} />}</Loaded>
    </Page>
  );
}

function Account({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const text = useText();
  const { actor, pending } = me;
  return (
    <>
      {pending === null ? null : (
        <p className="failed" role="alert">
          {pending === 'password' ? t('account.pendingPassword') : t('account.pendingFactor')}
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>{t('account.person')}</dt>
          <dd>
            {actor.id} · {actor.name}
          </dd>
        </div>
        <div>
          <dt>{t('account.role')}</dt>
          <dd>{t(`roles.${actor.role}`)}</dd>
        </div>
        <div>
          <dt>{t('account.unit')}</dt>
          <dd>{actor.unit === null ? t('account.noUnit') : text(actor.unit.name)}</dd>
        </div>
      </dl>
      {me.signedIn ? (
        <div className="sign-in">
          <ChangePassword me={me} />
          <SecondFactor me={me} />
        </div>
      ) : null}
    </>
  );
}

function ChangePassword({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const problem = useProblem();
  const become = useBecome();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ present, next }),
    onSuccess: (now) => {
      become(now);
      for (const clear of [setPresent, setNext, setAgain]) clear('');
    },
  });
  const { passwordRules: rules } = me;
  const differs = again !== '' && again !== next;
  return (
    <section>
      <h2>{t('account.password')}</h2>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          if (again === next) change.mutate();
        }}
      >
        <TextField
          name={t('account.present')}
          type="password"
          autoComplete="current-password"
          required
          value={present}
          set={setPresent}
          wrong={problem(change.error, 'wrong-password')}
        />
        <TextField
          name={t('account.next')}
          type="password"
          autoComplete="new-password"
          required
          value={next}
          set={setNext}
          wrong={problem(change.error, 'bad-password')}
          note={`${t('account.rules', rules)}${rules.days === 0 ? '' : t('account.days', { days: rules.days })}`}
        />
        <TextField
          name={t('account.again')}
          type="password"
          autoComplete="new-password"
          required
          value={again}
          set={setAgain}
          wrong={differs ? t('account.differs') : null}
        />
        <button type="submit" className="primary" disabled={change.isPending}>
          {t('account.change')}
        </button>
        {change.isSuccess ? <p role="status">{t('account.changed')}</p> : null}
      </form>
    </section>
  );
}
