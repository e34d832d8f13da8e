import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useAddress } from '../shared/address.ts';
import { SearchField, SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { Pager } from '../shared/pager.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { BulkActs } from './bulk-acts.tsx';
import { CaseTable } from './case-table.tsx';
import { caseDeskQuery, casesQuery, type CaseQuery } from './cases-queries.ts';
import { Proposals } from './proposals.tsx';
import './cases.css';

type Desk = Schemas['CaseDesk'];

const LISTS = [
  'red',
  'yellow',
  'mine',
  'step',
  'new',
  'dispatched',
  'handling',
  'submitted',
  'verified',
  'open',
  'closed',
  'merged',
  'all',
] as const;
const SOURCES = ['complaint', 'patrol', 'exceedance', 'inspection'] as const;
const FIGURES = ['received', 'excluded', 'merged', 'assessed', 'response', 'solution', 'satisfaction'] as const;
const SHOWN = 100;

/** What is red, yellow and mine: every count opens its list. */
export function CasesPage() {
  const { t } = useTranslation();
  const query = useQuery(caseDeskQuery);
  const sub = query.data ? t('cases.sub', { now: query.data.now.replace('T', ' ') }) : '';
  return (
    <Page title={t('cases.title')} sub={sub} actions={<PrintButton />}>
      <Links />
      <Loaded query={query} lines={10}>
        {(desk) => <Body desk={desk} />}
      </Loaded>
    </Page>
  );
}

function Links() {
  const { t } = useTranslation();
  const imports = useMay('commitCaseImport');
  const opens = useMay('openCase');
  return (
    <p className="case-links screen-only">
      <Go to="/cases/rates">{t('cases.rates')}</Go>
      {opens ? <Go to="/cases/new">{t('cases.new')}</Go> : null}
      {imports ? <Go to="/cases/import">{t('cases.import')}</Go> : null}
    </p>
  );
}

const TEXTS = ['unit', 'town', 'topic', 'spot', 'from', 'to', 'text', 'group'] as const;

function readQuery(address: URLSearchParams): CaseQuery {
  const list = LISTS.find((name) => name === address.get('list'));
  const source = SOURCES.find((name) => name === address.get('source'));
  const figure = FIGURES.find((name) => name === address.get('figure'));
  const outcome = (['done', 'not-done'] as const).find((name) => name === address.get('outcome'));
  const by = (['unit', 'town', 'topic'] as const).find((name) => name === address.get('by'));
  const texts = TEXTS.flatMap((key) => {
    const value = address.get(key);
    return value === null ? [] : [[key, value]];
  });
  return {
    ...Object.fromEntries(texts),
    ...(list ? { list } : {}),
    ...(source ? { source } : {}),
    ...(figure ? { figure } : {}),
    ...(outcome ? { outcome } : {}),
    ...(by ? { by } : {}),
  };
}

function Body({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const query = readQuery(address);
  const behind = query.figure !== undefined || query.spot !== undefined;
  const present = behind ? null : (query.list ?? 'open');
  const office = useMay('caseProposals');
  const nothing = desk.counts.all === 0 && desk.counts.merged === 0;
  return (
    <>
      <div className="tally" role="group" aria-label={t('cases.tally')}>
        {LISTS.filter((name) => (desk.counts[name] ?? 0) > 0 || name === 'open' || name === present).map((name) => (
          <button
            key={name}
            type="button"
            className={name === 'red' || name === 'yellow' ? `tally-${name}` : ''}
            aria-pressed={present === name}
            onClick={() => change({ ...CLEARED, list: name, offset: null })}
          >
            <b>{desk.counts[name] ?? 0}</b> {t(`cases.list.${name}`)}
          </button>
        ))}
      </div>
      {behind ? (
        <p className="note">
          {t('cases.behind', {
            figure: query.figure ? t(`cases.ratesPage.${query.figure}`) : t('cases.ratesPage.hotSpots'),
          })}{' '}
          <button type="button" className="link" onClick={() => change({ ...CLEARED, offset: null })}>
            {t('cases.behindClear')}
          </button>
        </p>
      ) : (
        <div className="filters">
          <SearchField
            name={t('cases.search')}
            hint={t('cases.searchHint')}
            value={address.get('text')}
            set={(value) => change({ text: value, offset: null })}
          />
          <Choice of="unit" items={desk.units} />
          <Choice of="town" items={desk.towns} />
          <Choice of="topic" items={desk.topics} />
          <SelectField
            name={t('cases.column.source')}
            value={query.source ?? ''}
            set={(source) => change({ source, offset: null })}
          >
            <option value="">{t('app.all')}</option>
            {SOURCES.map((source) => (
              <option key={source} value={source}>
                {t(`cases.source.${source}`)}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {office ? <Proposals count={desk.proposals} /> : null}
      {nothing ? (
        <p className="empty">{t('cases.noneAtAll')}</p>
      ) : (
        <List key={address.toString()} desk={desk} query={query} />
      )}
      <details className="grounds">
        <summary>{t('cases.groundTitle')}</summary>
        {desk.grounds.map((ground) => (
          <p key={ground.part}>
            {ground.certainty === 'read' ? text(ground.note) : t('cases.ground', { text: text(ground.note) })}
          </p>
        ))}
      </details>
    </>
  );
}

const CLEARED = { list: null, figure: null, outcome: null, by: null, group: null, spot: null, from: null, to: null };

function Choice({ of, items }: { readonly of: 'unit' | 'town' | 'topic'; readonly items: Desk['units'] }) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  return (
    <SelectField
      name={t(`cases.column.${of}`)}
      value={address.get(of) ?? ''}
      set={(value) => change({ [of]: value, offset: null })}
    >
      <option value="">{t('app.all')}</option>
      {items.map(({ id, name }) => (
        <option key={id} value={id}>
          {text(name)}
        </option>
      ))}
    </SelectField>
  );
}

function List({ desk, query }: { readonly desk: Desk; readonly query: CaseQuery }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const office = useMay('dispatchCases');
  const offset = Number(address.get('offset') ?? 0);
  const answered = useQuery(casesQuery({ ...query, offset, limit: SHOWN }));
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const go = (to: number) => change({ offset: to === 0 ? null : String(to) });
  return (
    <>
      {office ? <BulkActs desk={desk} chosen={chosen} clear={() => choose(new Set())} /> : null}
      <Loaded query={answered} lines={8}>
        {({ rows, total }) => (
          <>
            <p className="listed">{t('cases.listed', { count: total })}</p>
            {rows.length === 0 ? (
              <p className="empty">{t('cases.none')}</p>
            ) : (
              <CaseTable rows={rows} chosen={office ? chosen : undefined} choose={office ? choose : undefined} />
            )}
            <Pager offset={offset} size={SHOWN} total={total} go={go} />
          </>
        )}
      </Loaded>
    </>
  );
}
