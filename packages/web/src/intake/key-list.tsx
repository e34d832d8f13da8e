import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { TextField } from '../people/text-field.tsx';
import { useProblem } from '../people/use-problem.ts';
import '../people/people.css';
import { momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';
import { useText } from '../shared/use-text.ts';
import { addKey, keysQuery, revokeKey, type Doors } from './intake-queries.ts';

/** Keys with which programs send: made, shown once, revoked. */
export function KeyList({ sources }: Pick<Doors, 'sources'>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [once, setOnce] = useState<Schemas['IntakeKeyOnce'] | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: keysQuery.queryKey });
  const revoke = useRefreshingStep(revokeKey, again);
  return (
    <>
      <div className="section-head">
        <h2>{t('intake.keys')}</h2>
        <button type="button" className="primary" onClick={() => setOpen(true)}>
          {t('intake.addKey')}
        </button>
      </div>
      {once ? (
        <div className="once" role="alert">
          <p>{t('intake.once', { name: once.key.name })}</p>
          <p>
            <code className="secret">{once.token}</code>
          </p>
          <button type="button" onClick={() => setOnce(null)}>
            {t('people.done')}
          </button>
        </div>
      ) : null}
      {revoke.error ? <Failed error={revoke.error} title={t('intake.notDone')} /> : null}
      {open ? (
        <KeyForm
          sources={sources}
          close={(made) => {
            setOpen(false);
            setOnce(made);
            void again();
          }}
        />
      ) : null}
      <Loaded query={useQuery(keysQuery)} lines={4}>
        {(keys) =>
          keys.length === 0 ? (
            <p className="empty">{t('intake.noKeys')}</p>
          ) : (
            <KeyTable keys={keys} revoke={(id) => revoke.mutate(id)} />
          )
        }
      </Loaded>
    </>
  );
}

function KeyTable({
  keys,
  revoke,
}: {
  readonly keys: readonly Schemas['IntakeKey'][];
  readonly revoke: (id: string) => void;
}) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="scroll">
      <table className="cards">
        <thead>
          <tr>
            {(['name', 'state', 'mayConsist', 'sites', 'lastUsed', 'expires', 'act'] as const).map((head) => (
              <th key={head}>{t(`intake.${head}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className={key.usable ? '' : 'set-aside'}>
              <th scope="row">
                {key.name} <span className="note">{key.id}</span>
              </th>
              <td data-label={t('intake.state')}>
                {key.revoked !== null ? t('intake.revoked') : key.usable ? t('intake.usable') : t('intake.expired')}
              </td>
              <td data-label={t('intake.mayConsist')}>{key.sources.join(t('app.listSep'))}</td>
              <td data-label={t('intake.sites')}>
                {key.sites === null ? t('app.all') : key.sites.map(({ name }) => text(name)).join(t('app.listSep'))}
              </td>
              <td data-label={t('intake.lastUsed')}>
                {key.lastUsed === null ? t('intake.neverUsed') : momentText(key.lastUsed)}
              </td>
              <td data-label={t('intake.expires')}>
                {key.expires === null ? t('intake.noEnd') : momentText(key.expires)}
              </td>
              <td data-label={t('intake.act')}>
                {key.revoked === null ? (
                  <button
                    type="button"
                    onClick={() => confirm(t('intake.sureRevoke', { name: key.name })) && revoke(key.id)}
                  >
                    {t('intake.revoke')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FormProps extends Pick<Doors, 'sources'> {
  readonly close: (made: Schemas['IntakeKeyOnce'] | null) => void;
}

function KeyForm({ sources, close }: FormProps) {
  const { t } = useTranslation();
  const text = useText();
  const problem = useProblem();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['json']);
  const [sites, setSites] = useState('');
  const [expires, setExpires] = useState('');
  const make = useRefreshingStep(
    () => {
      const only = sites.split(/[,，、\s]+/).filter((site) => site !== '');
      const body = { name, sources: [...chosen], sites: only.length === 0 ? null : only };
      return addKey({ ...body, expires: expires === '' ? null : expires });
    },
    async () => undefined,
  );
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        make.mutate(undefined, { onSuccess: close });
      }}
    >
      <TextField name={t('intake.forWhom')} value={name} set={setName} required maxLength={60} />
      <fieldset>
        <legend>{t('intake.mayConsist')}</legend>
        {sources.map((source) => (
          <label key={source.id} className="check-field">
            <input
              type="checkbox"
              checked={chosen.includes(source.id)}
              onChange={(e) =>
                setChosen(e.target.checked ? [...chosen, source.id] : chosen.filter((id) => id !== source.id))
              }
            />
            {source.id} · {text(source.name)}
          </label>
        ))}
      </fieldset>
      <TextField name={t('intake.onlySites')} value={sites} set={setSites} note={t('intake.onlySitesNote')} />
      <TextField name={t('intake.lastDay')} type="date" value={expires} set={setExpires} />
      {make.error ? (
        <p className="wrong" role="alert">
          {problem(make.error)}
        </p>
      ) : null}
      <div className="row-actions">
        <button type="submit" className="primary" disabled={make.isPending || chosen.length === 0}>
          {t('intake.make')}
        </button>
        <button type="button" onClick={() => close(null)}>
          {t('people.cancel')}
        </button>
      </div>
    </form>
  );
}
