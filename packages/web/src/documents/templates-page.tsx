import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import './documents.css';
import { addTemplate, chooseTemplate, templateAddress, templatesQuery } from './documents-queries.ts';
import { useDocumentStep } from './use-document-step.ts';

type Templates = Schemas['DocumentTemplates'][number];

/** The look of each kind of document, in the hands of the office. */
export function TemplatesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('documents.templates.title')} sub={t('documents.templates.sub')}>
      <Loaded query={useQuery(templatesQuery)} lines={8}>
        {(kinds) => (
          <div className="templates">
            {kinds.map((of) => (
              <Kind key={of.kind} of={of} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Kind({ of }: { readonly of: Templates }) {
  const { t } = useTranslation();
  const may = useMay('addDocumentTemplate');
  const add = useDocumentStep(addTemplate);
  const choose = useDocumentStep(chooseTemplate);
  const [current] = of.versions;
  const own = current?.own === true;
  const error = add.error ?? choose.error;
  return (
    <article>
      <header>
        <h3>{t(`documents.kind.${of.kind}`)}</h3>
        <span>{t('documents.templates.inUse', { name: own ? current.name : t('documents.templates.house') })}</span>
      </header>
      <p className="files">
        <a href={templateAddress(of.kind, own ? current.id : null)}>{t('documents.templates.take')}</a>
        {own ? <a href={templateAddress(of.kind, null)}>{t('documents.templates.takeHouse')}</a> : null}
      </p>
      {may ? (
        <p className="upload">
          <label className="field">
            {t('documents.templates.upload')}
            <input
              type="file"
              accept=".docx"
              disabled={add.isPending}
              onChange={(e) => {
                const [file] = e.target.files ?? [];
                if (file) add.mutate({ kind: of.kind, file });
                e.target.value = '';
              }}
            />
          </label>
          {own ? (
            <button type="button" onClick={() => choose.mutate({ kind: of.kind, version: null })}>
              {t('documents.templates.backHouse')}
            </button>
          ) : null}
        </p>
      ) : null}
      {add.isSuccess && !error ? <p role="status">{t('documents.templates.done')}</p> : null}
      {error ? <Failed error={error} /> : null}
      <Versions of={of} choose={may ? (version) => choose.mutate({ kind: of.kind, version }) : null} />
      <Places of={of} />
    </article>
  );
}

interface VersionsProps {
  readonly of: Templates;
  readonly choose: ((version: number) => void) | null;
}

function Versions({ of, choose }: VersionsProps) {
  const { t } = useTranslation();
  if (of.versions.length === 0) return null;
  return (
    <details>
      <summary>{t('documents.templates.versions')}</summary>
      <ul>
        {of.versions.map((version, i) => (
          <li key={version.id}>
            {version.own ? (
              <a href={templateAddress(of.kind, version.id)}>{version.name}</a>
            ) : (
              t('documents.templates.house')
            )}{' '}
            <small>{t('documents.templates.when', { by: version.by, at: momentText(version.at) })}</small>{' '}
            {i > 0 && version.own && choose ? (
              <button type="button" className="link" onClick={() => choose(version.id)}>
                {t('documents.templates.back')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The names that stand in braces in a template; official texts, not translated. */
function Places({ of }: { readonly of: Templates }) {
  const { t } = useTranslation();
  const single = of.places.filter((place) => place.within.length === 0);
  const tables = of.places.filter((place) => place.within.length > 0);
  return (
    <details>
      <summary>{t('documents.templates.places')}</summary>
      <p className="places" lang="zh">
        {single.map((place) => (
          <code key={place.name}>{`{${place.name}}`}</code>
        ))}
      </p>
      {tables.map((table) => (
        <p key={table.name} className="places" lang="zh">
          <code>{`{#${table.name}}`}</code>
          {table.within.map((name) => (
            <code key={name}>{`{${name}}`}</code>
          ))}
          <code>{`{/${table.name}}`}</code>
        </p>
      ))}
    </details>
  );
}
