import type { Localized } from '@qingshan/kernel';
import type { District } from '../types.ts';
import { unitName } from '../units.ts';
import { dueForPeople } from './due-text.ts';
import type { KnownBoard, Place, Suggestion } from './types.ts';

/** Where something stands, for people: 表1第5行第3列. */
export function placeText(place: Place): Localized {
  if (place.kind === 'document') return { zh: '全文', en: 'document' };
  if (place.kind === 'paragraph') return { zh: `第${place.number}段`, en: `paragraph ${place.number}` };
  const { table, sheet, row, column } = place;
  const name: Localized =
    sheet === null ? { zh: `表${table}`, en: `table ${table}` } : { zh: `工作表“${sheet}”`, en: `sheet “${sheet}”` };
  return { zh: `${name.zh}第${row}行第${column}列`, en: `${name.en}, row ${row}, column ${column}` };
}

const PLAIN: Readonly<Record<'join' | 'split' | 'first-leads' | 'drop', Localized>> = {
  join: { zh: '并入上一条', en: 'join to the one before' },
  split: { zh: '每段作为一条措施', en: 'one measure for each paragraph' },
  'first-leads': { zh: '排在第一位的单位牵头', en: 'the first unit leads' },
  drop: { zh: '去掉这一条', en: 'drop this one' },
};

/** What a suggestion would do, for people. */
export function suggestionText(
  suggestion: Suggestion,
  context: Pick<District, 'units' | 'towns'> & { readonly boards: readonly KnownBoard[] },
): Localized {
  switch (suggestion.kind) {
    case 'units': {
      if (suggestion.units.length === 0) return { zh: '不列单位', en: 'no unit' };
      const names = suggestion.units.map((id) => unitName(context, id));
      return { zh: names.map((n) => n.zh).join('、'), en: names.map((n) => n.en).join(', ') };
    }
    case 'due':
      return dueForPeople(suggestion.due);
    case 'year':
      return { zh: `${suggestion.year}年`, en: String(suggestion.year) };
    case 'board':
      return (
        context.boards.find((b) => b.id === suggestion.board)?.title ?? { zh: suggestion.board, en: suggestion.board }
      );
    default:
      return PLAIN[suggestion.kind];
  }
}
