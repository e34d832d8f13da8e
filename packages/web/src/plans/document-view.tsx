import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import type { Doubt, Draft } from './plan-queries.ts';

type Block = Draft['blocks'][number];
type Table = Extract<Block, { kind: 'table' }>;

/** Where a doubt stands, as a key that cells and paragraphs share. */
function keyOf(place: Doubt['place']): string {
  if (place.kind === 'cell') return `t${place.table}r${place.row}c${place.column}`;
  return place.kind === 'paragraph' ? `p${place.number}` : 'document';
}

interface DocumentViewProps {
  readonly draft: Draft;
  readonly current: Doubt | null;
  readonly choose: (doubt: string) => void;
}

/** The document as it was in the file, merged cells and band rows included; what is doubtful in it is marked. */
export function DocumentView({ draft, current, choose }: DocumentViewProps) {
  const byPlace = Map.groupBy(draft.doubtList, (doubt) => keyOf(doubt.place));
  const here = current && keyOf(current.place);
  const mark = (key: string) => {
    const doubts = byPlace.get(key) ?? [];
    const isOpen = doubts.some((doubt) => doubt.decision === null);
    return {
      doubts,
      className: [doubts.length === 0 ? '' : isOpen ? 'doubtful' : 'settled', here === key ? 'current' : ''].join(' '),
    };
  };
  return (
    <div className="document" tabIndex={0}>
      {draft.blocks.map((block) =>
        block.kind === 'table' ? (
          <GridTable key={`t${block.number}`} table={block} mark={mark} here={here} choose={choose} />
        ) : (
          <Spot key={`p${block.number}`} id={`p${block.number}`} mark={mark} here={here} choose={choose} as="p">
            {block.text}
          </Spot>
        ),
      )}
    </div>
  );
}

function numbered(rows: Table['rows']): { readonly number: number; readonly row: Table['rows'][number] }[] {
  return rows.map((row, i) => ({ number: i + 1, row }));
}

interface MarkProps {
  readonly mark: (key: string) => { readonly doubts: readonly Doubt[]; readonly className: string };
  readonly here: string | null;
  readonly choose: (doubt: string) => void;
}

function GridTable({ table, ...marks }: { readonly table: Table } & MarkProps) {
  const { t } = useTranslation();
  const { number, name, columns, rows } = table;
  return (
    <table>
      <caption>{name === null ? t('plans.draft.tableN', { n: number }) : t('plans.draft.sheet', { name })}</caption>
      <tbody>
        {numbered(rows).map(({ number: line, row }) => (
          <tr key={line}>
            <th scope="row" className="row-number">
              {line}
            </th>
            {row.map((cell) => (
              <Spot
                key={cell.column}
                id={`t${number}r${cell.row}c${cell.column}`}
                as="td"
                band={cell.colSpan >= columns}
                rowSpan={cell.rowSpan}
                colSpan={cell.colSpan}
                {...marks}
              >
                {cell.text}
              </Spot>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SpotProps extends MarkProps {
  readonly id: string;
  readonly as: 'td' | 'p';
  readonly band?: boolean;
  readonly rowSpan?: number;
  readonly colSpan?: number;
  readonly children: string;
}

/** A cell or paragraph; one with a doubt leads to it. */
function Spot({ id, as: Tag, band = false, rowSpan, colSpan, children, mark, here, choose }: SpotProps) {
  const text = useText();
  const { doubts, className } = mark(id);
  const [first] = doubts;
  const spot = useRef<HTMLTableCellElement & HTMLParagraphElement>(null);
  const isHere = here === id;
  useEffect(() => {
    if (isHere) spot.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isHere]);
  const spans = Tag === 'td' ? { rowSpan, colSpan } : {};
  return (
    <Tag ref={spot} className={`${className} ${band ? 'band' : ''}`.trim() || undefined} {...spans}>
      {first ? (
        <button type="button" className="spot" title={text(first.text)} onClick={() => choose(first.id)}>
          {children === '' ? '…' : children}
        </button>
      ) : (
        children
      )}
    </Tag>
  );
}
