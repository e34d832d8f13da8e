import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, type Me } from '../api/people-queries.ts';
import { QrCode } from './qr-code.tsx';
import { TextField } from './text-field.tsx';
import { useBecome } from './use-become.ts';
import { useProblem } from './use-problem.ts';

/** Setting up and removing the codes of an authenticator app. */
export function SecondFactor({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('account.factor')}</h2>
      <p className="note">{t('account.factorNote')}</p>
      {me.secondFactor ? <Remove /> : <SetUp />}
    </section>
  );
}

function SetUp() {
  const { t } = useTranslation();
  const problem = useProblem();
  const become = useBecome();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: beginSecondFactor });
  const confirm = useMutation({ mutationFn: confirmSecondFactor, onSuccess: become });
  if (!begin.data) {
    return (
      <>
        <button type="button" disabled={begin.isPending} onClick={() => begin.mutate()}>
          {t('account.factorBegin')}
        </button>
        {begin.error ? <p className="wrong">{problem(begin.error)}</p> : null}
      </>
    );
  }
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        confirm.mutate(code);
      }}
    >
      <p>{t('account.factorScan')}</p>
      <QrCode text={begin.data.uri} name={t('account.factorCode')} />
      <p>{t('account.factorSecret')}</p>
      <p>
        <code className="secret">{begin.data.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <p>
        <a href={begin.data.uri}>{t('account.factorOpen')}</a>
      </p>
      <TextField
        name={t('signIn.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        set={setCode}
        wrong={problem(confirm.error)}
      />
      <button type="submit" className="primary" disabled={confirm.isPending}>
        {t('account.factorConfirm')}
      </button>
    </form>
  );
}

function Remove() {
  const { t } = useTranslation();
  const problem = useProblem();
  const become = useBecome();
  const [present, setPresent] = useState('');
  const remove = useMutation({ mutationFn: removeSecondFactor, onSuccess: become });
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        remove.mutate(present);
      }}
    >
      <p>{t('account.factorOn')}</p>
      <TextField
        name={t('account.present')}
        type="password"
        autoComplete="current-password"
        required
        value={present}
        set={setPresent}
        wrong={problem(remove.error)}
      />
      <button type="submit" disabled={remove.isPending}>
        {t('account.factorRemove')}
      </button>
    </form>
  );
}
