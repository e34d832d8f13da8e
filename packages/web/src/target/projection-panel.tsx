import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { targetLine } from '../board/filter-board.ts';
import { QuantileStrip } from '../charts/quantile-strip.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { decimal } from '../shared/format.ts';

const QUANTILES = [
  ['p5', '5%'],
  ['p25', '25%'],
  ['p50', '50%'],
  ['p75', '75%'],
  ['p95', '95%'],
] as const;

interface ProjectionPanelProps {
  readonly row: Schemas['TargetRow'];
  readonly projection: Schemas['Projection'];
  readonly unit: string;
}

/** Where the year will probably end, how sure that is, and how well such projections have done. */
export function ProjectionPanel({ row, projection, unit }: ProjectionPanelProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section>
      <h2>{t('target.projection')}</h2>
      {projection.final ? (
        <>
          <QuantileStrip quantiles={projection.final} limit={targetLine(row)} label={t('target.final')} />
          <table className="quantiles">
            <caption className="note">
              {t('target.final')} ({unit})
            </caption>
            <thead>
              <tr>
                {QUANTILES.map(([key, name]) => (
                  <th key={key}>
                    <span className="sr">{t('target.quantile')}</span> {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {QUANTILES.map(([key]) => (
                  <td key={key}>{decimal(projection.final?.[key], 1)}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </>
      ) : null}
      <ul className="notes">
        {projection.notes.map((note) => (
          <li key={note.en}>{text(note)}</li>
        ))}
      </ul>
      <p className="note">
        {t('target.skill')} <Go to="/methods">{t('target.skillLink')}</Go>
      </p>
    </section>
  );
}
