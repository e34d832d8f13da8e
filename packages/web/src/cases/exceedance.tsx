import { displayUnit } from '@qingshan/kernel';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Chart, type ChartOption } from '../charts/chart.tsx';
import { FONT, INK, LIGHT_GREEN, LINE, SOFT } from '../charts/theme.ts';
import { Clauses } from '../explain/steps.tsx';
import { Go } from '../shared/go.tsx';
import { useText, useUnit } from '../shared/use-text.ts';
import { when } from './cases-queries.ts';

type Exceedance = Schemas['CaseExceedance'];
type Figure = Schemas['ExceedanceFigure'];
type Evidence = NonNullable<Exceedance['evidence']>;

/** The figures that a case rests on: what was measured, against which limit of which clause, and what was taken away. */
export function ExceedanceFigures({ exceedance }: { readonly exceedance: Exceedance }) {
  const { t } = useTranslation();
  const text = useText();
  const { figures, gone, rule, site, parameter, targets, method, ground, evidence, ended } = exceedance;
  const name = parameter ? `${text(site.name)} ${text(parameter.name)}` : text(site.name);
  return (
    <section className="case-exceedance">
      <h2>{t('cases.exceedance.title')}</h2>
      <p>
        {name} · {text(rule.name)}
        {ground.certainty === 'unconfirmed' ? <small> {t('cases.ground', { text: text(ground.note) })}</small> : null}
      </p>
      {ended === null ? null : <p className="note">{t('cases.exceedance.ended', { at: when(ended) })}</p>}
      {figures.length === 0 ? <p className="warnings">{t('cases.exceedance.none')}</p> : <FigureTable all={figures} />}
      {evidence ? <Drawing evidence={evidence} label={name} /> : null}
      {gone.length === 0 ? null : (
        <details>
          <summary>{t('cases.exceedance.gone', { count: gone.length })}</summary>
          <FigureTable all={gone} />
        </details>
      )}
      <p className="note">
        {t('cases.exceedance.further')}{' '}
        {targets.map((target) => (
          <span key={target.id}>
            <Go to={`/targets/${target.id}`}>{text(target.name)}</Go>{' '}
          </span>
        ))}
        {method === null ? null : <Go to={`/methods/${method}`}>{t('cases.exceedance.method')}</Go>}
      </p>
    </section>
  );
}

function FigureTable({ all }: { readonly all: readonly Figure[] }) {
  const { t } = useTranslation();
  const text = useText();
  const { unit: written = '' } = all[0] ?? {};
  const unit = useUnit()(written, displayUnit(written));
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{t('cases.exceedance.at')}</th>
            <th className="n">
              {t('cases.exceedance.value')} <small>{unit}</small>
            </th>
            <th className="n">{t('cases.exceedance.limit')}</th>
            <th className="n">{t('cases.exceedance.multiple')}</th>
            <th>{t('cases.exceedance.clause')}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((figure) => (
            <tr key={figure.at}>
              <td className="nowrap">{when(figure.at)}</td>
              <td className="n">{figure.value}</td>
              <td className="n">{figure.limit}</td>
              <td className="n">{figure.multiple}</td>
              <td>
                {figure.clause ? (
                  <Clauses of={[figure.clause]} />
                ) : figure.note ? (
                  text(figure.note)
                ) : (
                  t('cases.exceedance.ownRule')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The limit runs through: before the first that counts as it is there, then as it was at the last. */
function limitLine(points: Evidence['points']): (number | null)[] {
  const first = points.find(({ limit }) => limit !== null)?.limit ?? null;
  return points.map((_, i) => {
    const limit = points.slice(0, i + 1).findLast((point) => point.limit !== null)?.limit ?? first;
    return limit === null ? null : Number(limit);
  });
}

/** The values around an episode, those that count marked, with the limit that they are above. */
function Drawing({ evidence, label }: { readonly evidence: Evidence; readonly label: string }) {
  const { t } = useTranslation();
  const option = useMemo((): ChartOption => {
    const { points } = evidence;
    const axis = { axisLine: { lineStyle: { color: LINE } }, axisLabel: { color: SOFT } };
    const limits = limitLine(points);
    return {
      textStyle: { fontFamily: FONT, color: INK },
      grid: { left: 48, right: 16, top: 32, bottom: 28 },
      legend: { top: 0, textStyle: { color: SOFT } },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: points.map(({ at }) => when(at).slice(5)), ...axis },
      yAxis: { type: 'value', splitLine: { lineStyle: { color: LINE } }, ...axis },
      series: [
        {
          type: 'line',
          name: label,
          symbol: 'none',
          lineStyle: { color: SOFT, width: 1.5 },
          itemStyle: { color: SOFT },
          data: points.map(({ value }) => value),
        },
        {
          type: 'bar',
          name: t('cases.exceedance.counts'),
          barMaxWidth: 28,
          itemStyle: { color: LIGHT_GREEN },
          data: points.map(({ value, limit }) => (limit === null ? null : value)),
        },
        {
          type: 'line',
          name: t('cases.exceedance.limit'),
          symbol: 'none',
          lineStyle: { color: INK, type: 'dashed', width: 1 },
          itemStyle: { color: INK },
          data: limits,
        },
      ],
    };
  }, [evidence, label, t]);
  return <Chart option={option} label={label} height={240} />;
}
