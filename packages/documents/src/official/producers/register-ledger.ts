import { chineseDate } from '../chinese.ts';
import type { Column, Figure, Frame, OfficialDocument } from '../document.ts';
import { demand, ordinal, say, tabled, tableOf, type ColumnSpec } from './common.ts';

const NAME = { zh: '台账', en: 'register sheet' };

export type LedgerColumn = Omit<Column, 'workbookOnly'>;

export interface LedgerFacts {
  readonly frame: Frame;
  readonly district: string;
  /** `施工工地台账` */
  readonly register: string;
  /** The day whose state it shows, `2024-10-31` */
  readonly asOf: string;
  /** Which entries it shows: `龙泉镇、未销号`; `null` for all */
  readonly filter: string | null;
  readonly columns: readonly LedgerColumn[];
  /** Entries by keys of the columns; what is missing is left empty */
  readonly entries: readonly Readonly<Record<string, string | Figure>>[];
}

/** More columns than this, with the ordinal, lie on the long side of the paper. */
const MOST_UPRIGHT_COLUMNS = 7;

/**
 * A sheet of a register 台账 with the columns and entries given.
 *
 * @throws QingshanError `bad-facts` when an entry has a field that is no column, or two columns share a key
 */
export function registerLedger(facts: LedgerFacts): OfficialDocument {
  const keys = new Set(facts.columns.map((c) => c.key));
  demand(keys.size === facts.columns.length && !keys.has(ordinal.key), NAME, {
    zh: '有两列用了同一个名称',
    en: 'two columns share a key',
  });
  const unknown = facts.entries.flatMap((e) => Object.keys(e)).find((key) => !keys.has(key));
  demand(unknown === undefined, NAME, {
    zh: `记录中的字段“${unknown ?? ''}”不在各列之中`,
    en: `field “${unknown ?? ''}” of an entry is no column`,
  });
  const specs = facts.columns.map((column): ColumnSpec<LedgerFacts['entries'][number]> => ({
    ...column,
    cell: (entry) => entry[column.key] ?? '',
  }));
  const empty = '台账没有符合条件的记录。';
  const columns = [ordinal, ...specs];
  const which = facts.filter === null ? '' : `（${facts.filter}）`;
  return {
    ...facts.frame,
    kind: 'register-ledger',
    title: `${facts.district}${facts.register}`,
    blocks: [
      say(`截至${chineseDate(facts.asOf)}，${facts.register}${which}共${facts.entries.length}条记录。`),
      tabled(tableOf({ id: 'ledger', caption: `${facts.register}明细`, empty }, facts.entries, columns)),
    ],
    attachments: [],
    landscape: columns.length > MOST_UPRIGHT_COLUMNS,
  };
}
