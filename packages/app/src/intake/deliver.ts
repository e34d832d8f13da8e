import { createHash } from 'node:crypto';
import type { Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { sourceById } from '@qingshan/sources';
import { commitImport, previewImport, type ImportPreview } from '../imports/import-files.ts';
import { findingView } from '../imports/import-view.ts';
import { pairsOf } from '../imports/columns.ts';
import type { BatchRecord } from '../ports.ts';
import type * as views from '../views/index.ts';
import { withWatch, type WatchedBatch } from '../watch/watch.ts';
import type { WatchCause, Watched } from '../watch/watch-observations.ts';
import type { Workspace } from '../workspace.ts';

/** A file that comes in by itself. */
export interface Incoming {
  /** The door: `key:<id>`, `folder`, `pull:<name>` */
  readonly origin: string;
  /** The same again is the same delivery */
  readonly token: string;
  readonly source: string;
  /** Without folders */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Sites that it may hold; `null`: all */
  readonly sites: readonly string[] | null;
}

export type Deliver = (delivery: Incoming) => Promise<views.IntakeAnswer>;

export type Judge = (cause: WatchCause) => Promise<Watched | null>;

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws QingshanError `not-for-key` when the file holds a site that may not be sent */
function checkSites(preview: ImportPreview, sites: readonly string[] | null): void {
  if (sites === null) return;
  const foreign = pairsOf(preview.parsed.map((p) => p.observations)).find(({ site }) => !sites.includes(site));
  if (foreign)
    throw new QingshanError('not-for-key', { what: { zh: `点位 ${foreign.site}`, en: `site ${foreign.site}` } });
}

function answerOf(
  id: number,
  { source, file }: Incoming,
  preview: ImportPreview,
  batch: WatchedBatch | null,
): views.IntakeAnswer {
  const [read] = preview.files;
  const { added, corrected, unchanged } = batch ?? { ...preview.comparison, added: 0, corrected: 0 };
  const faults = read?.faults ?? [];
  const { opened, goesOn, changed } = batch?.watched ?? { opened: [], goesOn: [], changed: [] };
  return {
    delivery: id,
    source,
    file,
    refused: preview.refused,
    repeated: false,
    batch: batch?.id ?? null,
    rows: read?.rows ?? 0,
    values: read?.values ?? 0,
    added,
    corrected,
    unchanged,
    findings: faults.map(findingView),
    cases: batch?.watched ? { opened: [...opened], goesOn: [...goesOn], changed: [...changed] } : null,
  };
}

/**
 * Takes a file by the path of an import: read, compared, stored as a batch, judged. The same delivery again is answered as
 * it was and stores nothing; killed at any moment it is done again, and what was stored by then is not stored twice.
 *
 * @throws QingshanError `not-found` for an unknown source, `not-for-key`, `delivery-differs`
 */
export async function deliver(
  workspace: Workspace,
  by: Actor,
  delivery: Incoming,
  judge: Judge,
): Promise<views.IntakeAnswer> {
  const { registry, clock } = workspace;
  const { origin, token, source, file, bytes, sites } = delivery;
  const reader = sourceById(source);
  const digest = digestOf(bytes);
  const known = await registry.intake.delivery(origin, token);
  if (known && known.digest !== digest) throw new QingshanError('delivery-differs', { token });
  if (known?.answer && known.state !== 'begun') return { ...known.answer, repeated: true };
  const opened = {
    name: file,
    open: async function* () {
      yield bytes;
    },
  };
  const preview = await previewImport(workspace, reader, [opened]);
  checkSites(preview, sites);
  const id = await registry.intake.beginDelivery({ origin, token, source, file, digest, at: clock.now() });
  const batch: BatchRecord | null = preview.refused ? null : await commitImport(workspace, preview);
  const watched = batch && (await withWatch(batch, by, judge));
  const answer = answerOf(id, delivery, preview, watched);
  const state = preview.refused ? 'refused' : 'stored';
  await registry.intake.endDelivery(id, { state, batch: answer.batch, answer });
  return answer;
}
