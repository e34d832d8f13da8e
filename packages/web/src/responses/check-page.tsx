import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { PlaceField } from '../field/place-field.tsx';
import { EvidenceList } from '../loop/evidence-list.tsx';
import { useAddress } from '../shared/address.ts';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import {
  checkEnterprise,
  responseAddress,
  responseQuery,
  useResponseStep,
  type Enterprise,
  type ResponseDetail,
} from './response-queries.ts';
import './responses.css';

/** The form for a check of one enterprise, to be filled in on a phone where it stands. */
export function CheckPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const [address] = useAddress();
  const query = useQuery(responseQuery(id));
  return (
    <Page title={t('responses.check.title')} sub={<Go to={responseAddress(id)}>{id}</Go>}>
      <Loaded query={query} lines={8}>
        {(detail) => {
          const enterprise = detail.enterprises.find(({ key }) => key === address.get('enterprise'));
          return enterprise ? (
            <Form detail={detail} enterprise={enterprise} />
          ) : (
            <p className="empty">{t('responses.noEnterprise')}</p>
          );
        }}
      </Loaded>
    </Page>
  );
}

type Place = Parameters<typeof PlaceField>[0]['place'];

function Form({ detail, enterprise }: { readonly detail: ResponseDetail; readonly enterprise: Enterprise }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = detail.row;
  // The act keeps its number when it is sent again: it is then done once.
  const [act] = useState(() => crypto.randomUUID());
  const [at, setAt] = useState(detail.now);
  const [kept, setKept] = useState<boolean | null>(null);
  const [seen, setSeen] = useState('');
  const [ordered, setOrdered] = useState('');
  const [place, setPlace] = useState<Place>(null);
  const [evidence, setEvidence] = useState<string[]>([]);
  const record = useResponseStep((result: boolean) => {
    const position = place && { longitude: place.longitude, latitude: place.latitude };
    const check = { act, at, kept: result, seen, ordered: result ? '' : ordered, position, evidence };
    return checkEnterprise(id, { do: 'record', enterprise: enterprise.key, check });
  });
  return (
    <form
      className="check-page"
      onSubmit={(e) => {
        e.preventDefault();
        if (kept === null) return;
        record.mutate(kept, { onSuccess: () => void navigate(`${responseAddress(id)}?view=checks`) });
      }}
    >
      <Whom detail={detail} enterprise={enterprise} />
      <fieldset className="field">
        <legend>{t('responses.check.result')}</legend>
        {([true, false] as const).map((value) => (
          <label key={String(value)} className="check-field">
            <input type="radio" name="kept" required checked={kept === value} onChange={() => setKept(value)} />
            {t(value ? 'responses.check.kept' : 'responses.check.notKept')}
          </label>
        ))}
      </fieldset>
      <label className="field">
        {t(kept === false ? 'responses.check.seenNeeded' : 'responses.check.seen')}
        <textarea
          rows={3}
          maxLength={1000}
          required={kept === false}
          value={seen}
          onChange={(e) => setSeen(e.target.value)}
        />
      </label>
      {kept === false ? (
        <label className="field">
          {t('responses.check.ordered')}
          <textarea rows={2} maxLength={1000} required value={ordered} onChange={(e) => setOrdered(e.target.value)} />
        </label>
      ) : null}
      <label className="field">
        {t('responses.check.at')}
        <input type="datetime-local" required value={at} onChange={(e) => setAt(e.target.value)} />
      </label>
      <PlaceField place={place} busy={record.isPending} set={setPlace} />
      <EvidenceList ids={evidence} set={setEvidence} />
      <button type="submit" className="primary" disabled={record.isPending || kept === null}>
        {t('responses.check.save')}
      </button>
      {record.isError ? <Failed error={record.error} title={t('responses.notDone')} /> : null}
    </form>
  );
}

function Whom({ detail, enterprise }: { readonly detail: ResponseDetail; readonly enterprise: Enterprise }) {
  const { t } = useTranslation();
  const text = useText();
  const { contact, measure } = enterprise;
  const call = contact && !contact.masked && /^\d[\d-]{6,}$/.test(contact.phone);
  return (
    <section>
      <h2>{enterprise.name}</h2>
      <p>
        <b>{text(detail.row.levelName)}</b>
        {t('responses.colon')}
        {measure === '' ? t('responses.nothingToDo') : measure}
      </p>
      {contact && contact.person !== '' ? (
        <p>
          {contact.person} {call ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : contact.phone}
        </p>
      ) : null}
    </section>
  );
}
