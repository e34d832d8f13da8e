import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { SelectField } from '../shared/fields.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { caseAddress, caseDeskQuery, openCase, useCaseStep } from './cases-queries.ts';
import './cases.css';

const SOURCES = ['patrol', 'complaint', 'exceedance', 'inspection'] as const;
const NOBODY: Schemas['Complainant'] = { name: '', phone: '', address: '', text: '' };

/** A new case, as an officer or patrol finds it. */
export function NewCasePage() {
  const { t } = useTranslation();
  const query = useQuery(caseDeskQuery);
  return (
    <Page title={t('cases.form.title')}>
      <Loaded query={query} lines={8}>
        {(desk) => <Form desk={desk} />}
      </Loaded>
    </Page>
  );
}

function Form({ desk }: { readonly desk: Schemas['CaseDesk'] }) {
  const { t } = useTranslation();
  const text = useText();
  const navigate = useNavigate();
  const [source, setSource] = useState<(typeof SOURCES)[number]>('patrol');
  const [title, setTitle] = useState('');
  const [topic, setTopic] = useState(desk.topics[0]?.id ?? '');
  const [town, setTown] = useState('');
  const [place, setPlace] = useState('');
  const [received, setReceived] = useState(desk.now);
  const [cause, setCause] = useState('');
  const [person, setPerson] = useState(NOBODY);
  const open = useCaseStep(openCase);
  const save = () => {
    const complainant = source === 'complaint' ? person : null;
    const body = { source, title, topic, town: town || null, place, position: null, received, cause, complainant };
    open.mutate(body, { onSuccess: ({ id }) => void navigate(caseAddress(id)) });
  };
  return (
    <form
      className="case-form"
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
    >
      <SelectField
        name={t('cases.form.source')}
        value={source}
        set={(value) => setSource(SOURCES.find((known) => known === value) ?? 'patrol')}
      >
        {SOURCES.map((one) => (
          <option key={one} value={one}>
            {t(`cases.source.${one}`)}
          </option>
        ))}
      </SelectField>
      <label className="field">
        {t('cases.form.name')}
        <input required value={title} maxLength={200} onChange={(e) => setTitle(e.target.value)} />
      </label>
      <SelectField name={t('cases.form.topic')} value={topic} set={setTopic}>
        {desk.topics.map(({ id, name }) => (
          <option key={id} value={id}>
            {text(name)}
          </option>
        ))}
      </SelectField>
      <SelectField name={t('cases.form.town')} value={town} set={setTown}>
        <option value="">{t('cases.form.unknownTown')}</option>
        {desk.towns.map(({ id, name }) => (
          <option key={id} value={id}>
            {text(name)}
          </option>
        ))}
      </SelectField>
      <Line name={t('cases.form.place')} value={place} set={setPlace} limit={200} />
      <label className="field">
        {t('cases.form.received')}
        <input
          type="datetime-local"
          required
          value={received}
          max={desk.now}
          onChange={(e) => setReceived(e.target.value)}
        />
      </label>
      <Line name={t('cases.form.cause')} value={cause} set={setCause} limit={400} />
      {source === 'complaint' ? (
        <>
          <Line
            name={t('cases.complainant.name')}
            value={person.name}
            set={(name) => setPerson({ ...person, name })}
            limit={60}
          />
          <Line
            name={t('cases.complainant.phone')}
            value={person.phone}
            set={(phone) => setPerson({ ...person, phone })}
            limit={40}
          />
          <Line
            name={t('cases.complainant.address')}
            value={person.address}
            set={(address) => setPerson({ ...person, address })}
            limit={200}
          />
          <label className="field">
            {t('cases.complainant.text')}
            <textarea
              rows={4}
              maxLength={2000}
              value={person.text}
              onChange={(e) => setPerson({ ...person, text: e.target.value })}
            />
          </label>
          <p className="note">{t('cases.complainant.note')}</p>
        </>
      ) : null}
      {open.isError ? <Failed error={open.error} /> : null}
      <span className="actions">
        <button type="submit" className="primary" disabled={open.isPending}>
          {t('cases.form.save')}
        </button>
      </span>
    </form>
  );
}

interface LineProps {
  readonly name: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** Characters at most */
  readonly limit: number;
}

function Line({ name, value, set, limit }: LineProps) {
  return (
    <label className="field">
      {name}
      <input value={value} maxLength={limit} onChange={(e) => set(e.target.value)} />
    </label>
  );
}
