import { Decimal, displayUnit, formatDay, formatRounded, QingshanError, yearPeriod } from '@qingshan/kernel';
import {
  changeOf,
  competitionRanks,
  findIndicator,
  indicators,
  type DailyIndicator,
  type MonthlyIndicator,
} from '@qingshan/methods';
import { keep } from '../assess/assess.ts';
import { readWhen } from '../assess/asking.ts';
import type { TownsQuery } from '../assess/question.ts';
import { comparable, readPeriod, type Evaluated, type Evaluator } from '../assess/evaluator.ts';
import { clauseMarker } from '../rules/standards.ts';
import type { TownsView } from '../views/index.ts';
import { trendOf } from './trend.ts';

type TownRow = TownsView['rows'][number];
type Compared = Awaited<ReturnType<Evaluator['comparedTowns']>>[number];

/** Decimals by which towns are ranked: one more than the standard shows, as the bulletins do since 2024. */
export const RANK_DECIMALS: Readonly<Record<string, number>> = { co: 2 };

/** Indicators of one parameter that is measured in the towns. */
function singles(): readonly (DailyIndicator | MonthlyIndicator)[] {
  return indicators
    .filter((i) => i.gather === 'daily' || i.gather === 'monthly')
    .filter((i) => i.parameters.length === 1);
}

/** What towns can be compared by, `pm25`. */
export function comparedParameters(): readonly string[] {
  return [...new Set(singles().flatMap((i) => i.parameters))];
}

/** The indicator that compares towns by a parameter: its mean, or its percentile where HJ 663 has no mean. */
export function indicatorOf(parameter: string): string {
  const own = singles().find((i) => i.parameters[0] === parameter);
  if (own) return own.id;
  throw new QingshanError('not-found', {
    what: { zh: '监测项目', en: 'parameter' },
    id: parameter,
    hint: comparedParameters().join('、'),
  });
}

function rowOf(
  town: Compared,
  evaluator: Evaluator,
  rank: { rank: number; tied: boolean } | null,
  decimals: number,
  trend: TownRow['trend'],
): TownRow {
  const [current, previous] = [town.current.assessment, town.previous.assessment];
  const [own, before] = [comparable(current), comparable(previous)];
  const change = own === null || before === null ? null : changeOf(new Decimal(own), new Decimal(before));
  return {
    unit: town.id,
    name: evaluator.workspace.district.towns.find((t) => t.id === town.id)?.name ?? { zh: town.name, en: town.name },
    rank: rank?.rank ?? null,
    tied: rank?.tied ?? false,
    value: current.value,
    shown: current.value === null ? current.shown : formatRounded(current.value, decimals),
    lastYear: previous.value,
    change: change?.absolute.toNumber() ?? null,
    changePercent: change?.percent?.toNumber() ?? null,
    improved: change === null ? null : change.absolute.isNegative() && !change.absolute.isZero(),
    sufficient: own !== null,
    validDays: current.completeness?.valid ?? 0,
    days: current.completeness?.expected ?? 0,
    assessmentId: current.value === null ? null : current.id,
    trend,
    simulated: current.simulated,
  };
}

export function ranksOf(towns: readonly Compared[], decimals: number): Map<string, { rank: number; tied: boolean }> {
  const valued = towns.flatMap((t) => {
    const value = comparable(t.current.assessment);
    return value === null ? [] : [{ id: t.id, value: new Decimal(formatRounded(value, decimals)) }];
  });
  const ranks = competitionRanks(valued, 'ascending');
  return new Map(
    ranks.map((r) => [r.id, { rank: r.rank, tied: ranks.some((o) => o.id !== r.id && o.rank === r.rank) }]),
  );
}

function headlineOf(rows: readonly TownRow[], unitText: string): TownsView['headline'] {
  const ranked = rows.filter((r) => r.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (!best || !worst) return { zh: '这个时段还没有镇街数据。', en: 'There are no town data for this period yet.' };
  const improved = rows.filter((r) => r.improved === true).length;
  const compared = rows.filter((r) => r.improved !== null).length;
  const zh = compared === 0 ? '' : `；${compared} 个镇街中 ${improved} 个同比改善`;
  const en = compared === 0 ? '' : `; ${improved} of ${compared} towns better than last year`;
  return {
    zh: `${best.name.zh}最低（${best.shown} ${unitText}），${worst.name.zh}最高（${worst.shown} ${unitText}）${zh}。`,
    en: `${best.name.en} lowest (${best.shown} ${unitText}), ${worst.name.en} highest (${worst.shown} ${unitText})${en}.`,
  };
}

/** Towns side by side over a period, by default the plan's year so far. */
export async function showTowns(evaluator: Evaluator, query: TownsQuery): Promise<TownsView> {
  const { workspace } = evaluator;
  const when = readWhen(workspace, query);
  const parameter = query.parameter ?? 'pm25';
  const indicator = indicatorOf(parameter);
  const period =
    query.period === undefined || query.period === '' ? yearPeriod(workspace.plan.year) : readPeriod(query.period);
  const towns = await evaluator.comparedTowns(indicator, period, when);
  const decimals = RANK_DECIMALS[parameter] ?? 1;
  const ranks = ranksOf(towns, decimals);
  const rows = await Promise.all(
    towns.map(async (town) => {
      const trend = await trendOf(evaluator, { indicator, scope: `town:${town.id}` }, period, when);
      return rowOf(town, evaluator, ranks.get(town.id) ?? null, decimals, trend);
    }),
  );
  const kept: Evaluated[] = towns.map((t) => t.current).filter((e) => e.assessment.value !== null);
  await keep(workspace, kept, await clauseMarker(workspace));
  const described = workspace.standards.parameter(parameter);
  const unitText = displayUnit(described.unit);
  return {
    parameter,
    parameterName: findIndicator(indicator)?.title ?? described.name,
    unitText,
    period: period.id,
    lastYearPeriod: towns[0]?.previous.assessment.period ?? '',
    through: formatDay(Math.min(when.through, period.last)),
    headline: headlineOf(rows, unitText),
    rows: rows.sort((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY)),
    clauses: [...new Set(towns.flatMap((t) => t.current.assessment.editions))],
    simulated: rows.some((r) => r.simulated),
  };
}
