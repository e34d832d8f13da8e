import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { carry } from '../shared/address.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import './documents.css';
import { draftAddress, draftQuery, publish, type Ask, type Kind, type Words } from './documents-queries.ts';
import { useDocumentStep } from './use-document-step.ts';
import { WordsForm } from './words-form.tsx';

type Draft = Schemas['DocumentDraft'];

/** A document as it would be published now. */
export function DraftPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const [words, setWords] = useState<Words>({});
  const ask: Ask = {
    kind: (params.get('kind') ?? '') as Kind,
    subject: params.get('subject') ?? '',
    variant: params.get('variant') ?? '',
    words,
  };
  const query = useQuery(draftQuery(ask));
  const draft = query.data;
  return (
    <Page
      title={draft ? t('documents.draft.title', { title: draft.title }) : t('documents.toMake.draft')}
      sub={
        draft ? (
          <>
            {t('documents.draft.sub', { number: draft.number, day: draft.day, template: draft.template })}{' '}
            <Simulated when={draft.simulated} />
          </>
        ) : (
          ''
        )
      }
    >
      <Loaded query={query} lines={12}>
        {(shown) => (
          <div className="draft">
            <div>
              <Checks draft={shown} />
              {query.isError ? <Failed error={query.error} /> : null}
              <Publish draft={shown} ask={ask} />
              <WordsForm kind={shown.kind} words={words} set={setWords} />
              <h2>{t('documents.draft.take')}</h2>
              <p className="files">
                {(shown.kind === 'evidence-pack'
                  ? (['docx', 'xlsx', 'zip'] as const)
                  : (['docx', 'xlsx'] as const)
                ).map((form) => (
                  <a key={form} href={draftAddress(ask, form)}>
                    {t(`documents.form.${form}`)}
                  </a>
                ))}
              </p>
            </div>
            <iframe
              className="paper"
              title={t('documents.draft.preview')}
              sandbox="allow-top-navigation-by-user-activation"
              srcDoc={shown.page}
            />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Checks({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section className="checks">
      <h2>{t('documents.draft.checks')}</h2>
      {draft.checks.length === 0 ? <p>{t('documents.draft.noChecks')}</p> : null}
      <ul>
        {draft.checks.map((check) => (
          <li key={check.code}>{text(check.text)}</li>
        ))}
        {draft.attached.length > 0 ? <li>{t('documents.draft.attached', { count: draft.attached.length })}</li> : null}
      </ul>
    </section>
  );
}

function Publish({ draft, ask }: { readonly draft: Draft; readonly ask: Ask }) {
  const { t } = useTranslation();
  const may = useMay('publish');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [sure, setSure] = useState(false);
  const [reason, setReason] = useState('');
  const step = useDocumentStep(publish);
  const { standing, checked } = draft;
  if (!may) return <p className="note">{t('documents.draft.officeOnly')}</p>;
  const go = () =>
    step.mutate(
      { ask, checked, replaces: standing === null ? null : { id: standing.id, reason } },
      { onSuccess: ({ id }) => void navigate(carry(`/documents/${id}`, params)), onError: () => setSure(false) },
    );
  return (
    <div className="publish">
      {step.isError ? <Failed error={step.error} /> : null}
      {standing === null ? null : (
        <label className="field">
          {t('documents.draft.standing', { number: standing.number })}
          <input
            value={reason}
            maxLength={500}
            aria-label={t('documents.draft.reason')}
            onChange={(e) => setReason(e.target.value)}
          />
        </label>
      )}
      {sure ? (
        <>
          <p>{t('documents.draft.sure', { number: draft.number })}</p>
          <button type="button" className="primary" disabled={step.isPending} onClick={go}>
            {t('documents.draft.confirm')}
          </button>{' '}
          <button type="button" onClick={() => setSure(false)}>
            {t('documents.draft.cancel')}
          </button>
        </>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={standing !== null && reason.trim() === ''}
          onClick={() => setSure(true)}
        >
          {t('documents.draft.publish')}
        </button>
      )}
    </div>
  );
}
