import { createHash } from 'node:crypto';
import type { Actor } from '@qingshan/campaign';
import { formatMoment, QingshanError, type Localized, type Moment } from '@qingshan/kernel';
import type { Workspace } from '../workspace.ts';
import type { Deliver } from './deliver.ts';
import type { ContentVersion, FetchContent, Fetched, PullOutcome, PullRecord } from './ports.ts';
import { dueAt } from './due.ts';
import { targetOf, type PullDefinition } from './pull-definition.ts';

interface Parts {
  readonly workspace: Pick<Workspace, 'registry' | 'clock' | 'settings'>;
  readonly fetchContent: FetchContent;
  /** As whoever acts */
  deliver(as: Actor): Deliver;
}

/** Who takes in what a pull has fetched. */
function actorOf({ name }: PullDefinition): Actor {
  return { id: `pull:${name}`, name: `定时拉取 ${name}`, role: 'system', unit: null };
}

const DEFECT: Localized = {
  zh: '程序出错，原因在服务器的日志里；稍后会再试。',
  en: 'A defect in the program; the log of the server says more. It is tried again later.',
};

interface Came {
  readonly outcome: PullOutcome;
  readonly why?: Localized;
  readonly version?: ContentVersion | null;
  readonly digest?: string | null;
  /** Neither the other side's nor the content's fault */
  readonly defect?: unknown;
}

async function deliverFetched(
  pull: PullDefinition,
  { name, bytes, version }: Fetched,
  deliver: Deliver,
  { at, last }: { readonly at: Moment; readonly last: PullRecord | null },
): Promise<Came> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (last?.digest === digest) return { outcome: 'unchanged', version, digest };
  // Content that comes back after other content is the newest again, so each fetching is a delivery of its own; one that
  // a killed process has begun finds equal values and changes nothing.
  const token = `${formatMoment(at)} ${digest}`;
  const { source } = pull;
  const answer = await deliver({ origin: actorOf(pull).id, token, source, file: name, bytes, sites: null });
  if (!answer.refused) return { outcome: answer.batch === null ? 'nothing-new' : 'stored', version, digest };
  // The place of a fault rather than how many there are.
  const first = answer.findings.find(({ row }) => row !== null) ?? answer.findings[0];
  return { outcome: 'refused', ...(first && { why: first.text }) };
}

/** A refused content is asked for again as if it were new: what it lacked may be here by then. */
async function pullOne(pull: PullDefinition, last: PullRecord | null, parts: Parts): Promise<Came> {
  const at = parts.workspace.clock.now();
  try {
    const fetched = await parts.fetchContent(pull, last?.version ?? null);
    if (fetched === null) return { outcome: 'unchanged', version: last?.version ?? null, digest: last?.digest ?? null };
    return await deliverFetched(pull, fetched, parts.deliver(actorOf(pull)), { at, last });
  } catch (error) {
    if (error instanceof QingshanError) return { outcome: 'failed', why: error.text };
    return { outcome: 'failed', why: DEFECT, defect: error };
  }
}

/**
 * Fetches what is due and takes it in by the path of an import, one after the other, and notes what came of each.
 *
 * @returns the names of those that were fetched or tried
 * @throws Error of the first that failed for a reason which is neither the other side's nor the content's
 */
export async function pullOnce(parts: Parts): Promise<readonly string[]> {
  const { registry, clock, settings } = parts.workspace;
  const known = new Map((await registry.intake.pulls()).map((record) => [record.name, record]));
  const tried: string[] = [];
  const defects: unknown[] = [];
  for (const pull of settings.pulls) {
    const target = targetOf(pull);
    const before = known.get(pull.name);
    const last = before?.target === target ? before : null;
    const due = dueAt(pull, last);
    if (due !== null && clock.now() < due) continue;
    const { outcome, why, version, digest, defect } = await pullOne(pull, last, parts);
    const good = outcome !== 'failed' && outcome !== 'refused';
    const now = clock.now();
    await registry.intake.setPull({
      name: pull.name,
      target,
      tried: now,
      good: good ? now : (last?.good ?? null),
      failures: good ? 0 : (last?.failures ?? 0) + 1,
      outcome,
      why: why ?? null,
      version: good ? (version ?? null) : (last?.version ?? null),
      digest: good ? (digest ?? null) : (last?.digest ?? null),
    });
    tried.push(pull.name);
    if (defect !== undefined) defects.push(defect);
  }
  if (defects.length > 0) throw defects[0];
  return tried;
}
