import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workspaceQuery } from '../api/queries.ts';
import { useAddress } from '../shared/address.ts';
import { DateField, SelectField } from '../shared/fields.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { JudgedList } from './judged-list.tsx';
import { Maintenance } from './maintenance.tsx';
import { qualityQuery, type Review } from './quality-queries.ts';
import { ShortOfDays, SiteTable } from './site-table.tsx';
import { SuspectCard } from './suspect-card.tsx';
import './quality.css';

/** Charts that are drawn before more are asked for */
const AT_FIRST = 12;

/** Hours that look wrong, judged by a person, month by month. */
export function QualityPage() {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const today = useQuery(workspaceQuery).data?.today ?? '';
  const month = address.get('month') ?? today.slice(0, 7);
  const parameter = address.get('parameter') ?? 'pm25';
  const query = useQuery(qualityQuery({ month, parameter }));
  return (
    <Page title={t('quality.title')} sub={t('quality.sub')} actions={<PrintButton />}>
      <div className="filters">
        <DateField
          of="month"
          name={t('quality.month')}
          value={month}
          max={today.slice(0, 7)}
          set={(value) => change({ month: value })}
        />
        <SelectField name={t('quality.parameter')} value={parameter} set={(value) => change({ parameter: value })}>
          {(query.data?.parameters ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {text(one.name)}
            </option>
          ))}
        </SelectField>
      </div>
      <Loaded query={query} lines={10}>
        {(review) => <Body key={`${review.month} ${review.parameter.id}`} review={review} />}
      </Loaded>
    </Page>
  );
}

function Body({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const [most, setMost] = useState(AT_FIRST);
  const { suspects, judged, checks, parameter } = review;
  return (
    <>
      <p className="standing">
        {suspects.length === 0 ? t('quality.none') : t('quality.open', { count: suspects.length })}{' '}
        {t('quality.through', { day: review.through })} <Simulated when={review.simulated} />
      </p>
      <ShortOfDays review={review} />
      {suspects.length === 0 ? null : <p className="note">{t('quality.lines')}</p>}
      <div className="suspects">
        {suspects.slice(0, most).map((one) => (
          <SuspectCard key={`${one.site} ${one.check} ${one.first}`} suspect={one} unit={parameter.unit} />
        ))}
      </div>
      {suspects.length > most ? (
        <button type="button" className="screen-only" onClick={() => setMost(most + AT_FIRST)}>
          {t('quality.more', { count: suspects.length - most })}
        </button>
      ) : null}
      <h2>{t('quality.complete')}</h2>
      {review.sites.length === 0 ? <p className="empty">{t('quality.noSites')}</p> : <SiteTable review={review} />}
      <h2>{t('quality.maintenance')}</h2>
      <p className="note">{t('quality.maintenanceNote')}</p>
      <Maintenance review={review} />
      <h2>{t('quality.judged')}</h2>
      {judged.length === 0 ? (
        <p className="empty">{t('quality.noneJudged')}</p>
      ) : (
        <JudgedList of={judged} review={review} />
      )}
      <h2>{t('quality.checks')}</h2>
      <p>{t('quality.onlyPoint')}</p>
      <dl className="pairs">
        {checks.map((check) => (
          <Fragment key={check.id}>
            <dt>{text(check.name)}</dt>
            <dd>{text(check.looksFor)}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
