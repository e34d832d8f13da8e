import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { changePerson, peopleQuery, resetPassword, type Person } from '../api/people-queries.ts';
import { momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { PersonForm } from './person-form.tsx';
import './people.css';

type Change = Schemas['PersonChange'] | 'reset';

/** The administrator's page: who may sign in, and as what. */
export function PeoplePage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery(peopleQuery);
  const [open, setOpen] = useState<Person | 'new' | null>(null);
  const [once, setOnce] = useState<Schemas['PersonWithPassword'] | null>(null);
  const again = (): void => void queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const act = useMutation({
    mutationFn: async ({ id, change }: { id: string; change: Change }) => {
      if (change === 'reset') setOnce(await resetPassword(id));
      else await changePerson(id, change);
    },
    onSettled: again,
  });
  return (
    <Page
      title={t('people.title')}
      sub={t('people.sub')}
      actions={
        <button type="button" className="primary" onClick={() => setOpen('new')}>
          {t('people.add')}
        </button>
      }
    >
      {once?.password ? <Once of={once} close={() => setOnce(null)} /> : null}
      {act.error ? <Failed error={act.error} title={t('people.notDone')} /> : null}
      {open === null ? null : (
        <PersonForm
          key={open === 'new' ? 'new' : open.id}
          person={open === 'new' ? null : open}
          close={(added) => {
            setOpen(null);
            setOnce(added);
            again();
          }}
        />
      )}
      <Loaded query={query}>
        {(people) => <PeopleTable people={people} edit={setOpen} act={(id, change) => act.mutate({ id, change })} />}
      </Loaded>
    </Page>
  );
}

function Once({ of, close }: { readonly of: Schemas['PersonWithPassword']; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="once" role="alert">
      <p>{t('people.secret', { name: of.person.name, id: of.person.id })}</p>
      <p>
        <code className="secret">{of.password}</code>
      </p>
      <button type="button" onClick={close}>
        {t('people.done')}
      </button>
    </div>
  );
}

interface TableProps {
  readonly people: readonly Person[];
  readonly edit: (person: Person) => void;
  readonly act: (id: string, change: Change) => void;
}

function PeopleTable({ people, edit, act }: TableProps) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {(['id', 'name', 'role', 'unit', 'state', 'lastSignIn', 'actions'] as const).map((column) => (
              <th key={column}>{t(`people.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} edit={() => edit(person)} act={(c) => act(person.id, c)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly person: Person;
  readonly edit: () => void;
  readonly act: (change: Change) => void;
}

function PersonRow({ person: p, edit, act }: RowProps) {
  const { t } = useTranslation();
  const text = useText();
  const isActive = p.state === 'active';
  return (
    <tr className={p.state === 'disabled' ? 'set-aside' : ''}>
      <th scope="row">{p.id}</th>
      <td>{p.name}</td>
      <td>{t(`roles.${p.role}`)}</td>
      <td>{p.unit === null ? '' : text(p.unit.name)}</td>
      <td>
        {t(`people.states.${p.state}`)}
        <span className="note">
          {p.lockedUntil === null ? '' : ` ${t('people.until', { at: momentText(p.lockedUntil) })}`}
          {p.mustChange ? ` ${t('people.mustChange')}` : ''}
          {p.secondFactor ? ` ${t('people.factor')}` : ''}
        </span>
      </td>
      <td>{p.lastSignIn === null ? t('people.never') : momentText(p.lastSignIn)}</td>
      <td>
        <div className="row-actions">
          <button type="button" onClick={edit}>
            {t('people.edit')}
          </button>
          <button type="button" onClick={() => act({ state: isActive ? 'locked' : 'active' })}>
            {isActive ? t('people.lock') : p.state === 'locked' ? t('people.unlock') : t('people.enable')}
          </button>
          {p.state === 'disabled' ? null : (
            <button type="button" onClick={() => act({ state: 'disabled' })}>
              {t('people.disable')}
            </button>
          )}
          {p.password ? (
            <button type="button" onClick={() => act('reset')}>
              {t('people.reset')}
            </button>
          ) : null}
          {p.secondFactor ? (
            <button type="button" onClick={() => act({ secondFactor: false })}>
              {t('people.removeFactor')}
            </button>
          ) : null}
        </div>
      </td>
    </tr>
  );
}
