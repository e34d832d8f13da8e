import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client, type Schemas } from '../api/client.ts';
import { workspaceQuery } from '../api/queries.ts';
import { draftAddress, draftPath } from '../documents/documents-queries.ts';
import { useAddress } from '../shared/address.ts';
import { Explained } from '../shared/explained.tsx';
import { DateField, SelectField } from '../shared/fields.tsx';
import { signed } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated, ToBeChecked } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import './scores.css';

type Scores = Schemas['Scores'];
type Row = Schemas['ScoreRow'];
type League = Scores['leagues'][number];

const packsQuery = queryOptions({
  queryKey: ['score-packs'],
  queryFn: ({ signal }) => answer(client.GET('/score-packs', { signal })),
});

const scoresQuery = (query: { pack: string; month: string; asOf?: string }) =>
  queryOptions({
    queryKey: ['scores', query],
    queryFn: ({ signal }) => answer(client.GET('/scores', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    enabled: query.pack !== '' && query.month !== '',
  });

/** The month before the running one, whose reports are in. */
function monthBefore(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** Units and towns scored by a rule. */
export function ScoresPage() {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const packs = useQuery(packsQuery);
  const today = useQuery(workspaceQuery).data?.today ?? '';
  const pack = address.get('pack') ?? packs.data?.[0]?.id ?? '';
  const month = address.get('month') ?? (today === '' ? '' : monthBefore(today));
  const asOf = address.get('on');
  const query = useQuery(scoresQuery({ pack, month, ...(asOf === null ? {} : { asOf }) }));
  return (
    <Page title={t('scores.title')} sub={t('scores.sub')} actions={<PrintButton />}>
      <div className="filters">
        <SelectField name={t('scores.pack')} value={pack} set={(value) => change({ pack: value })}>
          {(packs.data ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {text(one.name)}
            </option>
          ))}
        </SelectField>
        <DateField
          of="month"
          name={t('scores.month')}
          value={month}
          max={today.slice(0, 7)}
          set={(value) => change({ month: value })}
        />
        <DateField name={t('scores.asOf')} value={asOf ?? ''} max={today} set={(value) => change({ on: value })} />
        <span className="note">{t('scores.asOfHint')}</span>
      </div>
      <Loaded query={query} lines={12}>
        {(scores) => <Body scores={scores} />}
      </Loaded>
    </Page>
  );
}

function Body({ scores }: { readonly scores: Scores }) {
  const { t } = useTranslation();
  const text = useText();
  const { pack, leagues, exempt, ladder } = scores;
  const some = leagues.some((league) => league.rows.length > 0);
  return (
    <>
      <p className="whose">
        {t('scores.whose', { issuer: text(pack.issuer), number: pack.number })}{' '}
        {pack.toBeChecked ? (
          <Go to={`/standards/${pack.id}`}>
            <ToBeChecked title={pack.notes.map(text).join(' ')} />
          </Go>
        ) : null}{' '}
        <Simulated when={scores.simulated} />
      </p>
      {pack.notes.map((note) => (
        <p key={note.en} className="note">
          {text(note)}
        </p>
      ))}
      {pack.why === null ? (
        <p>{t('scores.scoredOn', { day: scores.scoredOn })}</p>
      ) : (
        <p className="empty">
          {t('scores.cannot')}: {text(pack.why)}
        </p>
      )}
      {pack.why === null && !some ? <p className="empty">{t('scores.none')}</p> : null}
      {leagues.map((league) => (
        <LeagueTable key={league.id} scores={scores} league={league} />
      ))}
      {some ? (
        <section>
          <h2>{t('scores.exempt')}</h2>
          {exempt.length === 0 ? <p>{t('scores.noExempt')}</p> : null}
          <ul>
            {exempt.map((one) => (
              <li key={one.unit}>
                {text(one.name)}: {text(one.reason)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {ladder.length === 0 ? null : (
        <section>
          <h2>{t('scores.ladder')}</h2>
          <ol>
            {ladder.map((step) => (
              <li key={step.months}>
                {t('scores.ladderMonths', { count: step.months })}: {text(step.text)}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function LeagueTable({ scores, league }: { readonly scores: Scores; readonly league: League }) {
  const { t } = useTranslation();
  const text = useText();
  const { items, pack, month } = scores;
  const ask = { kind: 'score-sheet' as const, subject: month, variant: `${pack.id}/${league.id}`, words: {} };
  return (
    <section>
      <div className="section-head">
        <h2>{text(league.name)}</h2>
        <span className="actions">
          <a href={draftAddress(ask, 'xlsx')} title={t('scores.sheetHint')}>
            {t('scores.workbook')}
          </a>{' '}
          <Go to={draftPath(ask)}>{t('scores.draft')}</Go>
        </span>
      </div>
      <div className="scroll">
        <table className="scores">
          <thead>
            <tr>
              <th>{t('scores.rank')}</th>
              <th>{t('scores.unit')}</th>
              <th className="n">{t('scores.score')}</th>
              <th className="n">{t('scores.change')}</th>
              {items.map((item) => (
                <th key={item.id} className="n">
                  {text(item.name)}
                  {item.full === '' ? '' : t('scores.full', { full: item.full })}
                </th>
              ))}
              <th>{t('scores.follows')}</th>
            </tr>
          </thead>
          <tbody>
            {league.rows.map((row) => (
              <ScoreRow key={row.unit} row={row} scores={scores} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ScoreRow({ row, scores }: { readonly row: Row; readonly scores: Scores }) {
  const { t } = useTranslation();
  const text = useText();
  const [open, setOpen] = useState(false);
  const change = row.before === null ? null : Number(row.score) - Number(row.before.score);
  return (
    <>
      <tr>
        <td className="rank">
          {row.rank} {row.tied ? <small>{t('scores.tied')}</small> : null}
        </td>
        <th scope="row">
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {text(row.name)}
          </button>
        </th>
        <td className="n">
          <b>{row.score}</b>
        </td>
        <td className="n">{signed(change, 1)}</td>
        {scores.items.map((item) => (
          <td key={item.id} className="n">
            {row.parts.find((part) => part.id === item.id)?.score ?? ''}
          </td>
        ))}
        <td>
          {row.consequences.map((one) => (
            <span key={one.en}>{text(one)} </span>
          ))}
          {row.monthsLast > 1 ? <small>{t('scores.monthsLast', { count: row.monthsLast })}</small> : null}
        </td>
      </tr>
      {open ? (
        <tr className="why">
          <td colSpan={5 + scores.items.length}>
            <Why row={row} scores={scores} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Where the points come from: each entry with what it costs, or the figures of the monitoring. */
function Why({ row, scores }: { readonly row: Row; readonly scores: Scores }) {
  const { t } = useTranslation();
  const text = useText();
  if (scores.pack.of === 'towns') {
    return (
      <ul>
        {row.inputs.map((input) => (
          <li key={input.name.en}>
            {text(input.name)}: <Explained id={input.assessmentId}>{input.shown}</Explained>
          </li>
        ))}
      </ul>
    );
  }
  if (row.entries.length === 0) return <p>{t('scores.noEntries')}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th>{t('scores.entry')}</th>
          <th className="n">{t('scores.times')}</th>
          <th className="n">{t('scores.each')}</th>
          <th className="n">{t('scores.points')}</th>
        </tr>
      </thead>
      <tbody>
        {row.entries.map((entry) => (
          <tr key={entry.reason.en}>
            <td>
              <Go to={`/desk?unit=${row.unit}`}>{text(entry.reason)}</Go>
            </td>
            <td className="n">{entry.times}</td>
            <td className="n">{entry.each}</td>
            <td className="n">{entry.points}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
