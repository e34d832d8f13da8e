import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FLAGS, type Flag } from '@qingshan/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { INPUTS_PAGE, inputsQuery } from '../api/queries.ts';
import { csvOf } from '../shared/csv.ts';
import { download } from '../shared/download.ts';
import { count, momentText, figureText } from '../shared/format.ts';
import { Loaded } from '../shared/loaded.tsx';
import { useWords } from '../shared/use-words.ts';

const COLUMNS = ['site', 'parameter', 'time', 'value', 'unit', 'flag', 'batch', 'received', 'revision'] as const;
type Row = Schemas['InputRows']['rows'][number];

const isFlag = (flag: string): flag is Flag => (FLAGS as readonly string[]).includes(flag);

/** The hourly rows behind a figure, a page at a time. */
export function InputRows({ id }: { readonly id: string }) {
  const [offset, setOffset] = useState(0);
  const query = useQuery(inputsQuery(id, offset));
  return <Loaded query={query}>{(page) => <RowsPage id={id} page={page} go={setOffset} />}</Loaded>;
}

interface RowsPageProps {
  readonly id: string;
  readonly page: Schemas['InputRows'];
  readonly go: (offset: number) => void;
}

function RowsPage({ id, page, go }: RowsPageProps) {
  const { t } = useTranslation();
  if (page.total === 0) return <p className="note">{t('explain.dataNone')}</p>;
  const to = page.offset + page.rows.length;
  return (
    <>
      <div className="section-head">
        <p>{t('explain.dataRows', { count: page.total })}</p>
        <CsvButton id={id} total={page.total} />
      </div>
      <div className="scroll input-rows" tabIndex={0} role="region" aria-label={t('explain.data')}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} className={column === 'value' ? 'n' : ''}>
                  {t(`explain.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <InputRow key={`${row.site} ${row.parameter} ${row.time} ${row.revision}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="pager screen-only">
        <button type="button" disabled={page.offset === 0} onClick={() => go(Math.max(0, page.offset - INPUTS_PAGE))}>
          {t('explain.previous')}
        </button>{' '}
        {t('explain.page', { from: count(page.offset + 1), to: count(to) })}{' '}
        <button type="button" disabled={to >= page.total} onClick={() => go(to)}>
          {t('explain.next')}
        </button>
      </p>
    </>
  );
}

function InputRow({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <tr className={row.flag === 'valid' ? '' : 'set-aside'}>
      <td>{row.site}</td>
      <td>{words(row.parameter)}</td>
      <td>{momentText(row.time)}</td>
      <td className="n">{figureText(String(row.value))}</td>
      <td>{row.unitText}</td>
      <td>{isFlag(row.flag) ? t(`explain.flag.${row.flag}`) : row.flag}</td>
      <td>{row.batch}</td>
      <td>{momentText(row.received)}</td>
      <td>{row.revision}</td>
    </tr>
  );
}

const CSV_PAGE = 5000;

/** Collects all rows, page by page, into one file. */
function CsvButton({ id, total }: { readonly id: string; readonly total: number }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [done, setDone] = useState<number | null>(null);
  const collect = async (): Promise<void> => {
    const rows: Row[] = [];
    try {
      while (rows.length < total) {
        setDone(rows.length);
        const page = await queries.fetchQuery(inputsQuery(id, rows.length, CSV_PAGE));
        if (page.rows.length === 0) break;
        rows.push(...page.rows);
      }
      const head = COLUMNS.map((column) => t(`explain.column.${column}`));
      const cells = rows.map((r) => [
        r.site,
        r.parameter,
        r.time,
        r.value,
        r.unitText,
        r.flag,
        r.batch,
        r.received,
        r.revision,
      ]);
      download(`${id}.csv`, 'text/csv', csvOf(head, cells));
    } finally {
      setDone(null);
    }
  };
  return (
    <button type="button" className="screen-only" disabled={done !== null} onClick={() => void collect()}>
      {done === null ? t('app.downloadCsv') : t('explain.csvBusy', { done, total })}
    </button>
  );
}
