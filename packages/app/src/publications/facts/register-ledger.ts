import { columnsOf, unitText, type RegisterDefinition } from '@qingshan/registers';
import { cellsOf } from '../../registers/show.ts';
import type { DocumentAsk } from '../../views/index.ts';
import { check, frameOf, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';

/** Beside the ordinal, what a landscape page holds legibly. */
const MOST_COLUMNS = 9;
const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer']);

/** What tells entries apart and where they stand. */
const NAMING: ReadonlySet<string> = new Set(['id', 'name', 'town', 'state']);

/** The columns that say most: what names an entry, then what must be filled in. Nothing masked for anybody is printed. */
function printed(definition: RegisterDefinition) {
  const open = columnsOf(definition).filter(({ field, part }) => field.sensitive === null && part === null);
  const rank = ({ field }: (typeof open)[number]): number => (NAMING.has(field.id) ? 0 : field.required ? 1 : 2);
  const chosen = new Set(open.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_COLUMNS));
  return open.filter((column) => chosen.has(column));
}

/** A sheet of a whole register 台账表, as it stands today. @throws QingshanError `not-found` */
export async function gatherLedger({ campaign }: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { books, workspace } = campaign;
  const definition = books.definition(ask.subject);
  const standing = await books.standing(definition.id);
  const summaries = await workspace.registry.registers.summaries();
  const simulated = summaries.find((s) => s.register === definition.id)?.simulated ?? false;
  const context = await books.context(definition);
  const columns = printed(definition);
  const isPrinted = new Set(columns.map(({ field }) => field));
  const numbers = new Set(columns.filter(({ field }) => NUMBERS.has(field.type)).map(({ id }) => id));
  const entries = standing.map(({ key, values }) => {
    const cells = cellsOf(definition, values, context, (field) => isPrinted.has(field));
    const source = `register/${definition.id}/${key}`;
    return Object.fromEntries(
      Object.entries(cells).map(([id, text]) => [id, numbers.has(id) ? figure(text, '', source) : text]),
    );
  });
  const left = definition.fields.length - isPrinted.size;
  return {
    document: {
      kind: 'register-ledger',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [], simulated }),
        district: workspace.district.name.zh,
        register: definition.name.zh,
        asOf: books.today,
        filter: null,
        columns: columns.map(({ id, head, field }) => {
          const unit = unitText(field);
          return {
            key: id,
            title: unit === '' ? head : `${head}（${unit}）`,
            width: 12,
            align: numbers.has(id) ? ('right' as const) : ('left' as const),
          };
        }),
        entries,
      },
    },
    rules: {},
    checks: [
      ...(left > 0
        ? [
            check(
              'columns',
              `另有 ${left} 列不印入本表（页面放不下，或含个人信息），全部内容见台账导出。`,
              `${left} columns are not printed (no room, or personal data); the export of the register has them.`,
            ),
          ]
        : []),
      ...(simulated
        ? [check('simulated', '含模拟数据，每页都会标明。', 'It holds simulated data and says so on every page.')]
        : []),
    ],
    attached: [],
  };
}
