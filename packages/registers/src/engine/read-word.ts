import { nearestName } from '@qingshan/kernel';
import { nearestText } from './findings.ts';
import { fault, value, type Reading } from './reading.ts';
import type { FieldOf, Place } from './types.ts';

const YES = new Set(['是', '√', '✓', '✔', '☑', '有', '已', '对', 'y', 'yes', 'true', 't', '1', '合格', '达标']);
const NO = new Set([
  '否',
  '×',
  '✗',
  '✘',
  'x',
  '☐',
  '□',
  '无',
  '未',
  '没有',
  'n',
  'no',
  'false',
  'f',
  '0',
  '不合格',
  '未达标',
]);

/** Words are compared without width, case and blanks. */
export function wordForm(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

export function readBoolean(text: string): Reading {
  const word = wordForm(text);
  if (YES.has(word)) return value(true);
  return NO.has(word) ? value(false) : fault('not-boolean');
}

type WordField = FieldOf<'enum' | 'multi-enum'>;
const WORDS = new WeakMap<WordField, ReadonlyMap<string, string>>();

function wordsOf(field: WordField): ReadonlyMap<string, string> {
  let words = WORDS.get(field);
  if (!words) {
    words = new Map(
      field.words.flatMap(({ id, zh, en, also }) =>
        [id, en, ...also, zh].map((w): [string, string] => [wordForm(w), id]),
      ),
    );
    WORDS.set(field, words);
  }
  return words;
}

function unknownWord(field: WordField): Reading {
  return { faults: [{ code: 'unknown-word', values: { allowed: field.words.map((w) => w.zh).join('、') } }] };
}

function withNearest(reading: Reading, text: string, known: Iterable<string>): Reading {
  const nearest = nearestText(nearestName(text.slice(0, 40), known));
  return { faults: reading.faults.map((f) => ({ ...f, values: { ...f.values, nearest } })) };
}

/** Reads one of the words of the field, or one of their other names, and gives its id. */
export function readWord(field: WordField, text: string): Reading {
  const id = wordsOf(field).get(wordForm(text));
  return id === undefined
    ? withNearest(
        unknownWord(field),
        text,
        field.words.map((w) => w.zh),
      )
    : value(id);
}

/** Reads words separated by 、 , ; or line ends; gives their ids in the order of the definition. */
export function readWords(field: FieldOf<'multi-enum'>, text: string): Reading {
  const readings = splitList(text).map((part) => readWord(field, part));
  const wrong = readings.find((r) => r.value === undefined);
  if (wrong) return wrong;
  const ids = new Set(readings.map((r) => r.value));
  return value(field.words.filter((w) => ids.has(w.id)).map((w) => w.id));
}

/** The parts of a list in one cell. */
export function splitList(text: string): string[] {
  return text
    .split(/[、,，;；\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
}

const PLACES = new WeakMap<readonly Place[], ReadonlyMap<string, string>>();
const ENDINGS = /(?:地区办事处|街道办事处|街道办|街道|镇|乡|地区)$/;

/** All forms of a name: id, full, short, and without its ending where that stays unmistakable. */
function placesOf(places: readonly Place[]): ReadonlyMap<string, string> {
  const known = PLACES.get(places);
  if (known) return known;
  const forms = new Map<string, string>();
  for (const { id, name, short } of places)
    for (const form of [id, name.zh, name.en, short]) forms.set(wordForm(form), id);
  for (const { id, name } of places) {
    const bare = wordForm(name.zh).replace(ENDINGS, '');
    if (bare.length < 2 || (forms.has(bare) && forms.get(bare) !== id)) continue;
    for (const form of [bare, `${bare}镇`, `${bare}街道`, `${bare}街道办`, `${bare}街道办事处`, `${bare}地区办事处`])
      if (!forms.has(form)) forms.set(form, id);
  }
  PLACES.set(places, forms);
  return forms;
}

/** A name without the district, and the city before it: `北京市门头沟区龙泉镇` is `龙泉镇`. */
function withoutDistrict(name: string, district: string | undefined): string {
  const local = name.replace(/^[^市]{2,4}市/, '');
  return district !== undefined && local.startsWith(wordForm(district)) ? local.slice(wordForm(district).length) : name;
}

/**
 * Reads the name of a town or unit, full or short.
 *
 * @param district name that may stand before it; a town of that name in another district is not one of ours
 */
export function readPlace(places: readonly Place[], text: string, district?: string): Reading {
  const forms = placesOf(places);
  const written = wordForm(text);
  const bare = withoutDistrict(written, district);
  const id = forms.get(written) ?? forms.get(bare);
  if (id !== undefined) return value(id);
  return withNearest(
    fault('unknown-place'),
    bare,
    places.map((p) => p.name.zh),
  );
}
