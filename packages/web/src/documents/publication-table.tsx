import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Simulated } from '../shared/marks.tsx';
import { fileAddress, type PublicationSummary } from './documents-queries.ts';

/** Published documents, the newest first. */
export function PublicationTable({ rows }: { readonly rows: readonly PublicationSummary[] }) {
  const { t } = useTranslation();
  const named = rows.some((row) => row.by !== null);
  return (
    <table className="cards publications">
      <thead>
        <tr>
          <th>{t('documents.list.number')}</th>
          <th>{t('documents.list.document')}</th>
          <th>{t('documents.list.kind')}</th>
          <th>{t('documents.list.date')}</th>
          {named ? <th>{t('documents.list.by')}</th> : null}
          <th>{t('documents.list.files')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.withdrawn === null ? '' : 'set-aside'}>
            <td className="rank">{row.number}</td>
            <th scope="row">
              <Go to={`/documents/${row.id}`}>{row.title}</Go> <Simulated when={row.simulated} />{' '}
              {row.withdrawn === null ? null : <span className="chip no-data">{t('documents.list.withdrawn')}</span>}
            </th>
            <td data-label={t('documents.list.kind')}>{t(`documents.kind.${row.kind}`)}</td>
            <td data-label={t('documents.list.date')}>{row.day}</td>
            {named ? <td data-label={t('documents.list.by')}>{row.by}</td> : null}
            <td>
              <Files id={row.id} forms={row.forms} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Links to the bytes as they were published. */
export function Files({ id, forms }: Pick<PublicationSummary, 'id' | 'forms'>) {
  const { t } = useTranslation();
  return (
    <span className="files">
      {forms
        .filter((form) => form !== 'html')
        .map((form) => (
          <a key={form} href={fileAddress(id, form)}>
            {t(`documents.form.${form}`)}
          </a>
        ))}
    </span>
  );
}
