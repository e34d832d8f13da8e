import { monthsOf, yearPeriod } from '@qingshan/kernel';
import { findIndicator } from '@qingshan/methods';
import { readWhen } from '../assess/asking.ts';
import type { Evaluator } from '../assess/evaluator.ts';
import type { TownsQuery } from '../assess/question.ts';
import { comparedParameters, indicatorOf, showTowns } from '../board/towns.ts';
import type { TownMapView, TownsView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { classBounds } from './classes.ts';
import { geometryView } from './geometry.ts';

/** Values of all months for a month, so that months can be compared; else those of the period itself. */
function classed(towns: TownsView, toDate: TownsView, isMonth: boolean): number[] {
  const months = toDate.rows.flatMap(({ trend }) => trend.map(({ value }) => value));
  const own = towns.rows.map(({ value }) => value);
  return (isMonth ? [...months, ...own] : own).filter((value) => value !== null);
}

/** What the plan asks of the district by the indicator that compares the towns. */
function targetOf({ plan }: Workspace, indicator: string): TownMapView['target'] {
  return plan.targets.find((t) => t.indicator === indicator && t.scope === 'district')?.text ?? null;
}

function drawnWith({ district: { map } }: Workspace): Pick<TownMapView, 'sketch' | 'borders' | 'bordersSource'> {
  const layer = map.ground.find(({ kind }) => kind === 'towns');
  if (layer) {
    const borders = layer.features.flatMap(({ town, geometry }) =>
      town === null ? [] : [{ unit: town, geometry: geometryView(geometry) }],
    );
    return { sketch: null, bordersSource: layer.source, borders };
  }
  const { sketch } = map;
  const { note, rows, columns, towns } = sketch ?? { note: null, rows: 0, columns: 0, towns: [] };
  return {
    sketch: note && {
      note,
      rows,
      columns,
      towns: towns.map(({ unit, cells }) => ({ unit, cells: cells.map((cell) => ({ ...cell })) })),
    },
    borders: [],
    bordersSource: null,
  };
}

/** The towns by a figure, with its classes: for a month those that hold for every month of the plan's year. */
export async function showTownMap(evaluator: Evaluator, query: TownsQuery): Promise<TownMapView> {
  const { workspace } = evaluator;
  const { district, plan } = workspace;
  const { through } = readWhen(workspace, query);
  const indicator = indicatorOf(query.parameter ?? 'pm25');
  const { period: _, ...year } = query;
  const [towns, toDate] = await Promise.all([showTowns(evaluator, query), showTowns(evaluator, year)]);
  const months = monthsOf(yearPeriod(plan.year)).flatMap((m) => (m.first <= through ? [m.id] : []));
  return {
    towns,
    parameters: comparedParameters().map((id) => {
      const described = findIndicator(indicatorOf(id));
      return { id, name: described?.short ?? { zh: id, en: id } };
    }),
    months,
    bounds: classBounds(classed(towns, toDate, months.includes(towns.period))),
    target: targetOf(workspace, indicator),
    short: Object.fromEntries(
      district.towns.map(({ id, short, name }) => [id, { zh: short, en: name.en.replace(/ (Town|Subdistrict)$/, '') }]),
    ),
    ...drawnWith(workspace),
  };
}
