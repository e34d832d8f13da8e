import type { Actor } from '@qingshan/campaign';
import { produce } from '@qingshan/documents';
import { formatDay, QingshanError } from '@qingshan/kernel';
import { keepBytes } from '../evidence/kept-bytes.ts';
import type { PublicationView, PublishInput } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { checkedHash, completed, gather, numbered, numberText, seriesOf, yearOf } from './draft.ts';
import type { Gathered, Sources } from './gathered.ts';
import type { PublicationRecord, PublishedForm, Withdrawal } from './ports.ts';
import { renderAll } from './render.ts';
import { showPublication } from './show.ts';
import { templateFor } from './templates.ts';

/** Whoever publishes at the same time takes a number; more than so many in a row are a defect, not a crowd. */
const MOST_TRIES = 100;

type New = Omit<PublicationRecord, 'id' | 'withdrawn'>;

/** Renders and stores the bytes first, so that a row never names a file that is not there. */
async function store(
  workspace: Workspace,
  gathered: Gathered,
  base: Omit<New, 'number' | 'title' | 'facts' | 'files' | 'template' | 'templateName' | 'simulated'>,
  number: number,
): Promise<New> {
  const { files } = workspace;
  const document = numbered(gathered.document, numberText({ ...base, number }));
  const produced = produce(document);
  const template = await templateFor(workspace, produced);
  const rendered = await renderAll(files, document, gathered.rules, template, gathered.attached);
  const hashes: Partial<Record<PublishedForm, string>> = {};
  for (const [form, bytes] of Object.entries(rendered) as [PublishedForm, Uint8Array][]) {
    hashes[form] = await keepBytes(files, bytes);
  }
  return {
    ...base,
    number,
    title: produced.title,
    simulated: produced.simulated,
    facts: JSON.stringify(document),
    template: await keepBytes(files, template.bytes),
    templateName: template.name,
    files: hashes,
  };
}

/**
 * Publishes a document as it was checked: gives it the next number, freezes facts, rules, template and bytes.
 *
 * @throws QingshanError `draft-changed` when the data are no longer those that were checked, `already-published`,
 * `publication-withdrawn`, `bad-draft`, `bad-facts`, `bad-template`
 */
export async function publish(
  sources: Sources,
  by: Actor,
  { ask: asked, checked, replaces }: PublishInput,
): Promise<PublicationView> {
  const { campaign } = sources;
  const { workspace, today } = campaign;
  const day = formatDay(today);
  const ask = completed(asked, day);
  const gathered = await gather(sources, ask);
  if (checkedHash(gathered) !== checked) {
    throw new QingshanError('draft-changed', { title: produce(gathered.document).title });
  }
  const { at } = campaign.act(by);
  const base = {
    kind: ask.kind,
    subject: ask.subject,
    variant: ask.variant,
    series: seriesOf(workspace, ask.kind),
    year: yearOf(day),
    day,
    rules: JSON.stringify(gathered.rules),
    program: workspace.version,
    attached: gathered.attached,
    replaces: replaces?.id ?? null,
    byId: by.id,
    byName: by.name,
    at,
  };
  const withdrawal: Withdrawal | null = replaces === null ? null : { by: by.name, at, reason: replaces.reason };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const number = await workspace.registry.publications.nextNumber(base.series, base.year);
    const made = await workspace.registry.publications.publish(
      await store(workspace, gathered, base, number),
      withdrawal,
    );
    if (made) return showPublication(workspace, by, made.id);
  }
  throw new Error(`no number of ${base.series} could be had`);
}

/** Takes a publication back; its number stays used. @throws QingshanError `not-found`, `publication-withdrawn` */
export async function withdrawPublication(
  { campaign }: Sources,
  by: Actor,
  id: number,
  reason: string,
): Promise<PublicationView> {
  const { workspace } = campaign;
  await workspace.registry.publications.withdraw(id, { by: by.name, at: campaign.act(by).at, reason });
  return showPublication(workspace, by, id);
}
