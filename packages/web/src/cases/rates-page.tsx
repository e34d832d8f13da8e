import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useAddress } from '../shared/address.ts';
import { DateField, SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { ratesQuery } from './cases-queries.ts';
import './cases.css';

type Rates = Schemas['CaseRates'];
type Figures = Rates['total'];

const COUNTS = ['received', 'excluded', 'merged', 'assessed'] as const;
const RATES = ['response', 'solution', 'satisfaction'] as const;

/** The three rates of a period by unit, town and topic, with the cases behind each figure, and hot spots. */
export function RatesPage() {
  const { t } = useTranslation();
  const [address] = useAddress();
  const [from, to] = [address.get('from'), address.get('to')];
  const query = useQuery(ratesQuery({ ...(from ? { from } : {}), ...(to ? { to } : {}) }));
  const sub = query.data ? t('cases.ratesPage.sub', { from: query.data.from, to: query.data.to }) : '';
  return (
    <Page title={t('cases.ratesPage.title')} sub={sub} actions={<PrintButton />}>
      <Loaded query={query} lines={12}>
        {(rates) => <Body rates={rates} />}
      </Loaded>
    </Page>
  );
}

function Body({ rates }: { readonly rates: Rates }) {
  const { t } = useTranslation();
  const text = useText();
  const [, change] = useAddress();
  const { from, to, total } = rates;
  const period = `${from}/${to}`;
  const months = rates.months.map((month) => `${month.from}/${month.to}`);
  const choose = (chosen: string) => {
    const [first = null, last = null] = chosen.split('/');
    if (chosen !== '') change({ from: first, to: last });
  };
  return (
    <>
      <div className="filters">
        <SelectField name={t('cases.ratesPage.month')} value={months.includes(period) ? period : ''} set={choose}>
          <option value="">{t('cases.ratesPage.otherPeriod')}</option>
          {months.map((month) => (
            <option key={month} value={month}>
              {month.replace('/', ' – ')}
            </option>
          ))}
        </SelectField>
        <DateField name={t('cases.ratesPage.from')} value={from} max={to} set={(day) => change({ from: day, to })} />
        <DateField name={t('cases.ratesPage.to')} value={to} min={from} set={(day) => change({ from, to: day })} />
      </div>
      {total.received === 0 ? <p className="empty">{t('cases.ratesPage.none')}</p> : null}
      {rates.groups.map(({ by, rows }, i) => (
        <section key={by}>
          <h2>{t(`cases.ratesPage.by.${by}`)}</h2>
          <div className="scroll">
            <table className="rates">
              <thead>
                <tr>
                  <th>{t(`cases.column.${by}`)}</th>
                  {[...COUNTS, ...RATES].map((name) => (
                    <th key={name} className="n">
                      {t(`cases.ratesPage.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {i === 0 ? <Row name={t('cases.ratesPage.all')} row={total} of={{ from, to }} /> : null}
                {rows.map((row) => (
                  <Row key={row.group} name={text(row.name)} row={row} of={{ from, to, by, group: row.group }} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      <HotSpots rates={rates} />
      <details className="grounds">
        <summary>{t('cases.ratesPage.how')}</summary>
        {rates.notes.map((note) => (
          <p key={note.zh}>{text(note)}</p>
        ))}
        {rates.grounds.map((ground) => (
          <p key={ground.part}>
            {ground.certainty === 'read' ? text(ground.note) : t('cases.ground', { text: text(ground.note) })}
          </p>
        ))}
      </details>
    </>
  );
}

function addressOf(of: Readonly<Record<string, string>>): string {
  return `/cases?${new URLSearchParams(of).toString()}`;
}

interface RowProps {
  readonly name: string;
  readonly row: Figures;
  readonly of: Readonly<Record<string, string>>;
}

function Row({ name, row, of }: RowProps) {
  return (
    <tr>
      <td>{name}</td>
      {COUNTS.map((figure) => (
        <td key={figure} className="n">
          {row[figure] === 0 ? '0' : <Go to={addressOf({ ...of, figure })}>{row[figure]}</Go>}
        </td>
      ))}
      {RATES.map((figure) => {
        const { done, assessed, percent } = row[figure];
        return (
          <td key={figure} className="n nowrap">
            {assessed === 0 ? (
              percent
            ) : (
              <>
                {percent}%{' '}
                <small>
                  <Go to={addressOf({ ...of, figure, outcome: 'done' })}>{done}</Go>/
                  <Go to={addressOf({ ...of, figure })}>{assessed}</Go>
                </small>
              </>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function HotSpots({ rates }: { readonly rates: Rates }) {
  const { t } = useTranslation();
  const text = useText();
  const { from, to } = rates;
  return (
    <section>
      <h2>{t('cases.ratesPage.hotSpots')}</h2>
      {rates.hotSpots.length === 0 ? (
        <p className="empty">{t('cases.ratesPage.hotSpotsNone')}</p>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th>{t('cases.place')}</th>
                <th>{t('cases.column.town')}</th>
                <th>{t('cases.column.topic')}</th>
                <th className="n">{t('cases.ratesPage.count')}</th>
              </tr>
            </thead>
            <tbody>
              {rates.hotSpots.map((spot) => (
                <tr key={spot.spot}>
                  <td>{spot.place}</td>
                  <td>{spot.townName ? text(spot.townName) : '–'}</td>
                  <td>{text(spot.topicName)}</td>
                  <td className="n">
                    <Go to={addressOf({ from, to, spot: spot.spot })}>{spot.count}</Go>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
