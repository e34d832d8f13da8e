import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAddress } from '../shared/address.ts';
import { CheckField, SearchField, SelectField } from '../shared/fields.tsx';
import { withUnit } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Pager } from '../shared/pager.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { EntriesTable } from './entries-table.tsx';
import { ImportPanel } from './import-panel.tsx';
import { ImportsTable } from './imports-table.tsx';
import {
  entriesQuery,
  exportAddress,
  registerQuery,
  templateAddress,
  type EntryQuery,
  type RegisterDetail,
} from './register-queries.ts';
import './registers.css';

const PAGE = 50;

/** One register: what is counted, the entries, and the way in and out. */
export function RegisterPage() {
  const { t } = useTranslation();
  const text = useText();
  const { id = '' } = useParams();
  const query = useQuery(registerQuery(id));
  return (
    <Page
      title={query.data ? text(query.data.name) : t('registers.title')}
      sub={query.data ? <Sub register={query.data} /> : ''}
      actions={<PrintButton />}
    >
      <Loaded query={query} lines={12}>
        {(register) => <Body key={id} register={register} />}
      </Loaded>
    </Page>
  );
}

function Sub({ register }: { readonly register: RegisterDetail }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      {text(register.purpose)} {t('registers.keptBy', { keeper: text(register.keeper) })}{' '}
      <Simulated when={register.simulated} />
    </>
  );
}

function readQuery(address: URLSearchParams): EntryQuery {
  const query: EntryQuery = {};
  for (const key of ['q', 'unit', 'state', 'count', 'of', 'sort'] as const) {
    const value = address.get(key);
    if (value !== null) query[key] = value;
  }
  if (address.get('order') === 'down') query.order = 'down';
  if (address.get('duplicates') === 'yes') query.duplicates = 'yes';
  if (address.get('withdrawn') === 'yes') query.withdrawn = 'yes';
  return query;
}

function Body({ register }: { readonly register: RegisterDetail }) {
  const { t } = useTranslation();
  const [address] = useAddress();
  const query = readQuery(address);
  const [importing, setImporting] = useState(false);
  const may = useMay('startRegisterImport') && register.writes;
  return (
    <>
      <Counts register={register} query={query} />
      <p className="register-tools screen-only">
        {may ? (
          <>
            <Go to={`/registers/${register.id}/new`}>{t('registers.add')}</Go>
            <button type="button" aria-expanded={importing} onClick={() => setImporting(!importing)}>
              {t('registers.import.open')}
            </button>
          </>
        ) : null}
        <a href={exportAddress(register.id, query)} download>
          {t('registers.export')}
        </a>
        <a href={templateAddress(register.id)} download>
          {t('registers.template')}
        </a>
      </p>
      {importing ? <ImportPanel register={register} /> : null}
      {register.entries === 0 && query.withdrawn !== 'yes' ? (
        <Empty register={register} may={may} />
      ) : (
        <Entries register={register} query={query} />
      )}
      <ImportsTable register={register} />
    </>
  );
}

/** How to begin with a register that has nothing in it. */
function Empty({ register, may }: { readonly register: RegisterDetail; readonly may: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="empty">
      <p>{t('registers.empty', { name: text(register.name) })}</p>
      <p>{t(may ? 'registers.emptyHow' : 'registers.emptyWho', { keeper: text(register.keeper) })}</p>
    </div>
  );
}

function Counts({ register, query }: { readonly register: RegisterDetail; readonly query: EntryQuery }) {
  const { t } = useTranslation();
  const text = useText();
  const [, change] = useAddress();
  return (
    <div className="tally register-counts" role="group" aria-label={t('registers.counts')}>
      {register.counts.map((count) => (
        <button
          key={count.id}
          type="button"
          aria-pressed={query.count === count.id}
          title={t('registers.listed', { count: count.listed })}
          onClick={() => change({ count: query.count === count.id ? null : count.id, page: null })}
        >
          <b>{withUnit(count.shown, count.unit)}</b> {text(count.name)}
          {count.missing > 0 ? (
            <small className="doubt"> {t('registers.missing', { count: count.missing })}</small>
          ) : null}
        </button>
      ))}
      {register.duplicates.length > 0 ? (
        <button
          type="button"
          aria-pressed={query.duplicates === 'yes'}
          onClick={() => change({ duplicates: query.duplicates ? null : 'yes', page: null })}
        >
          <b>{register.duplicates.length}</b> {t('registers.duplicates')}
        </button>
      ) : null}
    </div>
  );
}

function Entries({ register, query }: { readonly register: RegisterDetail; readonly query: EntryQuery }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const page = Math.max(1, Number(address.get('page') ?? 1) || 1);
  const found = useQuery(entriesQuery(register.id, query, { offset: (page - 1) * PAGE, limit: PAGE }));
  return (
    <>
      <Filters register={register} query={query} />
      <Loaded query={found} lines={10}>
        {({ total, entries }) => (
          <>
            <p role="status" className="note">
              {t('registers.found', { count: total })}
              {query.of === undefined ? null : ` · ${t('registers.partsOf', { key: query.of })}`}
            </p>
            {total === 0 ? (
              <p className="empty">{t('app.nothing')}</p>
            ) : (
              <EntriesTable register={register} entries={entries} query={query} />
            )}
            <Pager
              offset={(page - 1) * PAGE}
              size={PAGE}
              total={total}
              go={(offset) => change({ page: String(offset / PAGE + 1) })}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function Filters({ register, query }: { readonly register: RegisterDetail; readonly query: EntryQuery }) {
  const { t } = useTranslation();
  const text = useText();
  const [, change] = useAddress();
  const units = register.units.filter((unit) => unit.town || unit.named || unit.id === query.unit);
  return (
    <div className="filters">
      <SearchField
        name={t('registers.search')}
        hint={t('registers.searchHint')}
        value={query.q ?? null}
        set={(q) => change({ q, page: null })}
      />
      <SelectField name={t('registers.unit')} value={query.unit ?? ''} set={(unit) => change({ unit, page: null })}>
        <option value="">{t('app.all')}</option>
        {units.map((unit) => (
          <option key={unit.id} value={unit.id}>
            {text(unit.name)}
          </option>
        ))}
      </SelectField>
      <SelectField name={t('registers.state')} value={query.state ?? ''} set={(state) => change({ state, page: null })}>
        <option value="">{t('app.all')}</option>
        {register.states.map((state) => (
          <option key={state.id} value={state.id}>
            {text(state.name)}
          </option>
        ))}
      </SelectField>
      <CheckField
        name={t('registers.withdrawnOnly')}
        value={query.withdrawn === 'yes'}
        set={(on) => change({ withdrawn: on ? 'yes' : null, page: null })}
      />
    </div>
  );
}
