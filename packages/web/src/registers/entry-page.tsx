import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { EvidenceList } from '../loop/evidence-list.tsx';
import { momentText, withUnit } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { EntryForm } from './entry-form.tsx';
import { PlaceMap } from './place-map.tsx';
import {
  addEntry,
  changeEntry,
  entryAddress,
  entryQuery,
  refreshRegisters,
  registerQuery,
  restoreEntry,
  withdrawEntry,
  type EntryPage as EntryDetail,
  type EntryValue,
  type RegisterDetail,
  type RegisterField,
} from './register-queries.ts';
import { FILE_ID, isPlace, useValueText } from './value-text.ts';
import './registers.css';

/** One entry: what it holds, where it lies, and how it came to be so. */
export function EntryPage() {
  const { t } = useTranslation();
  const text = useText();
  const { id = '', key = '' } = useParams();
  const register = useQuery(registerQuery(id));
  const query = useQuery(entryQuery(id, key));
  const name = query.data?.entry.values['name'];
  return (
    <Page
      title={typeof name === 'string' ? name : key}
      sub={
        register.data ? (
          <>
            <Go to={`/registers/${id}`}>{text(register.data.name)}</Go> · {key}{' '}
            <Simulated when={register.data.simulated} />
          </>
        ) : (
          ''
        )
      }
      actions={<PrintButton />}
    >
      <Loaded query={register} lines={4}>
        {(found) => (
          <Loaded query={query} lines={12}>
            {(page) => <Body key={`${key}/${page.entry.seq}`} register={found} page={page} />}
          </Loaded>
        )}
      </Loaded>
      <p className="screen-only">
        <Go to={`/registers/${id}`}>{t('registers.back')}</Go>
      </p>
    </Page>
  );
}

/** A new entry, by hand. */
export function NewEntryPage() {
  const { t } = useTranslation();
  const text = useText();
  const { id = '' } = useParams();
  const go = useNavigate();
  const query = useQuery(registerQuery(id));
  return (
    <Page title={t('registers.add')} sub={query.data ? text(query.data.name) : ''}>
      <Loaded query={query} lines={12}>
        {(register) => (
          <EntryForm
            register={register}
            cells={{}}
            isNew
            save={(cells) => addEntry(id, cells)}
            saved={({ entry }) => void go(entryAddress(id, entry.key))}
            cancel={() => void go(`/registers/${id}`)}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface BodyProps {
  readonly register: RegisterDetail;
  readonly page: EntryDetail;
}

function Body({ register, page }: BodyProps) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const { entry } = page;
  const keep = (next: EntryDetail) => queries.setQueryData(entryQuery(register.id, entry.key).queryKey, next);
  const step = useMutation({
    mutationFn: (what: 'withdraw' | 'restore') =>
      (what === 'withdraw' ? withdrawEntry : restoreEntry)(register.id, entry.key, entry.seq),
    onSuccess: async (next) => {
      keep(next);
      await refreshRegisters(queries);
    },
  });
  if (editing) {
    return (
      <EntryForm
        register={register}
        cells={page.cells}
        isNew={false}
        save={(cells) => changeEntry(register.id, entry.key, { cells, seen: entry.seq })}
        saved={(next) => {
          keep(next);
          setEditing(false);
        }}
        cancel={() => setEditing(false)}
      />
    );
  }
  return (
    <>
      {entry.withdrawn ? <p className="warnings">{t('registers.withdrawnNote')}</p> : null}
      {page.duplicates.length > 0 ? (
        <p className="warnings">
          {t('registers.sameAs')}{' '}
          {page.duplicates.map((other) => (
            <Go key={other} to={entryAddress(register.id, other)}>
              {other}{' '}
            </Go>
          ))}
        </p>
      ) : null}
      <p className="register-tools screen-only">
        {page.may.includes('change') ? (
          <button type="button" className="primary" onClick={() => setEditing(true)}>
            {t('registers.form.change')}
          </button>
        ) : null}
        {page.may.includes('withdraw') ? (
          <button type="button" disabled={step.isPending} onClick={() => step.mutate('withdraw')}>
            {t('registers.withdraw')}
          </button>
        ) : null}
        {page.may.includes('restore') ? (
          <button type="button" className="primary" disabled={step.isPending} onClick={() => step.mutate('restore')}>
            {t('registers.restore')}
          </button>
        ) : null}
        {page.parts.map((part) => (
          <Go key={part.register} to={`/registers/${part.register}?of=${encodeURIComponent(entry.key)}`}>
            {text(part.name)} {part.entries}
          </Go>
        ))}
      </p>
      {step.isError ? <Failed error={step.error} title={t('registers.form.notSaved')} /> : null}
      <div className="entry-body">
        <Values register={register} page={page} />
        <Places register={register} page={page} />
      </div>
      <h2>{t('registers.history.title')}</h2>
      <History register={register} page={page} />
    </>
  );
}

function Places({ register, page }: BodyProps) {
  const text = useText();
  return register.fields
    .filter((field) => field.type === 'position')
    .map((field) => {
      const value = page.entry.values[field.id];
      if (value === undefined || !isPlace(value)) return null;
      const name = text(field.name);
      return (
        <PlaceMap key={field.id} register={register} field={field.id} place={value} own={page.entry.key} name={name} />
      );
    });
}

function Values({ register, page }: BodyProps) {
  const text = useText();
  return (
    <div>
      {register.sections.map((section) => {
        const fields = register.fields.filter(
          (field) => field.section === section.id && page.entry.values[field.id] !== undefined,
        );
        const hidden = register.fields.filter(
          (field) =>
            field.section === section.id &&
            page.entry.masked.includes(field.id) &&
            page.entry.values[field.id] === undefined,
        );
        if (fields.length + hidden.length === 0) return null;
        return (
          <section key={section.id}>
            <h3>{text(section.name)}</h3>
            <dl className="entry-values">
              {[...fields, ...hidden].map((field) => (
                <Value key={field.id} register={register} field={field} page={page} />
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

function Value({ register, field, page }: BodyProps & { readonly field: RegisterField }) {
  const { t } = useTranslation();
  const text = useText();
  const valueText = useValueText(register);
  const value = page.entry.values[field.id];
  const masked = page.entry.masked.includes(field.id);
  return (
    <>
      <dt>{text(field.name)}</dt>
      <dd>
        {value === undefined ? '–' : <Shown register={register} field={field} value={value} text={valueText} />}
        {masked ? (
          <small className="masked" title={field.sensitive ? text(field.sensitive) : ''}>
            {' '}
            {t('registers.masked')}
          </small>
        ) : null}
        {field.id === 'state' ? <StateMeaning register={register} state={value} /> : null}
      </dd>
    </>
  );
}

function StateMeaning({ register, state }: { readonly register: RegisterDetail; readonly state: unknown }) {
  const text = useText();
  const found = register.states.find((s) => s.id === state);
  return found ? <small> {text(found.means)}</small> : null;
}

interface ShownProps {
  readonly register: RegisterDetail;
  readonly field: RegisterField;
  readonly value: EntryValue;
  readonly text: (field: RegisterField, value: EntryValue) => string;
}

function Shown({ field, value, text }: ShownProps) {
  if (field.type === 'attachment' && Array.isArray(value)) {
    const names = value.filter((item) => !FILE_ID.test(item));
    return (
      <>
        {names.join('、')}
        <EvidenceList ids={value.filter((item) => FILE_ID.test(item))} set={undefined} />
      </>
    );
  }
  if (field.type === 'reference' && field.register !== null && typeof value === 'string') {
    return <Go to={entryAddress(field.register, value)}>{value}</Go>;
  }
  return withUnit(text(field, value), field.unit);
}

function History({ register, page }: BodyProps) {
  const { t } = useTranslation();
  const text = useText();
  const valueText = useValueText(register);
  const units = new Map(register.units.map((unit) => [unit.id, unit.name]));
  const shown = (field: RegisterField, value: EntryValue | null) => (value === null ? '–' : valueText(field, value));
  return (
    <ol className="history entry-history" reversed>
      {page.history.map((version) => (
        <li key={version.seq}>
          <b>{t(`registers.history.${version.what}`)}</b> {momentText(version.at)} {version.by.name}
          {version.by.unit === null ? '' : ` (${nameOf(units.get(version.by.unit), version.by.unit)})`}
          {version.import === null ? null : <small> {t('registers.history.import', { id: version.import })}</small>}
          {version.what === 'changed' ? (
            <ul>
              {version.changes.map((change) => {
                const field = register.fields.find((f) => f.id === change.field);
                if (!field) return null;
                return (
                  <li key={change.field}>
                    {text(field.name)}
                    {t('registers.history.colon')}
                    <del>{shown(field, change.before)}</del> → <ins>{shown(field, change.after)}</ins>
                  </li>
                );
              })}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );

  function nameOf(name: { zh: string; en: string } | undefined, id: string): string {
    return name ? text(name) : id;
  }
}
