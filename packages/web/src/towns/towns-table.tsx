import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useAddress } from '../shared/address.ts';
import { Explained } from '../shared/explained.tsx';
import { decimal, figureText, signed, withUnit } from '../shared/format.ts';
import { Simulated } from '../shared/marks.tsx';
import { useLanguage, useText } from '../shared/use-text.ts';
import { formatSorting, parseSorting, SORT_KEYS, sortTowns, type SortKey, type Sorting } from './sort-towns.ts';

/** Towns side by side; a bar beside each value, a tick where it stood last year. */
export function TownsTable({ towns }: { readonly towns: Schemas['Towns'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [address, change] = useAddress();
  const sorting = parseSorting(address.get('sort'));
  const rows = sortTowns(towns.rows, sorting, language);
  const greatest = Math.max(0, ...towns.rows.flatMap((r) => [r.value ?? 0, r.lastYear ?? 0]));
  const sortBy = (key: SortKey): void =>
    change({ sort: formatSorting({ key, down: sorting.key === key && !sorting.down }) });
  return (
    <div className="scroll">
      <table className="towns cards">
        <thead>
          <tr>
            {SORT_KEYS.map((key) => (
              <SortHead key={key} of={key} sorting={sorting} sortBy={sortBy} unit={towns.unitText} />
            ))}
            <th>{t('towns.improved')}</th>
            <th>{t('towns.trend')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TownRow
              key={row.unit}
              row={row}
              greatest={greatest}
              unit={towns.unitText}
              allSimulated={towns.simulated}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeadProps {
  readonly of: SortKey;
  readonly sorting: Sorting;
  readonly sortBy: (key: SortKey) => void;
  readonly unit: string;
}

function SortHead({ of, sorting, sortBy, unit }: SortHeadProps) {
  const { t } = useTranslation();
  const active = sorting.key === of;
  const column = t(`towns.${of}`);
  return (
    <th
      className={of === 'name' || of === 'value' || of === 'rank' ? '' : 'n'}
      aria-sort={active ? (sorting.down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="sort" title={t('towns.sortBy', { column })} onClick={() => sortBy(of)}>
        {column} {of === 'value' ? <small>{unit}</small> : null}
        <span aria-hidden="true">{active ? (sorting.down ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  );
}

interface TownRowProps {
  readonly row: Schemas['TownRow'];
  readonly greatest: number;
  readonly unit: string;
  readonly allSimulated: boolean;
}

function TownRow({ row, greatest, unit, allSimulated }: TownRowProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <tr className={row.value === null ? 'set-aside' : ''}>
      <td className="rank" data-label={t('towns.rank')}>
        {row.rank ?? '—'} {row.tied ? <small>{t('towns.tied')}</small> : null}{' '}
        {row.sufficient || row.value === null ? null : (
          <abbr className="note" title={t('towns.notRanked')}>
            {t('standing.insufficient')}
          </abbr>
        )}
      </td>
      <th scope="row">
        {text(row.name)} {allSimulated ? null : <Simulated when={row.simulated} />}
      </th>
      <td data-label={t('towns.value')}>
        <Bar row={row} greatest={greatest} unit={unit} />
      </td>
      <td className="n" data-label={t('towns.lastYear')}>
        {decimal(row.lastYear, 1)}
      </td>
      <td className="n" data-label={t('towns.change')}>
        {signed(row.change, 1)}
      </td>
      <td className="n" data-label={t('towns.changePercent')}>
        {withUnit(signed(row.changePercent, 1), '%')}
      </td>
      <td className="n" data-label={t('towns.validDays')}>
        {row.validDays}/{row.days}
      </td>
      <td data-label={t('towns.improved')}>
        <Improved improved={row.improved} />
      </td>
      <td className="town-trend">
        <TownTrend row={row} />
      </td>
    </tr>
  );
}

function Improved({ improved }: { readonly improved: boolean | null }) {
  const { t } = useTranslation();
  if (improved === null) return <>—</>;
  return (
    <span className={improved ? 'improved' : 'worse'}>
      {improved ? '↓' : '↑'} {improved ? t('towns.improvedYes') : t('towns.improvedNo')}
    </span>
  );
}

function Bar({ row, greatest, unit }: { row: Schemas['TownRow']; greatest: number; unit: string }) {
  const { t } = useTranslation();
  const text = useText();
  const share = (value: number): string => `${greatest === 0 ? 0 : (value / greatest) * 100}%`;
  if (row.value === null) return <span className="note">{t('towns.noData')}</span>;
  const shown = figureText(row.shown);
  return (
    <span className="bar-cell">
      <Explained
        id={row.assessmentId}
        label={t('board.figure', { title: text(row.name), value: withUnit(shown, unit) })}
      >
        <b>{shown}</b>
      </Explained>
      <span className="bar" aria-hidden="true">
        <i style={{ width: share(row.value) }} />
        {row.lastYear === null ? null : <s style={{ left: share(row.lastYear) }} />}
      </span>
    </span>
  );
}

function TownTrend({ row }: { readonly row: Schemas['TownRow'] }) {
  const { t } = useTranslation();
  const input = useMemo(
    () => ({ points: row.trend.map((p) => ({ period: p.period, value: p.cumulative })), fan: [], limit: null }),
    [row],
  );
  const values = row.trend.map((p) => `${p.period} ${decimal(p.cumulative, 1)}`).join(', ');
  return <Sparkline input={input} label={t('board.trend', { values })} width={120} height={26} />;
}
