import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import {
  entryAddress,
  type EntryQuery,
  type RegisterDetail,
  type RegisterEntry,
  type RegisterField,
} from './register-queries.ts';
import { useValueText } from './value-text.ts';

const OWN_COLUMNS = 4;
const COMMON: ReadonlySet<string> = new Set(['basic', 'filing']);
/** Types that say something in a narrow column */
const SHORT: ReadonlySet<string> = new Set([
  'integer',
  'number',
  'date',
  'month',
  'enum',
  'boolean',
  'unit',
  'reference',
]);

/** The columns of the table: number, name, place, what is particular to the register, and the state. */
function columnsOf({ fields }: RegisterDetail): RegisterField[] {
  const named = (id: string) => fields.filter((field) => field.id === id);
  const own = fields.filter((field) => !COMMON.has(field.section) && SHORT.has(field.type));
  const wanted = [...own.filter((f) => f.required), ...own.filter((f) => !f.required)].slice(0, OWN_COLUMNS);
  const first = new Set(wanted);
  const ordered = own.filter((field) => first.has(field));
  return [...named('id'), ...named('name'), ...named('town'), ...ordered, ...named('state')];
}

interface EntriesTableProps {
  readonly register: RegisterDetail;
  readonly entries: readonly RegisterEntry[];
  readonly query: EntryQuery;
}

export function EntriesTable({ register, entries, query }: EntriesTableProps) {
  const { t } = useTranslation();
  const columns = columnsOf(register);
  return (
    <div className="scroll">
      <table className="entries cards">
        <thead>
          <tr>
            {columns.map((field) => (
              <Head key={field.id} field={field} query={query} />
            ))}
            <th>{t('registers.column.changed')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.key} register={register} columns={columns} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isFigure = ({ type }: RegisterField): boolean => type === 'integer' || type === 'number';

function Head({ field, query }: { readonly field: RegisterField; readonly query: EntryQuery }) {
  const text = useText();
  const [, change] = useAddress();
  const sorted = (query.sort ?? 'id') === field.id;
  const down = query.order === 'down';
  const unit = field.unit === '' ? '' : ` (${field.unit})`;
  return (
    <th className={isFigure(field) ? 'n' : ''} aria-sort={sorted ? (down ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className="sort"
        onClick={() => change({ sort: field.id, order: sorted && !down ? 'down' : null, page: null })}
      >
        {text(field.name)}
        {unit}
        {sorted ? (down ? ' ↓' : ' ↑') : ''}
      </button>
    </th>
  );
}

interface RowProps {
  readonly register: RegisterDetail;
  readonly columns: readonly RegisterField[];
  readonly entry: RegisterEntry;
}

function Row({ register, columns, entry }: RowProps) {
  const text = useText();
  const { t } = useTranslation();
  const valueText = useValueText(register);
  return (
    <tr>
      {columns.map((field) => {
        const value = entry.values[field.id];
        const shown = value === undefined ? '' : valueText(field, value);
        if (field.id === 'id') {
          return (
            <th key={field.id} scope="row" className="nowrap">
              <Go to={entryAddress(register.id, entry.key)}>{entry.key}</Go>
            </th>
          );
        }
        return (
          <td key={field.id} className={isFigure(field) ? 'n' : ''} data-label={text(field.name)}>
            {field.id === 'state' ? <span className={`chip phase-${entry.phase}`}>{shown}</span> : shown}
          </td>
        );
      })}
      <td className="nowrap" data-label={t('registers.column.changed')}>
        {entry.at.slice(0, 10)} <small>{entry.by.name}</small>
      </td>
    </tr>
  );
}
