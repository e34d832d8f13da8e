import { nearestName, type Localized } from '@qingshan/kernel';

/** Texts are compared in the form without width variants: `定陵(对照点)` written with wide brackets is the same. */
export function plain(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Value `nearest` of the fault texts: which known name was perhaps meant. */
export function nearestHint(text: string, known: Iterable<string>): { readonly nearest: Localized | string } {
  const name = nearestName(text.slice(0, 40), known);
  return { nearest: name === null ? '' : { zh: `，最接近的是“${name}”`, en: `; the nearest is “${name}”` } };
}
