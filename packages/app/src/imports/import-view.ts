import type { Fault } from '@qingshan/sources';
import type * as views from '../views/index.ts';
import type { WatchedBatch } from '../watch/watch.ts';
import type { ImportPreview } from './import-files.ts';

/** Findings that are shown; a file in which everything is wrong has one for every row. */
const SHOWN = 200;

/** What was found in a file, without the file. */
export function findingView({ code, severity, row, column, value, text }: Fault): views.IntakeFindingView {
  return { code, severity, row, column, value, text };
}

/** One file, and what importing it changes, or has changed where there is a batch. */
export function importView(preview: ImportPreview, batch: WatchedBatch | null): views.ObservationImportView {
  const { added, corrected, unchanged } = batch ?? preview.comparison;
  const findings = preview.files.flatMap(({ faults }) => faults);
  return {
    source: preview.source,
    file: preview.files.map(({ file }) => file).join(' '),
    refused: preview.refused,
    rows: preview.files.reduce((sum, { rows }) => sum + rows, 0),
    values: preview.files.reduce((sum, { values }) => sum + values, 0),
    added,
    corrected,
    unchanged,
    findings: findings.slice(0, SHOWN).map(findingView),
    found: findings.length,
    batch: batch?.id ?? null,
    opened: [...(batch?.watched?.opened ?? [])],
  };
}
