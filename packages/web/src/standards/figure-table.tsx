import { displayUnit } from '@qingshan/kernel';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Certainty } from '../shared/marks.tsx';
import { Quoted } from '../shared/quoted.tsx';
import { usePlace } from '../shared/use-place.ts';
import { useText, useUnit } from '../shared/use-text.ts';
import { useWords } from '../shared/use-words.ts';
import { pivot, type Pivot } from './pivot.ts';

/** A table of a standard: limits with their classes side by side where that hides nothing, a list otherwise. */
export function FigureTable({ table }: { readonly table: Schemas['StandardTable'] }) {
  const across = useMemo(() => pivot(table), [table]);
  return <div className="scroll">{across === null ? <FigureList table={table} /> : <PivotTable of={across} />}</div>;
}

function ClauseCell({ clause }: { readonly clause: Schemas['ClauseRef'] }) {
  const place = usePlace();
  return (
    <td className="clause">
      <Quoted text={place(clause.clause)} /> <Certainty clause={clause} />
    </td>
  );
}

function useUnitText(): (unit: string | null) => string {
  const shown = useUnit();
  return (unit) => (unit === null ? '' : shown(unit, displayUnit(unit)));
}

function PivotTable({ of }: { readonly of: Pivot }) {
  const { t } = useTranslation();
  const words = useWords();
  const unitText = useUnitText();
  return (
    <table>
      <thead>
        <tr>
          {of.keys.map((key) => (
            <th key={key}>{words(key)}</th>
          ))}
          {of.columns.map((column) => (
            <th key={column} className="n">
              {words(of.across)} {words(column)}
            </th>
          ))}
          <th>{t('standards.unit')}</th>
          <th>{t('standards.clause')}</th>
        </tr>
      </thead>
      <tbody>
        {of.rows.map((row) => (
          <tr key={row.keys.join(' ')}>
            {row.keys.map((key, i) => (
              <th key={of.keys[i]} scope="row">
                {words(key)}
              </th>
            ))}
            {row.cells.map((cell, i) => (
              <td key={of.columns[i]} className="n">
                {cell === null ? '—' : words(cell)}
              </td>
            ))}
            <td>{unitText(row.unit)}</td>
            <ClauseCell clause={row.clause} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FigureList({ table }: { readonly table: Schemas['StandardTable'] }) {
  const { t } = useTranslation();
  const words = useWords();
  const width = Math.max(1, ...table.figures.map((f) => f.values?.length ?? 1));
  const hasWords = table.figures.some((f) => f.text !== null || f.note !== null);
  return (
    <table>
      <thead>
        <tr>
          {table.keys.map((key) => (
            <th key={key}>{words(key)}</th>
          ))}
          <th colSpan={width} className={width > 1 ? '' : 'n'}>
            {t('standards.value')}
          </th>
          <th>{t('standards.unit')}</th>
          <th>{t('standards.clause')}</th>
          {hasWords ? <th>{t('standards.note')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {table.figures.map((figure) => (
          <FigureRow
            key={`${Object.values(figure.keys).join(' ')} ${figure.clause.clause}`}
            figure={figure}
            keys={table.keys}
            width={width}
            hasWords={hasWords}
          />
        ))}
      </tbody>
    </table>
  );
}

interface FigureRowProps {
  readonly figure: Schemas['Figure'];
  readonly keys: readonly string[];
  readonly width: number;
  readonly hasWords: boolean;
}

function FigureRow({ figure: f, keys, width, hasWords }: FigureRowProps) {
  const text = useText();
  const words = useWords();
  const unitText = useUnitText();
  return (
    <tr>
      {keys.map((key) => (
        <th key={key} scope="row">
          {words(f.keys[key] ?? '')}
        </th>
      ))}
      {f.values === null ? (
        <td colSpan={width} className={width > 1 ? '' : 'n'}>
          {f.value === null ? '' : words(f.value)}
        </td>
      ) : (
        Array.from({ length: width }, (_, i) => (
          <td key={i} className="n">
            {f.values?.[i] ?? '—'}
          </td>
        ))
      )}
      <td>{unitText(f.unit)}</td>
      <ClauseCell clause={f.clause} />
      {hasWords ? (
        <td className="words-cell">
          {f.text === null ? null : text(f.text)} {f.note === null ? null : <i>{text(f.note)}</i>}
        </td>
      ) : null}
    </tr>
  );
}
