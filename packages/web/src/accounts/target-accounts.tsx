import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { methodQuery, workspaceQuery } from '../api/queries.ts';
import { Loaded } from '../shared/loaded.tsx';
import { NotAllowed } from '../shared/not-allowed.tsx';
import { useMay } from '../shared/use-may.ts';
import { usePeriodText } from '../shared/use-period-text.ts';
import { AccountForm } from './account-form.tsx';
import { AccountVersions } from './account-versions.tsx';
import './accounts.css';

type Input = Readonly<Record<string, unknown>>;

interface TargetAccountsProps {
  readonly accounts: Schemas['TargetAccounts'];
  readonly indicator: string;
  readonly period: string;
}

/** The accounts that a target rests on: enter one, see who recorded which when, take one back. */
export function TargetAccounts({ accounts, indicator, period }: TargetAccountsProps) {
  const { t } = useTranslation();
  const periodText = usePeriodText();
  /** What the form begins with; `null`: it is closed */
  const [start, setStart] = useState<Input | null>(null);
  const [opened, setOpened] = useState(0);
  const open = (input: Input): void => {
    setStart(input);
    setOpened(opened + 1);
  };
  const mayEnter = useMay('recordAccount');
  const newest = accounts.versions.find((v) => v.current);
  return (
    <section className="accounts screen-only" id="accounts">
      <div className="section-head">
        <h2>
          {t('accounts.title')} <small className="note">{periodText(period)}</small>
        </h2>
        {start === null && mayEnter ? (
          <button type="button" className="primary" onClick={() => open(newest?.input ?? {})}>
            {t('accounts.enter')}
          </button>
        ) : null}
      </div>
      <p className="note">{t('accounts.about')}</p>
      <NotAllowed useCase="recordAccount" />
      {start === null ? null : (
        <FormOfMethod
          key={opened}
          method={accounts.method}
          indicator={indicator}
          period={period}
          value={start}
          fill={open}
          close={() => setStart(null)}
        />
      )}
      <AccountVersions versions={accounts.versions} use={open} />
    </section>
  );
}

interface FormOfMethodProps {
  readonly method: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: Input;
  readonly fill: (input: Input) => void;
  readonly close: () => void;
}

function FormOfMethod({ method, indicator, period, value, fill, close }: FormOfMethodProps) {
  const { t } = useTranslation();
  const workspace = useQuery(workspaceQuery);
  const query = useQuery(methodQuery(method));
  const today = workspace.data?.today;
  if (today === undefined) return null;
  return (
    <Loaded query={query} lines={6}>
      {(detail) => (
        <>
          {Object.keys(value).length > 0 || detail.cases[0] === undefined ? null : (
            <p>
              <button type="button" onClick={() => fill(detail.cases[0]?.input ?? {})}>
                {t('accounts.example')}
              </button>
            </p>
          )}
          <AccountForm {...{ indicator, period, value, today, close }} schema={detail.method.input} />
        </>
      )}
    </Loaded>
  );
}
