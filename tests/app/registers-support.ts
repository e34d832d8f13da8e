import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import type { Application, views } from '@qingshan/app';
import { expect } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The sample workbook that a register comes with. */
export function sampleWorkbook(register: string): Uint8Array {
  return readFileSync(join(ROOT, 'packages/registers/src', register, 'sample.xlsx'));
}

/** A workbook as people make them. */
export function workbook(rows: readonly (readonly (string | number | null)[])[]): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((r) => [...r])), 'Sheet1');
  const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx' });
  return new Uint8Array(bytes);
}

/** Asks for a job until it is in one of the states. */
export async function until(
  application: Application,
  job: string,
  states: readonly views.ImportJobView['state'][],
): Promise<views.ImportJobView> {
  return expect
    .poll(() => application.registerImportJob(job), { timeout: 60_000, interval: 20 })
    .toSatisfy((view: views.ImportJobView) => states.includes(view.state))
    .then(() => application.registerImportJob(job));
}

/** Checks and stores a workbook. */
export async function importWorkbook(
  application: Application,
  register: string,
  bytes: Uint8Array,
  skipRefused = false,
): Promise<views.ImportJobView> {
  const { id } = await application.startRegisterImport(register, { name: `${register}.xlsx`, bytes });
  const checked = await until(application, id, ['checked', 'failed']);
  if (checked.state === 'failed') return checked;
  await application.commitRegisterImport(id, { skipRefused });
  return until(application, id, ['stored', 'failed']);
}
