import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiProblem, type Schemas } from '../api/client.ts';
import { meQuery, signIn, signInDemonstration, type Me } from '../api/people-queries.ts';
import { Page } from '../shared/page.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { TextField } from './text-field.tsx';
import { useBecome } from './use-become.ts';
import { useProblem } from './use-problem.ts';
import './people.css';

/** Where a person goes on after signing in: to what must be done first, else to the page that asked for it. */
function useEntered(): (me: Me) => void {
  const become = useBecome();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const from = params.get('from') ?? '/';
  return (me) => {
    become(me);
    // Only to a page of ours: `//elsewhere` would lead away.
    void navigate(me.pending === null && /^\/(?![/\\])/.test(from) ? from : me.pending === null ? '/' : '/account');
  };
}

export function SignInPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const query = useQuery(meQuery);
  const failed = params.get('failed');
  return (
    <Page title={t('signIn.title')}>
      {failed === null ? null : (
        <p className="failed" role="alert">
          {failed === 'account' ? t('signIn.failedAccount') : t('signIn.failedSso')}
        </p>
      )}
      <Loaded query={query}>
        {({ ways }) => (
          <div className="sign-in">
            {ways.demonstration.length === 0 ? null : <DemonstrationAccounts of={ways.demonstration} />}
            <section>
              {ways.oidc === null ? null : (
                <p>
                  <a className="button primary" href="/api/v1/sign-in/oidc">
                    {t('signIn.oidc', { label: ways.oidc.label })}
                  </a>
                </p>
              )}
              <h2>{t('signIn.local')}</h2>
              <PasswordForm />
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const problem = useProblem();
  const entered = useEntered();
  const [person, setPerson] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const enter = useMutation({
    mutationFn: () => signIn({ person, password, ...(code === '' ? {} : { code }) }),
    onSuccess: entered,
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'second-factor-needed') setNeedsCode(true);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter.mutate();
  };
  const isAsking = enter.error instanceof ApiProblem && enter.error.code === 'second-factor-needed';
  const name = t('signIn.person');
  return (
    <form className="form" onSubmit={submit}>
      <TextField name={name} value={person} set={setPerson} autoComplete="username" autoCapitalize="none" required />
      <TextField
        name={t('signIn.password')}
        type="password"
        value={password}
        set={setPassword}
        autoComplete="current-password"
        required
        wrong={isAsking ? null : problem(enter.error)}
      />
      {needsCode ? (
        <TextField
          name={t('signIn.code')}
          value={code}
          set={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          note={t('signIn.codeNote')}
        />
      ) : null}
      <button type="submit" className="primary" disabled={enter.isPending}>
        {t('signIn.go')}
      </button>
    </form>
  );
}

function DemonstrationAccounts({ of }: { readonly of: readonly Schemas['Actor'][] }) {
  const { t } = useTranslation();
  const text = useText();
  const problem = useProblem();
  const entered = useEntered();
  const enter = useMutation({ mutationFn: signInDemonstration, onSuccess: entered });
  return (
    <section>
      <h2>{t('signIn.demonstration')}</h2>
      <p className="note">{t('signIn.demonstrationNote')}</p>
      <ul className="choices">
        {of.map((actor) => (
          <li key={actor.id}>
            <button type="button" disabled={enter.isPending} onClick={() => enter.mutate(actor.id)}>
              <b>{t(`roles.${actor.role}`)}</b>
              <span>
                {actor.name}
                {actor.unit === null ? '' : ` · ${text(actor.unit.name)}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {enter.error ? <p className="wrong">{problem(enter.error)}</p> : null}
    </section>
  );
}
