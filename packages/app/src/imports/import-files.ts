import { dayOfDate, QingshanError, type Day } from '@qingshan/kernel';
import {
  repeatsBetween,
  type Fault,
  type ParsedFile,
  type Source,
  type SourceContext,
  type SourceFile,
} from '@qingshan/sources';
import type { BatchComparison, BatchRecord } from '../ports.ts';
import { todayOf, type Workspace } from '../workspace.ts';
import { compareParsed, storeBatch } from './store-batch.ts';

export interface FilePreview {
  readonly file: string;
  readonly refused: boolean;
  readonly rows: number;
  readonly values: number;
  readonly faults: readonly Fault[];
}

/** What an import would do; `parsed` is kept so that committing does not read the files again. */
export interface ImportPreview {
  readonly source: string;
  readonly files: readonly FilePreview[];
  readonly comparison: BatchComparison;
  readonly refused: boolean;
  readonly parsed: readonly ParsedFile[];
}

export interface ImportProgress {
  (file: string, bytes: number): void;
}

/** The sites that a file may name, by id and by every name. */
export function sourceContext(workspace: Workspace): SourceContext {
  const sites = new Map<string, string>();
  for (const site of workspace.district.sites) {
    for (const name of [site.id, site.name.zh, site.name.en, ...site.aliases]) sites.set(name, site.id);
  }
  return { parameters: workspace.standards.parameters, sites, ...possibleDays(workspace) };
}

/** The days of which there can be data. */
export function possibleDays(workspace: Workspace): { readonly earliest: Day; readonly latest: Day } {
  const earliest = dayOfDate(1970, 1, 2) as Day;
  // Data may be newer than the demonstration's today, never newer than the real one.
  const latest = Math.max(todayOf({ ...workspace, demonstration: null }), todayOf(workspace)) + 1;
  return { earliest, latest };
}

/**
 * Reads files and says what importing them would change, value by value. Writes nothing.
 */
export async function previewImport(
  workspace: Workspace,
  source: Source,
  files: readonly SourceFile[],
  progress?: ImportProgress,
): Promise<ImportPreview> {
  const context = sourceContext(workspace);
  const parsed: ParsedFile[] = [];
  for (const file of files) parsed.push(await source.parse(file, context, (bytes) => progress?.(file.name, bytes)));
  const usable = parsed.filter((p) => !p.refused).map((p) => p.observations);
  const comparison = await compareParsed(workspace, usable);
  const repeats = repeatsBetween(parsed);
  return {
    source: source.id,
    files: parsed.map((p) => ({
      file: p.file,
      refused: p.refused,
      rows: p.rows,
      values: p.observations.time.length,
      faults: [...p.faults, ...repeats.filter((f) => f.file === p.file)],
    })),
    comparison,
    refused: parsed.some((p) => p.refused),
    parsed,
  };
}

/**
 * Stores a previewed import as one batch. Nothing is stored when a file was refused, unless `skipRefused`.
 *
 * @returns the batch, or `null` when there was nothing new
 * @throws QingshanError `bad-file` when a file was refused
 */
export async function commitImport(
  workspace: Workspace,
  preview: ImportPreview,
  options: { readonly skipRefused?: boolean } = {},
): Promise<BatchRecord | null> {
  const refused = preview.files.filter((f) => f.refused);
  if (refused.length > 0 && options.skipRefused !== true) {
    const first = refused[0]?.faults.find((f) => f.severity === 'refused');
    throw new QingshanError('bad-file', {
      file: refused.map((f) => f.file).join(', '),
      why: first?.text ?? { zh: '文件被拒绝', en: 'the file is refused' },
      hint: {
        zh: '没有导入任何内容。可去掉这些文件，或用 --skip-refused 只导入其余文件。',
        en: 'Nothing was imported. Leave these files out, or import the others only with --skip-refused.',
      },
    });
  }
  if (preview.comparison.added + preview.comparison.corrected === 0) return null;
  const parsed = preview.parsed.filter((p) => !p.refused);
  return storeBatch(workspace, {
    source: preview.source,
    files: parsed.map((p) => p.file),
    simulated: false,
    parsed: parsed.map((p) => p.observations),
    faults: preview.files.flatMap((f) => f.faults),
  });
}

/**
 * Takes a whole batch out of all answers from now on.
 *
 * @throws QingshanError `not-found`, `batch-state` when it is not committed
 */
export async function undoBatch(workspace: Workspace, id: number): Promise<BatchRecord> {
  const batch = await workspace.registry.batch(id);
  if (batch.state !== 'committed') throw new QingshanError('batch-state', { id, state: batch.state, verb: '撤销' });
  const at = workspace.clock.now();
  await workspace.observations.undo(id, at);
  await workspace.registry.setBatch(id, { state: 'undone', undoneAt: at });
  await workspace.observations.refresh();
  return { ...batch, state: 'undone', undoneAt: at };
}
