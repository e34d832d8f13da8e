import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { standardQuery } from '../api/queries.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { QuotedNote } from '../shared/quoted.tsx';
import { useText } from '../shared/use-text.ts';
import { ConfirmFigures } from './confirm-figures.tsx';
import { FigureTable } from './figure-table.tsx';
import './standards.css';
import { useValidity } from './use-validity.ts';

/** Tables of several stages share a name. */
const anchorOf = (table: Schemas['StandardTable']): string =>
  table.valid === null ? table.name : `${table.name}-${table.valid.from}`;

/** What of an edition stands as its document has it. */
const quotations = ({ summary, tables }: Schemas['EditionDetail']): string[] => [
  summary.number,
  ...tables.flatMap((table) => table.figures.map((f) => f.clause.clause)),
];

export function StandardPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(standardQuery(id));
  const summary = query.data?.summary;
  return (
    <Page
      title={summary ? `${summary.number} ${text(summary.title)}` : t('standards.title')}
      sub={summary ? text(summary.issuer) : ''}
      actions={<PrintButton />}
    >
      <Loaded query={query} lines={10}>
        {(detail) => <StandardBody detail={detail} />}
      </Loaded>
    </Page>
  );
}

function StandardBody({ detail }: { readonly detail: Schemas['EditionDetail'] }) {
  const { t } = useTranslation();
  const text = useText();
  const validity = useValidity();
  const { summary, supersedes, sources, notes, tables } = detail;
  return (
    <>
      <dl className="pairs">
        <dt>{t('standards.inForce')}</dt>
        <dd>
          {validity(summary)} {summary.pinned ? <span className="tag pinned">{t('standards.pinned')}</span> : null}
        </dd>
        {supersedes.length === 0 ? null : (
          <>
            <dt>{t('standards.supersedes')}</dt>
            <dd>
              {supersedes.map((id) => (
                <Go key={id} to={`/standards/${id}`}>
                  {id}
                </Go>
              ))}
            </dd>
          </>
        )}
        <dt>{t('standards.certainty')}</dt>
        <dd>
          {t('standards.figures', { count: summary.figures })} ·{' '}
          {summary.toBeChecked === 0
            ? t('standards.allRead')
            : t('standards.toBeChecked', { count: summary.toBeChecked })}
        </dd>
        <dt>{t('standards.sources')}</dt>
        <dd>
          {sources.map((source) => (
            <div key={source.where}>
              {source.what} · <span className="note">{source.where}</span>
            </div>
          ))}
        </dd>
      </dl>
      {notes.length === 0 ? null : (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note.en}>{text(note)}</li>
          ))}
        </ul>
      )}
      <QuotedNote of={quotations(detail)} />
      <nav aria-label={t('standards.tables')} className="table-links screen-only">
        {tables.map((table) => (
          <a key={anchorOf(table)} href={`#${anchorOf(table)}`}>
            {text(table.title)}
          </a>
        ))}
      </nav>
      {tables.map((table) => (
        <section key={anchorOf(table)} id={anchorOf(table)} className="standard-table">
          <h2>{text(table.title)}</h2>
          {table.valid === null ? null : (
            <p className="note">
              {t('standards.valid')} {validity(table.valid)}
            </p>
          )}
          <FigureTable table={table} />
          <ConfirmFigures edition={summary.id} table={table} />
        </section>
      ))}
    </>
  );
}
