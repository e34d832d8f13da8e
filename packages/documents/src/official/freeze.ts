import { createHash } from 'node:crypto';
import { QingshanError } from '@qingshan/kernel';
import { writeWorkbook } from '../xlsx/write-workbook.ts';
import { renderDocx, shippedTemplateFor } from './docx/render-docx.ts';
import type { TemplateFile } from './docx/template-file.ts';
import { renderPage, type PageOptions } from './html/render-page.ts';
import { produce, type DocumentFacts } from './produce.ts';
import { documentWorkbook } from './xlsx/document-workbook.ts';
import { figuresOf } from './inline.ts';

/** Edition or rule pack that decided figures of the document, with its version: `hj-663` → `hj-663-2013`. */
export type RuleVersions = Readonly<Record<string, string>>;

/** A published document: what went out, and all that is needed to make it again to the byte. */
export interface FrozenDocument {
  readonly docx: Uint8Array;
  readonly xlsx: Uint8Array;
  /** Page for keeping; its figures are links where it is said what explains them */
  readonly page: string;
  /** Of the docx, 64 hexadecimal digits */
  readonly sha256: string;
  readonly ruleVersions: RuleVersions;
  readonly facts: DocumentFacts;
  readonly template: TemplateFile;
  /** Ids of what explains the figures, in the order of the docx's bookmarks: the first is that of bookmark 1 */
  readonly figures: readonly string[];
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Makes a document for publication and keeps what it was made of.
 *
 * @throws QingshanError `bad-facts`, `bad-template`
 */
export function freeze(
  facts: DocumentFacts,
  ruleVersions: RuleVersions,
  template?: TemplateFile,
  page: PageOptions = {},
): FrozenDocument {
  const document = produce(facts);
  const used = template ?? shippedTemplateFor(document);
  const docx = renderDocx(document, used);
  return {
    docx,
    xlsx: writeWorkbook(documentWorkbook(document)),
    page: renderPage(document, page),
    sha256: sha256Of(docx),
    ruleVersions: { ...ruleVersions },
    facts: structuredClone(facts),
    template: used,
    figures: figuresOf(document).flatMap((figure) => (figure.id === null ? [] : [figure.id])),
  };
}

/**
 * Makes a frozen document again and compares it with what was published.
 *
 * @throws QingshanError `not-reproduced` when a byte differs
 */
export function reproduce(
  frozen: Pick<FrozenDocument, 'facts' | 'template' | 'ruleVersions' | 'sha256'>,
  page: PageOptions = {},
): FrozenDocument {
  const again = freeze(frozen.facts, frozen.ruleVersions, frozen.template, page);
  if (again.sha256 !== frozen.sha256) {
    const title = produce(frozen.facts).title;
    throw new QingshanError('not-reproduced', { title, published: frozen.sha256, made: again.sha256 });
  }
  return again;
}
