/** A cell of the published table: what is shown, and the unrounded value of its tooltip. */
export interface PublishedCell {
  readonly shown: string;
  readonly original: string | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#10;': '\n',
  '&#39;': "'",
  '&quot;': '"',
};

/**
 * Reads a cell as the release system writes it: `<span … title='原始值：23.53071'>23.5</span>`, or plain text. Nothing of it
 * is kept as markup.
 */
export function readCell(html: string | null): PublishedCell {
  const original = /原始值[：:]\s*([^'"&<>]*)/.exec(html ?? '')?.[1]?.trim() ?? null;
  return { shown: plainText(html ?? ''), original: original === '' ? null : original };
}

/** Text without tags and character entities. */
export function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#\d+|[a-z]+);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
