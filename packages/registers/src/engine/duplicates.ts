import { isPosition } from './show-value.ts';
import { wordForm } from './read-word.ts';
import type { DuplicateRule, Entry, Position, RegisterDefinition, Value } from './types.ts';

/** Entries that are suspected to be the same. */
export interface DuplicateGroup {
  /** Fields in which they agree */
  readonly fields: readonly string[];
  /** Metres within which they lie, where the rule asks for it */
  readonly within: number | null;
  /** Numbers of the entries, in their order */
  readonly keys: readonly string[];
}

const METRES_PER_DEGREE = 111_195;

/** Distance in metres on a sphere of 6,371 km, good for the short ones that matter here. */
export function distanceOf(a: Position, b: Position): number {
  const middle = (((a.lat + b.lat) / 2) * Math.PI) / 180;
  const x = (a.lon - b.lon) * Math.cos(middle);
  return Math.hypot(x, a.lat - b.lat) * METRES_PER_DEGREE;
}

/** What two values must share: width, case, blanks and punctuation do not count. */
function formOf(value: Value): string {
  return wordForm(typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll(/[\p{P}\p{S}]/gu, '');
}

function groupKey(rule: DuplicateRule, entry: Entry): string | null {
  const forms = rule.fields.map((id) => entry.values[id]).map((v) => (v === undefined ? '' : formOf(v)));
  return forms.includes('') ? null : forms.join('\u0000');
}

function positionOf(entry: Entry): Position | null {
  const position = entry.values['position'];
  return position !== undefined && isPosition(position) && position.blurred === undefined ? position : null;
}

const NEIGHBOURS = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx): [number, number] => [dx, dy]));

/** Joins the groups of two entries into the larger one. */
function join(groups: Map<Entry, Entry[]>, a: Entry, b: Entry): void {
  const [one, other] = [groups.get(a) ?? [a], groups.get(b) ?? [b]];
  if (one === other) return;
  const [large, small] = one.length < other.length ? [other, one] : [one, other];
  large.push(...small);
  for (const member of small) groups.set(member, large);
}

/**
 * Chains of entries each within reach of the next; found through cells at least as wide as the reach (twice as many
 * degrees of longitude suffice to 60° north).
 */
function clusters(entries: readonly Entry[], reach: number): Entry[][] {
  const size = reach / METRES_PER_DEGREE;
  const cells = new Map<string, [Entry, Position][]>();
  const groups = new Map<Entry, Entry[]>();
  for (const entry of entries) {
    const at = positionOf(entry);
    if (at === null) continue;
    groups.set(entry, [entry]);
    const [column, row] = [Math.floor(at.lon / (2 * size)), Math.floor(at.lat / size)];
    for (const [dx, dy] of NEIGHBOURS)
      for (const [other, place] of cells.get(`${column + dx}:${row + dy}`) ?? [])
        if (distanceOf(at, place) <= reach) join(groups, other, entry);
    const cell = `${column}:${row}`;
    const there = cells.get(cell);
    if (there) there.push([entry, at]);
    else cells.set(cell, [[entry, at]]);
  }
  return [...new Set(groups.values())];
}

function groupsOf(rule: DuplicateRule, entries: readonly Entry[]): Entry[][] {
  const same = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = groupKey(rule, entry);
    if (key === null) continue;
    const group = same.get(key);
    if (group) group.push(entry);
    else same.set(key, [entry]);
  }
  const { within } = rule;
  const all = [...same.values()];
  return within === undefined ? all : all.flatMap((group) => clusters(group, within));
}

/**
 * Entries suspected to be the same, by each of the register's rules: the fields named are filled in and equal (width,
 * case, blanks and punctuation apart), and the positions lie within the metres named.
 */
export function findDuplicates(definition: RegisterDefinition, entries: readonly Entry[]): DuplicateGroup[] {
  const order = new Map(entries.map((entry, i) => [entry, i]));
  return definition.duplicates.flatMap((rule) =>
    groupsOf(rule, entries)
      .filter((group) => group.length > 1)
      .map((group) => ({
        fields: rule.within === undefined ? rule.fields : [...rule.fields, 'position'],
        within: rule.within ?? null,
        keys: group.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map((entry) => entry.key),
      })),
  );
}
