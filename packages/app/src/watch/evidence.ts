import { isSeriesRule, type CaseExceedance } from '@qingshan/campaign';
import { formatDay, formatMoment, HOUR_SECONDS } from '@qingshan/kernel';
import { shownDays } from '@qingshan/methods';
import type { CaseDetailView } from '../views/index.ts';
import { methodContext, todayOf, type Workspace } from '../workspace.ts';
import { kindOf } from './kinds.ts';

type Evidence = NonNullable<NonNullable<CaseDetailView['exceedance']>['evidence']>;

/** Hours, or days, shown before and after the episode, and the most in all. */
const AROUND = { 24: 24, 1: 7 } as const;
const MOST = { 24: 240, 1: 93 } as const;

/** The values around an episode with those that count, as they are now; `null` where it does not rest on a series. */
export async function evidenceOf(
  workspace: Workspace,
  { strand, figures, gone }: CaseExceedance,
): Promise<Evidence | null> {
  const { district, registry, observations } = workspace;
  const rule = district.watch.rules.find(({ id }) => id === strand.rule);
  const [series] = await registry.series({ site: strand.site, parameter: strand.parameter });
  if (!rule || !isSeriesRule(rule) || !series) return null;
  const kind = kindOf(rule);
  const counting = new Map(figures.map((figure) => [kind.numberOf(figure), figure.limit]));
  const numbers = [...figures, ...gone].map(kind.numberOf);
  if (numbers.length === 0) return null;
  const from = Math.min(...numbers) - AROUND[kind.perDay];
  const today = kind.firstOf(todayOf(workspace) + 1) - 1;
  const to = Math.min(Math.max(...numbers) + AROUND[kind.perDay], from + MOST[kind.perDay] - 1, today);
  const span = { series: [series.id], first: kind.dayOf(from), last: kind.dayOf(to) };
  const values =
    kind.perDay === 24
      ? new Map(
          (await observations.observations(span))
            .filter(({ flag }) => flag === 'valid')
            .map(({ time, value }) => [time / HOUR_SECONDS, value]),
        )
      : new Map(
          (await observations.daily(span)).flatMap((reduction) => [
            ...shownDays(
              methodContext(workspace),
              { parameter: strand.parameter, areaClass: rule.kind === 'air-day' ? rule.class : '2' },
              reduction,
            ),
          ]),
        );
  return {
    by: kind.perDay === 24 ? 'hour' : 'day',
    unit: series.unit,
    points: Array.from({ length: to - from + 1 }, (_, i) => ({
      at: kind.perDay === 24 ? formatMoment((from + i) * HOUR_SECONDS) : formatDay(from + i),
      value: values.get(from + i) ?? null,
      limit: counting.get(from + i) ?? null,
    })),
  };
}
