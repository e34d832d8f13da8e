import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { meQuery } from '../api/people-queries.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { AskForms } from './ask-forms.tsx';
import { AssignmentTable } from './assignment-table.tsx';
import { HelpItem, RequestItem } from './coordination-page.tsx';
import { measureQuery } from './loop-queries.ts';
import { MeasureOrigin } from './measure-origin.tsx';
import { Shares } from './shares.tsx';
import { SettingForm } from './setting-form.tsx';
import './loop.css';

type Measure = Schemas['MeasurePage'];

/** A measure from the words that ordered it to its last report. */
export function MeasurePage() {
  const { t } = useTranslation();
  const text = useText();
  const { id = '' } = useParams();
  const query = useQuery(measureQuery(id));
  return (
    <Page title={query.data ? `${id} ${text(query.data.title)}` : id} actions={<PrintButton />}>
      <Loaded query={query} lines={10}>
        {(measure) => <Body measure={measure} key={id} />}
      </Loaded>
      <p>
        <Go to="/desk">{t('loop.desk.title')}</Go>
      </p>
    </Page>
  );
}

function Body({ measure }: { readonly measure: Measure }) {
  const { t } = useTranslation();
  const text = useText();
  const me = useQuery(meQuery);
  const { setting } = measure;
  const counted = measure.assignments.find((row) => row.counted !== null)?.counted;
  return (
    <>
      <dl className="measure-facts">
        <dt>{t('loop.measure.task')}</dt>
        <dd>
          {measure.task.id} {text(measure.task.title)}
          {measure.initiative ? <span className="tag">{t('plan.initiativeMark')}</span> : null}
        </dd>
        <dt>{t('loop.measure.stated')}</dt>
        <dd>{measure.stated === null ? t('loop.measure.notStated') : <q>{measure.stated}</q>}</dd>
        <MeasureOrigin measure={measure} />
        <dt>{t('plan.due')}</dt>
        <dd>
          {text(measure.due.text)}
          {measure.dropped ? <span className="chip loop-cancelled">{t('plans.measure.dropped')}</span> : null}
          {setting.cancelled ? <span className="chip loop-cancelled">{t('loop.status.cancelled')}</span> : null}
        </dd>
        <dt>{t('loop.measure.targets')}</dt>
        <dd>
          {measure.targets.length === 0
            ? t('loop.measure.noTarget')
            : measure.targets.map((target) => (
                <Go key={target.id} to={`/targets/${target.id}`}>
                  {text(target.title)}{' '}
                </Go>
              ))}
        </dd>
        <dt>{t('loop.measure.followed')}</dt>
        <dd>
          {t(`loop.kind.${setting.spec.kind}`)}
          {setting.spec.kind === 'monitored' ? '' : ` · ${t(`loop.frequency.${setting.frequency}`)}`}
          {setting.spec.kind === 'quantity' && setting.spec.target !== null
            ? ` · ${t('loop.measure.quantity', { target: setting.spec.target, unit: setting.spec.unit })}`
            : ''}
          {counted
            ? ` · ${t('registers.counted.from', { register: text(counted.registerName), count: text(counted.countName) })}`
            : ''}
          {setting.set ? '' : ` · ${t('loop.measure.default')}`}
        </dd>
        <dt>{t('loop.measure.criteria')}</dt>
        <dd>{setting.criteria === '' ? t('loop.measure.noCriteria') : setting.criteria}</dd>
      </dl>
      {me.data?.may.includes('specifyMeasure') === true ? <SettingForm measure={measure} key={setting.seq} /> : null}
      <h2>{t('loop.measure.units')}</h2>
      <AssignmentTable rows={measure.assignments} hideMeasure />
      {measure.shares ? <Shares shares={measure.shares} key={JSON.stringify(measure.shares)} /> : null}
      <AskForms measure={measure} />
      <h2>{t('loop.measure.reports')}</h2>
      <Reports of={measure.reports} />
      {measure.requests.length === 0 ? null : <h2>{t('loop.coordination.requests')}</h2>}
      {measure.requests.map((item) => (
        <RequestItem key={item.id} item={item} />
      ))}
      {measure.helps.length === 0 ? null : <h2>{t('loop.coordination.helps')}</h2>}
      {measure.helps.map((item) => (
        <HelpItem key={item.id} item={item} />
      ))}
    </>
  );
}

function Reports({ of }: { readonly of: Measure['reports'] }) {
  const { t } = useTranslation();
  const text = useText();
  if (of.length === 0) return <p className="empty">{t('loop.measure.noReports')}</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{t('loop.column.period')}</th>
            <th>{t('loop.column.unit')}</th>
            <th>{t('loop.column.status')}</th>
            <th>{t('loop.column.submitted')}</th>
            <th className="n">{t('loop.form.quantity')}</th>
            <th>{t('loop.form.text')}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((report) => (
            <tr key={report.id}>
              <td className="nowrap">
                <Go to={`/reports/${report.id}`}>{report.period}</Go>
              </td>
              <td>{text(report.unitName)}</td>
              <td>{t(`loop.report.${report.state}`)}</td>
              <td className="nowrap">
                {report.submittedAt?.replace('T', ' ') ?? '–'}
                {report.timing === 'late' ? <small className="doubt"> {t('loop.late')}</small> : null}
              </td>
              <td className="n">{report.progress.quantity ?? '–'}</td>
              <td>{report.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
