import type { Localized } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import type { Measured } from './measured.ts';
import { refusal } from './refusal.ts';

/** A measured item of a standard, by the id that its tables use. */
export interface NamedValue {
  readonly id: string;
  readonly name: Localized;
  readonly measured: Measured;
}

/** Brackets and commas of either width, and case, do not matter. */
function folded(text: string): string {
  return text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ',').toLowerCase();
}

/**
 * Results by id or by printed Chinese or English name, in the order of the standard whatever that of the input.
 *
 * @param table where the edition names its items, and the key that holds their ids
 * @throws QingshanError `bad-input` for an item that the edition does not have, or one named twice
 */
export function namedValues(
  edition: Edition,
  table: { readonly name: string; readonly key: string },
  values: Readonly<Record<string, Measured>>,
  method: string,
): NamedValue[] {
  const items = edition.figures(table.name).map((f) => {
    const id = f.keys[table.key] ?? '';
    return { id, name: f.text ?? { zh: id, en: id } };
  });
  const given = Object.entries(values).map(([named, measured]) => {
    const item = items.find(({ id, name }) => [id, name.zh, name.en].some((x) => folded(x) === folded(named)));
    if (item) return { ...item, measured };
    throw refusal(method, `${edition.number} 没有项目“${named}”。`, `${edition.number} has no item “${named}”.`);
  });
  const twice = given.find((g, i) => given.findIndex((other) => other.id === g.id) !== i);
  if (twice) throw refusal(method, `项目“${twice.name.zh}”重复。`, `Item “${twice.name.en}” is given twice.`);
  const order = items.map((item) => item.id);
  return given.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}
