import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Go } from '../shared/go.tsx';
import { momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import './documents.css';
import {
  draftPath,
  fileAddress,
  paperQuery,
  publicationQuery,
  verify,
  withdraw,
  type Publication,
} from './documents-queries.ts';
import { Files } from './publication-table.tsx';
import { useDocumentStep } from './use-document-step.ts';

/** A document as it was published. */
export function PublicationPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(publicationQuery(Number(id)));
  const publication = query.data;
  return (
    <Page
      title={publication?.title ?? t('documents.title')}
      sub={
        publication ? (
          <>
            {publication.number} · {publication.day} · {t(`documents.kind.${publication.kind}`)}{' '}
            <Simulated when={publication.simulated} />
          </>
        ) : (
          ''
        )
      }
      actions={
        publication?.forms.includes('html') ? (
          <a className="pill" href={fileAddress(publication.id, 'html')} target="_blank" rel="noreferrer">
            {t('documents.one.print')}
          </a>
        ) : undefined
      }
    >
      <Loaded query={query} lines={10}>
        {(one) => (
          <>
            <Withdrawn of={one} />
            <div className="draft">
              <div>
                <dl className="facts-of-one">
                  <dt>{t('documents.one.number')}</dt>
                  <dd>{one.number}</dd>
                  <dt>{t('documents.one.date')}</dt>
                  <dd>{one.day}</dd>
                  <dt>{t('documents.one.published')}</dt>
                  <dd>
                    {one.by === null
                      ? momentText(one.at)
                      : t('documents.one.by', { name: one.by, at: momentText(one.at) })}
                  </dd>
                  <dt>{t('documents.list.files')}</dt>
                  <dd>
                    <Files id={one.id} forms={one.forms} />
                  </dd>
                </dl>
                <Verify id={one.id} />
                <Withdraw of={one} />
                <Basis of={one} />
              </div>
              {one.forms.includes('html') ? (
                <figure className="paper-figure">
                  <figcaption className="note">{t('documents.one.frozen')}</figcaption>
                  <Paper of={one} />
                </figure>
              ) : null}
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Paper({ of }: { readonly of: Publication }) {
  return (
    <Loaded query={useQuery(paperQuery(of.id))} lines={10}>
      {(page) => (
        <iframe className="paper" title={of.title} sandbox="allow-top-navigation-by-user-activation" srcDoc={page} />
      )}
    </Loaded>
  );
}

function Withdrawn({ of }: { readonly of: Publication }) {
  const { t } = useTranslation();
  const { withdrawn, replacedBy, replaces } = of;
  return (
    <>
      {withdrawn === null ? null : (
        <p className="failed">
          {withdrawn.by === null
            ? t('documents.one.withdrawn', { at: momentText(withdrawn.at), reason: withdrawn.reason })
            : t('documents.one.withdrawnBy', {
                name: withdrawn.by,
                at: momentText(withdrawn.at),
                reason: withdrawn.reason,
              })}{' '}
          {replacedBy === null ? null : <Go to={`/documents/${replacedBy}`}>{t('documents.one.replacedBy')}</Go>}
        </p>
      )}
      {replaces === null ? null : (
        <p>
          <Go to={`/documents/${replaces}`}>{t('documents.one.replaces')}</Go>
        </p>
      )}
    </>
  );
}

/** Makes the document again out of what was frozen and says whether every byte is the same. */
function Verify({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const text = useText();
  const may = useMay('verifyPublications');
  const step = useDocumentStep(verify);
  if (!may) return null;
  const [check] = step.data ?? [];
  return (
    <section className="verify">
      <button type="button" disabled={step.isPending} onClick={() => step.mutate(id)}>
        {step.isPending ? t('documents.one.verifying') : t('documents.one.verify')}
      </button>{' '}
      {step.isError ? <Failed error={step.error} /> : null}
      {check ? (
        <>
          <span role="status" className={`chip ${check.sound ? 'met' : 'not-met'}`}>
            {t(check.sound ? 'documents.one.sound' : 'documents.one.notSound')}
          </span>
          {check.why === null ? null : <p>{text(check.why)}</p>}
          <ul>
            {check.forms.map(({ form, stored, again }) => (
              <li key={form}>
                {t(`documents.form.${form}`)}: {t(`documents.one.stored.${stored}`)},{' '}
                {t(`documents.one.again.${again}`)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Withdraw({ of }: { readonly of: Publication }) {
  const { t } = useTranslation();
  const may = useMay('withdrawPublication');
  const step = useDocumentStep(withdraw);
  const [reason, setReason] = useState('');
  if (!may || of.withdrawn !== null) return null;
  return (
    <details>
      <summary>{t('documents.one.withdraw')}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          step.mutate({ id: of.id, reason });
        }}
      >
        {step.isError ? <Failed error={step.error} /> : null}
        <label className="field">
          {t('documents.one.withdrawReason')}
          <input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
        </label>
        <span className="actions">
          <button type="submit" disabled={reason.trim() === '' || step.isPending}>
            {t('documents.one.withdrawSure')}
          </button>
          <Go to={draftPath(of)}>{t('documents.one.again2')}</Go>
        </span>
      </form>
    </details>
  );
}

/** What the document can be made again from. */
function Basis({ of }: { readonly of: Publication }) {
  const { t } = useTranslation();
  const rules = Object.entries(of.rules);
  return (
    <details className="basis">
      <summary>{t('documents.one.basis')}</summary>
      <h3>{t('documents.one.rules')}</h3>
      {rules.length === 0 ? <p>{t('documents.one.noRules')}</p> : null}
      <ul>
        {rules.map(([name, version]) => (
          <li key={name}>
            <code>
              {name.replace(/^edition:/, '')} {name.startsWith('edition:') ? '' : version}
            </code>
          </li>
        ))}
      </ul>
      <h3>{t('documents.one.template')}</h3>
      <p>
        {of.template.name} <code>{of.template.sha256}</code>
      </p>
      <h3>{t('documents.one.program')}</h3>
      <p>{of.program}</p>
      <h3>{t('documents.one.hashes')}</h3>
      <ul>
        {of.files.map(({ form, sha256 }) => (
          <li key={form}>
            {t(`documents.form.${form}`)} <code>{sha256}</code>
          </li>
        ))}
      </ul>
      {of.attached.length === 0 ? null : (
        <>
          <h3>{t('documents.one.attached')}</h3>
          <ul>
            {of.attached.map(({ name, id }) => (
              <li key={name}>
                <a href={`/api/v1/evidence/${id}/content`} target="_blank" rel="noreferrer">
                  {name}
                </a>{' '}
                <code>{id}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
