import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWorkbook, type SheetCell } from '@qingshan/documents';
import { parse } from 'yaml';
import { z } from 'zod';

/** Writes `examples/case-export/export.xlsx` from its rows. */

const FOLDER = join(import.meta.dirname, '../examples/case-export');
const SAMPLE = '示例（模拟数据），均为虚构';
const COLUMN_WIDTH = 16;

const exportFile = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** @param change what another export says instead */
export function caseExport(change: (row: string[]) => string[] = (row) => row): Uint8Array {
  const { columns, rows } = exportFile.parse(parse(readFileSync(join(FOLDER, 'export.yaml'), 'utf8')));
  const head = columns.map((text): SheetCell => ({ text, style: 'head' }));
  const body = rows
    .map(change)
    .map((row) => row.map((text): SheetCell | null => (text === '' ? null : { text, style: 'text' })));
  return writeWorkbook({
    title: '12345 工单导出（模拟数据）',
    sheets: [
      {
        name: '工单',
        widths: columns.map(() => COLUMN_WIDTH),
        rows: [[{ text: SAMPLE, style: 'mark' }], head, ...body],
        merges: [],
        repeat: [1, 1],
        landscape: true,
        pageHead: SAMPLE,
      },
    ],
  });
}

if (import.meta.main) writeFileSync(join(FOLDER, 'export.xlsx'), caseExport());
