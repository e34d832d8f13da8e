import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Explained } from '../shared/explained.tsx';
import { decimal, figureText, signed } from '../shared/format.ts';
import { Marks, Simulated } from '../shared/marks.tsx';
import { standingOf } from '../shared/standing.ts';
import { useCompleteness } from '../shared/use-completeness.ts';
import { useText } from '../shared/use-text.ts';

interface StationsProps {
  readonly stations: readonly Schemas['StationRow'][];
  readonly unit: string;
}

export function Stations({ stations, unit }: StationsProps) {
  const { t } = useTranslation();
  const allSimulated = stations.every((s) => s.simulated);
  return (
    <section>
      <h2>{t('target.stations')}</h2>
      <div className="scroll">
        <table className="cards">
          <thead>
            <tr>
              <th>{t('target.station')}</th>
              <th>{t('target.town')}</th>
              <th className="n">
                {t('target.value')} <small>{unit}</small>
              </th>
              <th className="n">{t('target.lastYear')}</th>
              <th className="n">{t('towns.change')}</th>
              <th>{t('target.completeness')}</th>
              <th>{t('target.assessed')}</th>
            </tr>
          </thead>
          <tbody>
            {stations.map((station) => (
              <Station key={station.site} station={station} allSimulated={allSimulated} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Station({ station: s, allSimulated }: { station: Schemas['StationRow']; allSimulated: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  const complete = useCompleteness();
  const value = s.assessment?.value ?? null;
  const change = value === null || s.lastYear === null ? null : value - s.lastYear;
  return (
    <tr>
      <th scope="row">
        {text(s.name)} {allSimulated ? null : <Simulated when={s.simulated} />}
      </th>
      <td data-label={t('target.town')}>{s.town ? text(s.town) : '—'}</td>
      <td className="n" data-label={t('target.value')}>
        <Explained id={s.assessment?.id}>
          <b>{s.assessment ? figureText(s.assessment.shown) : '—'}</b>
        </Explained>{' '}
        {s.assessment && standingOf(s.assessment) === 'insufficient' ? <Marks of={s.assessment} /> : null}
      </td>
      <td className="n" data-label={t('target.lastYear')}>
        {decimal(s.lastYear, 1)}
      </td>
      <td className="n" data-label={t('towns.change')}>
        {signed(change, 1)}
      </td>
      <td>{complete(s.assessment?.completeness ?? null)}</td>
      <td>{s.assessed ? t('target.assessed') : t('target.notAssessed')}</td>
    </tr>
  );
}
