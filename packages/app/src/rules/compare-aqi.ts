import { displayUnit, parseDay, QingshanError, roundHalfEven } from '@qingshan/kernel';
import { indicatorById, methodById, runMethod } from '@qingshan/methods';
import type { z } from 'zod';
import type { Application } from '../application.ts';
import { readWhen } from '../assess/asking.ts';
import { readPeriod, type Evaluator } from '../assess/evaluator.ts';
import { resolveScope } from '../assess/scope.ts';
import type * as views from '../views/index.ts';
import { methodContext } from '../workspace.ts';
import { calculationOf } from './methods.ts';
import { clauseMarker } from './standards.ts';

const FAMILY = 'hj-633';

/** What the method says of the level in its details. */
function levelOf(details: Readonly<Record<string, unknown>>): {
  level: { zh: string; en: string } | null;
  color: string | null;
} {
  const { levelName, rgb } = details;
  const named = typeof levelName === 'object' && levelName !== null && 'zh' in levelName && 'en' in levelName;
  return {
    level: named ? { zh: String(levelName.zh), en: String(levelName.en) } : null,
    color: typeof rgb === 'string' ? rgb : null,
  };
}

/** One day's air of a place judged under every generation of HJ 633, side by side. */
export async function compareAqi(
  evaluator: Evaluator,
  query: Parameters<Application['compareAqi']>[0],
): Promise<z.output<typeof views.aqiComparison>> {
  const { workspace } = evaluator;
  const day = parseDay(query.day);
  if (day === null)
    throw new QingshanError('bad-request', { why: `“${query.day}”不是日期（not a date）。`, hint: '2024-10-31' });
  const when = { ...readWhen(workspace, query), through: day };
  const scope = await resolveScope(workspace, query.scope ?? 'district', 'air-station', readPeriod(query.day));
  const indicator = indicatorById('air.aqi.good-day-ratio');
  if (indicator.gather !== 'daily') throw new RangeError('the AQI indicator reads daily series');
  const found = await evaluator.series(indicator, scope, { first: day, last: day }, when);
  const context = methodContext(workspace);
  const values = indicator.needs.map(({ key, parameter }) => {
    const x = found.get(key)?.series.values[0] ?? Number.NaN;
    return {
      key,
      parameter: workspace.standards.parameter(parameter),
      value: Number.isNaN(x) ? null : roundHalfEven(x, 6).toNumber(),
    };
  });
  const mark = await clauseMarker(workspace);
  const concentrations = Object.fromEntries(values.map((v) => [v.key, v.value]));
  const editions = workspace.standards.editions.filter((e) => e.family === FAMILY);
  return {
    day: query.day,
    scopeText: scope.text,
    concentrations: values.map((v) => ({
      parameter: v.key,
      name: v.parameter.name,
      value: v.value,
      unitText: displayUnit(v.parameter.unit),
    })),
    results: editions.map((edition) => {
      const pinned = { ...context, pins: { ...context.pins, [FAMILY]: edition.id } };
      const calculation = calculationOf(
        runMethod(methodById('air.aqi-daily'), { date: query.day, concentrations }, pinned),
        mark,
      );
      return { edition: edition.number, calculation, ...levelOf(calculation.details) };
    }),
    simulated: scope.sites.some((s) => s.simulated),
  };
}
