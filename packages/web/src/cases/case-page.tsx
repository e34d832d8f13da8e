import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EvidenceList } from '../loop/evidence-list.tsx';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { CaseHistory } from './case-history.tsx';
import { CaseSteps } from './case-steps.tsx';
import { CaseTable } from './case-table.tsx';
import {
  caseAddress,
  caseQuery,
  mergeCases,
  showComplainant,
  useCaseStep,
  when,
  type CaseDetail,
} from './cases-queries.ts';
import { ExceedanceFigures } from './exceedance.tsx';
import { DueText, LightChip } from './light-chip.tsx';
import './cases.css';

/** One case: what it is about, what is to be done and by when, and everything that happened. */
export function CasePage() {
  const { id = '' } = useParams();
  const query = useQuery(caseQuery(id));
  const text = useText();
  const title = query.data ? text(query.data.row.title) : id;
  return (
    <Page title={title} sub={id} actions={<PrintButton />}>
      <Loaded query={query} lines={8}>
        {(detail) => <Body detail={detail} />}
      </Loaded>
    </Page>
  );
}

function Body({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const { row } = detail;
  return (
    <>
      <p>
        <LightChip row={row} /> <b>{t(`cases.state.${row.state}`)}</b> <DueText row={row} />
      </p>
      {row.mergedInto ? (
        <p className="note">
          <Go to={caseAddress(row.mergedInto)}>{t('cases.mergedInto', { main: row.mergedInto })}</Go>
        </p>
      ) : null}
      <Proposed detail={detail} />
      <div className="case-columns">
        <div>
          {/* A form begins anew when the case has changed. */}
          <CaseSteps key={row.seq} detail={detail} />
          <Facts detail={detail} />
        </div>
        <div>
          <Complainant detail={detail} />
          <Ladder detail={detail} />
        </div>
      </div>
      {detail.exceedance ? <ExceedanceFigures exceedance={detail.exceedance} /> : null}
      {detail.repeats.length > 0 ? (
        <section>
          <h2>{t('cases.repeatsOf')}</h2>
          <CaseTable rows={detail.repeats} />
        </section>
      ) : null}
      <CaseHistory detail={detail} />
    </>
  );
}

function Proposed({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const merge = useCaseStep(mergeCases);
  const { proposedMain: main, row } = detail;
  if (!main) return null;
  return (
    <p className="note">
      <Go to={caseAddress(main.id)}>{t('cases.proposalText', { main: `${main.id} ${text(main.title)}` })}</Go>{' '}
      <button type="button" disabled={merge.isPending} onClick={() => merge.mutate({ cases: [row.id], into: main.id })}>
        {t('cases.merge')}
      </button>
      {merge.isError ? <Failed error={merge.error} /> : null}
    </p>
  );
}

function Facts({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const { row, rating, exclusion } = detail;
  const rated = (['response', 'solution', 'satisfaction'] as const).filter((name) => rating[name] !== null);
  const facts: readonly (readonly [name: string, value: string])[] = [
    [
      t('cases.column.source'),
      `${t(`cases.source.${row.source}`)}${detail.channel ? ` · ${text(detail.channel)}` : ''}`,
    ],
    [t('cases.column.topic'), text(row.topicName)],
    [t('cases.column.town'), row.townName ? text(row.townName) : ''],
    [t('cases.place'), row.place],
    [t('cases.cause'), detail.cause],
    [t('cases.concerns'), detail.concerns ? text(detail.concerns.name) : ''],
    [t('cases.column.unit'), row.unitName ? text(row.unitName) : ''],
    [t('cases.assisting'), detail.assisting.map(({ name }) => text(name)).join(t('app.listSep'))],
    [t('cases.dates.received'), when(row.received)],
    [t('cases.dates.dispatched'), detail.dispatchedAt ? when(detail.dispatchedAt) : ''],
    [t('cases.dates.signed'), detail.signedAt ? when(detail.signedAt) : ''],
    [t('cases.dates.finish'), detail.finish ? when(detail.finish) : ''],
    [t('cases.dates.submitted'), submittedText(detail, t('cases.inTime.yes'), t('cases.inTime.no'))],
    [t('cases.dates.closed'), detail.closedAt ? when(detail.closedAt) : ''],
    [t('cases.result'), detail.result],
    [t('cases.remark'), detail.remark],
    [
      t('cases.rating.title'),
      rated
        .map((name) => `${t(`cases.rating.${name}`)} ${t(rating[name] ? 'cases.rating.yes' : 'cases.rating.no')}`)
        .join(' · '),
    ],
  ];
  return (
    <>
      {exclusion ? (
        <p className="note">{t(`cases.exclusion.${exclusion.state}`, { reason: exclusion.reason })}</p>
      ) : null}
      <dl className="case-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <EvidenceList ids={detail.evidence} />
    </>
  );
}

function submittedText({ submittedAt, inTime }: CaseDetail, yes: string, no: string): string {
  if (submittedAt === null) return '';
  return inTime === null ? when(submittedAt) : `${when(submittedAt)} (${inTime ? yes : no})`;
}

function Complainant({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const show = useCaseStep(showComplainant);
  if (!detail.complainant) return null;
  const { name, phone, address, text } = show.data ?? detail.complainant;
  const facts = [
    ['name', name],
    ['phone', phone],
    ['address', address],
  ] as const;
  return (
    <section className="complainant">
      <h2>{t('cases.complainant.title')}</h2>
      <dl className="case-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{t(`cases.complainant.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        <dt>{t('cases.complainant.text')}</dt>
        <dd>{text === '' ? t('cases.complainant.hidden') : text}</dd>
      </dl>
      {detail.mayShow && !show.data ? (
        <button type="button" disabled={show.isPending} onClick={() => show.mutate(detail.row.id)}>
          {t('cases.complainant.show')}
        </button>
      ) : null}
      {show.isError ? <Failed error={show.error} /> : null}
      <p className="note">{t('cases.complainant.note')}</p>
    </section>
  );
}

function Ladder({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section>
      <h2>{t('cases.ladder.title')}</h2>
      {detail.ladder.length === 0 ? <p className="note">{t('cases.ladder.none')}</p> : null}
      <ol className="case-ladder">
        {detail.ladder.map(({ step, at, doneAt, due }) => (
          <li key={step.id}>
            {text(step.name)}{' '}
            <small>
              {doneAt ? t('cases.ladder.done', { at: when(doneAt) }) : t('cases.ladder.at', { at: when(at) })}
            </small>{' '}
            {due ? <span className="chip light-red">{t('cases.ladder.due')}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
