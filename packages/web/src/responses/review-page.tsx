import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { draftPath } from '../documents/documents-queries.ts';
import { Explained } from '../shared/explained.tsx';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Marks, Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { responseAddress, responseQuery, reviewQuery, when } from './response-queries.ts';
import './responses.css';

type Review = Schemas['ResponseReview'];

/** What came of a response: who answered how quickly, what checks found, the air compared with the forecast. */
export function ReviewPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery(reviewQuery(id));
  const lifted = useQuery(responseQuery(id)).data?.row.state === 'lifted';
  const drafts = useMay('documentDraft') && lifted;
  return (
    <Page
      title={t('responses.review.title')}
      sub={<Go to={responseAddress(id)}>{id}</Go>}
      actions={
        <>
          {drafts ? (
            <Go className="button" to={draftPath({ kind: 'response-review', subject: id, variant: '' })}>
              {t('responses.review.draft')}
            </Go>
          ) : null}
          <PrintButton />
        </>
      }
    >
      <Loaded query={query} lines={10}>
        {(review) => (
          <>
            <Counts review={review} />
            <Rounds review={review} />
            <Observed review={review} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Counts({ review: { counts, hours, rounds } }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const level = rounds.at(-1)?.levelName;
  return (
    <p>
      {t('responses.review.sum', {
        hours,
        level: level ? text(level) : '',
        confirmed: counts.confirmed,
        units: counts.units,
        checks: counts.checks,
        checked: counts.checked,
        enterprises: counts.enterprises,
        violations: counts.violations,
      })}
    </p>
  );
}

function Rounds({ review: { rounds } }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const minutes = (value: number | null) => (value === null ? '–' : t('responses.review.minutes', { count: value }));
  return (
    <section>
      <h2>{t('responses.review.answer')}</h2>
      <div className="scroll">
        <table className="responses cards">
          <thead>
            <tr>
              <th>{t('responses.column.level')}</th>
              <th>{t('responses.rounds.at')}</th>
              <th>{t('responses.count.confirmed')}</th>
              <th>{t('responses.review.median')}</th>
              <th>{t('responses.review.longest')}</th>
              <th>{t('responses.review.silent')}</th>
              <th>{t('responses.count.told')}</th>
              <th>{t('responses.form.cut')}</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((round) => (
              <tr key={round.at}>
                <th scope="row">{text(round.levelName)}</th>
                <td className="nowrap" data-label={t('responses.rounds.at')}>
                  {when(round.at)}
                </td>
                <td data-label={t('responses.count.confirmed')}>
                  {t('responses.of', { done: round.confirmed, all: round.notified })}
                </td>
                <td className="nowrap" data-label={t('responses.review.median')}>
                  {minutes(round.medianMinutes)}
                </td>
                <td className="nowrap" data-label={t('responses.review.longest')}>
                  {minutes(round.longestMinutes)}
                </td>
                <td data-label={t('responses.review.silent')}>
                  {round.silent.map((name) => text(name)).join(t('app.listSep')) || '–'}
                </td>
                <td data-label={t('responses.count.told')}>
                  {t('responses.of', { done: round.told, all: round.enterprises })}
                </td>
                <td data-label={t('responses.form.cut')}>
                  {round.cut}
                  {round.cutMissing > 0 ? (
                    <small>{t('responses.review.cutMissing', { count: round.cutMissing })}</small>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">{t('responses.review.cutNote')}</p>
    </section>
  );
}

function Observed({ review: { observed } }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const { days, pm25 } = observed;
  return (
    <section>
      <h2>
        {t('responses.review.observed')} <Simulated when={observed.simulated} />
      </h2>
      {days.length === 0 ? (
        <p className="empty">{t('responses.review.noData')}</p>
      ) : (
        <>
          <div className="scroll">
            <table className="responses">
              <thead>
                <tr>
                  <th>{t('responses.review.day')}</th>
                  <th>{t('responses.review.forecast')}</th>
                  <th>{t('responses.review.aqi')}</th>
                  <th>{t('responses.review.pm25')}</th>
                </tr>
              </thead>
              <tbody>
                {days.map(({ day, forecast, aqi, aqiLevel, pm25: mean }) => (
                  <tr key={day}>
                    <td className="nowrap">{day}</td>
                    <td>{forecast ?? '–'}</td>
                    <td>
                      {aqi ?? '–'} {aqiLevel ? text(aqiLevel) : ''}
                    </td>
                    <td>{mean}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {pm25 && pm25.value !== null ? (
            <p>
              {t('responses.review.mean')}
              <Explained id={pm25.id}>
                {pm25.shown} {pm25.unitText}
              </Explained>{' '}
              <Marks of={pm25} />
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}
