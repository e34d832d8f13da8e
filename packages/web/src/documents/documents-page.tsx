import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { SearchField, SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import './documents.css';
import { draftPath, publicationsQuery, toMakeQuery, type Kind } from './documents-queries.ts';
import { OtherDraft } from './other-draft.tsx';
import { PublicationTable } from './publication-table.tsx';

const KINDS = [
  'monthly-bulletin',
  'supervision-letter',
  'summary',
  'town-ranking',
  'score-sheet',
  'response-review',
  'register-ledger',
  'evidence-pack',
] as const satisfies readonly Kind[];

/** What has to be made, and everything that was published. */
export function DocumentsPage() {
  const { t } = useTranslation();
  const mayDraft = useMay('documentDraft');
  return (
    <Page
      title={t('documents.title')}
      sub={t(mayDraft ? 'documents.sub' : 'documents.publicSub')}
      actions={
        <>
          {mayDraft ? (
            <Go className="button" to="/documents/templates">
              {t('documents.templates.link')}
            </Go>
          ) : null}
          <PrintButton />
        </>
      }
    >
      {mayDraft ? <ToMake /> : null}
      <Published />
    </Page>
  );
}

function ToMake() {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section className="screen-only">
      <h2>{t('documents.toMake.title')}</h2>
      <Loaded query={useQuery(toMakeQuery)} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('documents.toMake.none')}</p>
          ) : (
            <ul className="to-make">
              {items.map((item) => (
                <li key={`${item.kind} ${item.subject}`}>
                  <Go to={draftPath(item)}>{text(item.title)}</Go>
                  <small>{text(item.why)}</small>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <OtherDraft />
    </section>
  );
}

function Published() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const kind = KINDS.find((k) => k === address.get('kind'));
  const text = address.get('text');
  const filtered = kind !== undefined || text !== null;
  const query = useQuery(publicationsQuery({ ...(kind ? { kind } : {}), ...(text ? { text } : {}) }));
  return (
    <section>
      <h2>{t('documents.list.title')}</h2>
      <div className="filters">
        <SelectField name={t('documents.list.kind')} value={kind ?? ''} set={(value) => change({ kind: value })}>
          <option value="">{t('app.all')}</option>
          {KINDS.map((k) => (
            <option key={k} value={k}>
              {t(`documents.kind.${k}`)}
            </option>
          ))}
        </SelectField>
        <SearchField
          name={t('documents.list.search')}
          hint={t('documents.list.hint')}
          value={text}
          set={(value) => change({ text: value })}
        />
      </div>
      <Loaded query={query} lines={5}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="empty">{t(filtered ? 'documents.list.noneFound' : 'documents.list.none')}</p>
          ) : (
            <>
              <p role="status">{t('documents.list.count', { count: rows.length })}</p>
              <PublicationTable rows={rows} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}
