import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { SearchField } from '../shared/fields.tsx';
import { momentText } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { registersQuery, type RegisterSummary } from './register-queries.ts';
import './registers.css';

const BOARDS = ['blue-sky', 'clear-water', 'clean-soil', 'climate', 'ecology', 'all'] as const;

/** Every register of the district, by board, with what stands in it. */
export function RegistersPage() {
  const { t } = useTranslation();
  const query = useQuery(registersQuery);
  const [address, change] = useAddress();
  const words = address.get('q');
  const total = query.data?.reduce((sum, register) => sum + register.entries, 0) ?? 0;
  return (
    <Page
      title={t('registers.title')}
      sub={
        query.data ? (
          <>
            {t('registers.sub', { registers: query.data.length, entries: total })}{' '}
            <Simulated when={query.data.some((register) => register.simulated)} />
          </>
        ) : (
          ''
        )
      }
      actions={<PrintButton />}
    >
      <div className="filters">
        <SearchField
          name={t('registers.find')}
          hint={t('registers.findHint')}
          value={words}
          set={(q) => change({ q })}
        />
      </div>
      <Loaded query={query} lines={12}>
        {(registers) => <Groups registers={registers} words={words ?? ''} />}
      </Loaded>
    </Page>
  );
}

function Groups({ registers, words }: { readonly registers: readonly RegisterSummary[]; readonly words: string }) {
  const { t } = useTranslation();
  const text = useText();
  const found = registers.filter((r) =>
    [r.name, r.keeper, r.purpose].some((part) => text(part).toLowerCase().includes(words.trim().toLowerCase())),
  );
  if (found.length === 0) return <p className="empty">{t('app.nothing')}</p>;
  return BOARDS.map((board) => {
    const own = found.filter((r) => r.board === board);
    if (own.length === 0) return null;
    return (
      <section key={board}>
        <h2>{t(`registers.board.${board}`)}</h2>
        <Table registers={own} />
      </section>
    );
  });
}

function Table({ registers }: { readonly registers: readonly RegisterSummary[] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="registers cards">
        <thead>
          <tr>
            <th>{t('registers.column.register')}</th>
            <th>{t('registers.column.keeper')}</th>
            {(['entries', 'open', 'closed', 'cleared'] as const).map((column) => (
              <th key={column} className="n">
                {t(`registers.column.${column}`)}
              </th>
            ))}
            <th>{t('registers.column.lastChange')}</th>
          </tr>
        </thead>
        <tbody>
          {registers.map((register) => (
            <Row key={register.id} register={register} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ register: r }: { readonly register: RegisterSummary }) {
  const { t } = useTranslation();
  const text = useText();
  const to = `/registers/${r.id}`;
  const figure = (count: 'entries' | 'open' | 'closed' | 'cleared') => (
    <td className="n" data-label={t(`registers.column.${count}`)}>
      {r[count] === 0 ? '–' : <Go to={`${to}?count=${count}`}>{r[count]}</Go>}
    </td>
  );
  return (
    <tr>
      <th scope="row" className="c-name">
        <Go to={to}>{text(r.name)}</Go>
        <small>{text(r.purpose)}</small>
      </th>
      <td data-label={t('registers.column.keeper')}>{text(r.keeper)}</td>
      {figure('entries')}
      {figure('open')}
      {figure('closed')}
      {figure('cleared')}
      <td className="nowrap" data-label={t('registers.column.lastChange')}>
        {r.lastChange === null ? t('registers.never') : momentText(r.lastChange)}
      </td>
    </tr>
  );
}
