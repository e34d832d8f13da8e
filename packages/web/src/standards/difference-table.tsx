import { displayUnit, type Localized } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useText, useUnit } from '../shared/use-text.ts';
import { useWords } from '../shared/use-words.ts';

type Change = Schemas['EditionDifference']['changes'][number];

interface DifferenceTableProps {
  readonly difference: Schemas['EditionDifference'];
  /** Titles of the tables by name */
  readonly titles: ReadonlyMap<string, Localized>;
}

/** Every figure that differs between two editions. */
export function DifferenceTable({ difference, titles }: DifferenceTableProps) {
  const text = useText();
  const titleOf = (name: string): string => {
    const title = titles.get(name);
    return title === undefined ? name : text(title);
  };
  const { t } = useTranslation();
  const { changes } = difference;
  return (
    <section>
      <h2>{changes.length === 0 ? t('standards.noChange') : t('standards.changes', { count: changes.length })}</h2>
      {changes.length === 0 ? null : (
        <div className="scroll">
          <table className="differences">
            <thead>
              <tr>
                <th>{t('standards.tableColumn')}</th>
                <th>{t('standards.where')}</th>
                <th>{t('standards.kindColumn')}</th>
                <th>{t('standards.before')}</th>
                <th>{t('standards.after')}</th>
                <th>{t('standards.unit')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change, i) => (
                <ChangeRow
                  key={`${change.table} ${Object.values(change.keys).join(' ')}`}
                  change={change}
                  title={titleOf(change.table)}
                  repeats={changes[i - 1]?.table === change.table}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ChangeRow({ change: c, title, repeats }: { change: Change; title: string; repeats: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const shownUnit = useUnit();
  return (
    <tr className={c.kind}>
      <th scope="row">{repeats ? <span className="sr">{title}</span> : title}</th>
      <td>
        {Object.values(c.keys)
          .map((value) => words(value))
          .join(' · ')}
      </td>
      <td>
        <span className="tag">{t(`standards.kind.${c.kind}`)}</span>
      </td>
      <td>{c.before === null ? '—' : <del>{words(c.before)}</del>}</td>
      <td>{c.after === null ? '—' : <ins>{words(c.after)}</ins>}</td>
      <td>{c.unit === null ? '' : shownUnit(c.unit, displayUnit(c.unit))}</td>
    </tr>
  );
}
