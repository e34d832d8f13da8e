import type PizZip from 'pizzip';
import { SIMULATED_MARK } from '../layout.ts';
import { partText } from './template-file.ts';

function plainText(xml: string): string {
  return xml.replaceAll(/<[^>]*>/g, '');
}

/** Files of the page heads by their kind (`default`, `first`, `even`), those of the first section. */
function pageHeads(zip: PizZip, section: string): Map<string, string> {
  const relations = partText(zip, 'word/_rels/document.xml.rels');
  const heads = new Map<string, string>();
  for (const [tag] of section.matchAll(/<w:headerReference\b[^>]*>/g)) {
    const id = /r:id="([^"]*)"/.exec(tag)?.[1] ?? '';
    const relation =
      [...relations.matchAll(/<Relationship\b[^>]*>/g)].find(([r]) => r.includes(`Id="${id}"`))?.[0] ?? '';
    heads.set(/w:type="([^"]*)"/.exec(tag)?.[1] ?? 'default', /Target="([^"]*)"/.exec(relation)?.[1] ?? '');
  }
  return heads;
}

function isOn(xml: string, tag: string): boolean {
  const found = new RegExp(`<w:${tag}\\b([^>]*)>`).exec(xml);
  return found !== null && !/w:val="(0|false|off)"/.test(found[1] ?? '');
}

/**
 * Whether every page of a filled-in document says 模拟数据: each kind of page in use has a head, and each head the mark.
 */
export function everyPageMarked(zip: PizZip): boolean {
  const sections = [...partText(zip, 'word/document.xml').matchAll(/<w:sectPr\b[\s\S]*?<\/w:sectPr>/g)].map(([s]) => s);
  const first = pageHeads(zip, sections[0] ?? '');
  const kinds = [
    'default',
    ...(sections.some((s) => isOn(s, 'titlePg')) ? ['first'] : []),
    ...(isOn(partText(zip, 'word/settings.xml'), 'evenAndOddHeaders') ? ['even'] : []),
  ];
  const files = sections.flatMap((section) => [...pageHeads(zip, section).values()]);
  return (
    kinds.every((kind) => first.has(kind)) &&
    files.every((file) => plainText(partText(zip, `word/${file}`)).includes(SIMULATED_MARK))
  );
}
