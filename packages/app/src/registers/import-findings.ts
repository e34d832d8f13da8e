import type { Actor } from '@qingshan/campaign';
import { columnName, columnsOf, maySee } from '@qingshan/registers';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { Books } from './books.ts';
import type { ImportJobs } from './import-jobs.ts';

const MASKED = {
  zh: '这一格有问题，其内容您无权查看。请由上传的人更正。',
  en: 'Something is wrong with this cell, which you may not see. Whoever brought the workbook must mend it.',
};

/**
 * What was found in the rows of a workbook. Whoever brought it knows what is in it; to others a cell that their role may
 * not see is not shown. @throws QingshanError `not-found`
 */
export async function showFindings(
  books: Books,
  jobs: ImportJobs,
  { id: reader, role }: Actor,
  id: string,
  { severity, offset, limit }: views.FindingQuery,
): Promise<z.output<typeof views.importFindings>> {
  const { job, findings } = await jobs.findings(id);
  const columns = columnsOf(books.definition(job.register));
  const chosen = findings.filter((f) => severity === undefined || f.severity === severity);
  return {
    total: chosen.length,
    findings: chosen.slice(offset, offset + limit).map(({ row, key, code, column, value, text, severity: how }) => {
      const found = columns.find((c) => c.id === column || c.field.id === column);
      const name = found ? (found.id === column ? columnName(found) : found.field.name) : null;
      const seen = !found || reader === job.by.id || maySee(found.field, role);
      const shown = seen ? { value, text } : { value: null, text: MASKED };
      return { row, key, code, severity: how, column, columnName: name, ...shown };
    }),
  };
}
