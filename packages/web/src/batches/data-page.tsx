import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { batchesQuery, undoBatch, workspaceQuery } from '../api/queries.ts';
import { useAddress } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { count, momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page } from '../shared/page.tsx';
import { Pager } from '../shared/pager.tsx';
import { useMay } from '../shared/use-may.ts';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';
import { useWords } from '../shared/use-words.ts';
import { ImportForm } from './import-form.tsx';

const COLUMNS = ['id', 'source', 'files', 'received', 'state', 'added', 'corrected', 'unchanged', 'faults'] as const;
const FIGURES: ReadonlySet<string> = new Set(['added', 'corrected', 'unchanged', 'faults']);

const BY = ['others', 'devices'] as const;
const PAGE = 100;

/** What has been imported, and how to import more. */
export function DataPage() {
  const { t } = useTranslation();
  const workspace = useQuery(workspaceQuery).data;
  const [address, change] = useAddress();
  const by = BY.find((one) => one === address.get('by'));
  const offset = Math.max(0, Number(address.get('offset')) || 0);
  const query = useQuery(batchesQuery({ ...(by ? { by } : {}), offset, limit: PAGE }));
  const mayImport = useMay('commitImport');
  const extent = workspace?.extent ?? null;
  return (
    <Page
      title={extent === null ? t('data.title') : t('data.extent', { first: extent.first, last: extent.last })}
      sub={t('data.sub')}
    >
      {mayImport && query.data ? (
        <>
          <h2>{t('data.import')}</h2>
          <ImportForm sources={query.data.sources} />
        </>
      ) : null}
      <h2>{t('data.batches')}</h2>
      <div className="filters">
        <SelectField
          name={t('data.by')}
          value={by ?? ''}
          set={(next) => change({ by: next === '' ? null : next, offset: null })}
        >
          <option value="">{t('data.byAll')}</option>
          {BY.map((one) => (
            <option key={one} value={one}>
              {t(`data.bys.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Loaded query={query} lines={5}>
        {({ batches, total }) => (
          <>
            {batches.length === 0 ? <p className="empty">{t('data.empty')}</p> : <Batches of={batches} />}
            <Pager
              offset={offset}
              size={PAGE}
              total={total}
              go={(next) => change({ offset: next ? `${next}` : null })}
            />
          </>
        )}
      </Loaded>
      <HowToImport />
    </Page>
  );
}

function Batches({ of }: { readonly of: readonly Schemas['Batch'][] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} className={FIGURES.has(column) ? 'n' : ''}>
                {t(`data.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((batch) => (
            <BatchRow key={batch.id} batch={batch} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BatchRow({ batch: b }: { readonly batch: Schemas['Batch'] }) {
  const { t } = useTranslation();
  const mayUndo = useMay('undoBatch');
  const undo = useRefreshingStep(undoBatch, (queries) => queries.invalidateQueries());
  const words = useWords();
  return (
    <tr className={b.state === 'undone' || b.state === 'failed' ? 'set-aside' : ''}>
      <th scope="row">{b.id}</th>
      <td>
        {words(b.source)} <Simulated when={b.simulated} />
      </td>
      <td>{b.files.join(t('app.listSep'))}</td>
      <td className="nowrap">{momentText(b.received)}</td>
      <td>
        {t(`data.state.${b.state}`)}
        {b.undoneAt === null ? null : (
          <span className="note"> {t('data.undoneAt', { at: momentText(b.undoneAt) })}</span>
        )}{' '}
        {mayUndo && b.state === 'committed' ? (
          <button
            type="button"
            className="link screen-only"
            disabled={undo.isPending}
            onClick={() => confirm(t('data.sureUndo', { id: b.id })) && undo.mutate(b.id)}
          >
            {t('data.undo')}
          </button>
        ) : null}
        {undo.error ? <Failed error={undo.error} /> : null}
      </td>
      <td className="n">{count(b.added)}</td>
      <td className="n">{count(b.corrected)}</td>
      <td className="n">{count(b.unchanged)}</td>
      <td className="n">{count(b.faults)}</td>
    </tr>
  );
}

function HowToImport() {
  const { t } = useTranslation();
  return (
    <section className="screen-only">
      <h2>{t('data.how')}</h2>
      <p>{t('data.howText')}</p>
      <p>{t('data.howBjmemc')}</p>
      <pre className="json">npx qingshan import bjmemc beijing_2023.csv.gz</pre>
      <p>{t('data.howLong')}</p>
      <pre className="json">npx qingshan import table observations.xlsx</pre>
      <p>{t('data.howUndo')}</p>
      <pre className="json">npx qingshan undo 2</pre>
    </section>
  );
}
