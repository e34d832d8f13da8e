import { named } from '../named.ts';
import {
  formatDay,
  parsePeriod,
  roundHalfEven,
  upTo,
  type Day,
  type Decimal,
  type Localized,
  type Period,
  type TraceStep,
  type Warning,
} from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import type { DailySeries, DayState } from '../daily.ts';
import { editionFor, type MethodContext } from '../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema, type Bar } from '../judge.ts';
import { plain } from '../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../result.ts';
import { dayOf, seriesSchema } from './daily-series.ts';
import { perContext } from './per-context.ts';
import { decimalsFor, editionOn, periodRuleFor, unitOf } from './rules.ts';
import {
  invalidDays,
  monthTable,
  periodValidity,
  type InvalidDay,
  type MonthSummary,
  type PeriodRule,
  type PeriodValidity,
  type Span,
} from './statistics.ts';

export const periodSchema = z
  .string()
  .refine(
    (text) => parsePeriod(text) !== null,
    '时段写法：2024、2024-H1、2024-Q3、2024-10 或 2024-01..2024-06 / not a period',
  )
  .meta(named('时段', 'period', null, { zh: '时段', en: 'period: 2024, 2024-H1, 2024-Q3, 2024-10, 2024-01..2024-06' }));

export const dateSchema = z.iso.date();

export const throughSchema = dateSchema.meta(
  named('数据截止日', 'last day that counts', null, {
    zh: '数据截止日，早于时段末日时只给出累计值',
    en: 'last day that counts; before the end of the period nothing is judged yet',
  }),
);

export const classSchema = z
  .enum(['1', '2'])
  .default('2')
  .meta({
    ...named('环境空气功能区类别', 'class of the area (GB 3095 4.1)'),
    words: { '1': { zh: '一类区', en: 'class 1' }, '2': { zh: '二类区', en: 'class 2' } },
  });
export type AreaClass = z.output<typeof classSchema>;

const decimals = z.int().min(0).max(6);

export const decimalsSchema = decimals.meta(
  named('修约位数', 'decimals', null, {
    zh: '修约位数，缺省按标准',
    en: 'decimals of the shown value, by default those of the edition',
  }),
);

/** Decimals of the shown value where no edition says them. */
export const decimalsOr = (fallback: number) => decimals.default(fallback).meta(named('修约位数', 'decimals'));

export const periodFields = {
  parameter: z.string().meta(named('监测项目', 'parameter id, pm25')),
  period: periodSchema,
  through: throughSchema.exactOptional(),
  series: seriesSchema,
  class: classSchema,
  target: targetSchema.exactOptional(),
  judgeBy: judgeBySchema,
  decimals: decimalsSchema.exactOptional(),
};
/** What {@link periodOutcome} says beside the value. */
export const periodDetails = {
  through: localized('数据截止日', 'last day that counts'),
  daysSuffice: localized(
    '有效天数（时段未结束时只看已过的整月）是否足够',
    'whether the valid days suffice; while the period runs, those of its whole months',
  ),
  months: localized('逐月天数、有效天数、要求天数与均值', 'days, valid days, required days and mean of each month'),
  invalidDays: localized('无效日及原因', 'days without a valid value, and why'),
};

const periodQuestion = z.strictObject(periodFields);
export type PeriodQuestion = z.output<typeof periodQuestion>;

/** What rounds and judges a statistic, beside the days. */
export type StatisticQuestion = Omit<PeriodQuestion, 'series' | 'period' | 'through'>;

/** The period that a schema-checked text names. */
export function periodOf(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new RangeError(`not a period: ${text}`);
  return period;
}

/** A series without any day, for a place that has no data. */
export function emptySeries(period: string): DailySeries {
  return { first: periodOf(period).first, values: new Float64Array(), states: [] };
}

/** The part of a period whose data count, and whether the period still runs. */
export interface Reach {
  readonly period: Period;
  /** `null` when the period has not begun */
  readonly span: Span | null;
  readonly running: boolean;
  readonly through: Day;
}

export function reachOf(period: string, through: string | undefined): Reach {
  const whole = periodOf(period);
  const last = through === undefined ? whole.last : Math.min(dayOf(through), whole.last);
  return { period: whole, span: upTo(whole, last), running: last < whole.last, through: last };
}

/** Said instead of a verdict while the period runs. */
export function stillRunning(reach: Reach): Localized {
  const through = formatDay(reach.through);
  return localized(
    `时段未结束（截至 ${through}），暂不判定。`,
    `The period still runs (through ${through}); nothing is judged yet.`,
  );
}

/** Everything about the days of a period that decides whether a statistic of it may be judged. */
export interface PeriodStudy extends Reach {
  readonly series: DailySeries;
  readonly valid: number;
  readonly expected: number;
  readonly months: readonly MonthSummary[];
  readonly invalid: readonly InvalidDay[];
  readonly rule: PeriodRule | null;
  readonly validity: PeriodValidity;
  readonly ruleFigures: readonly Figure[];
}

export function studyPeriod(reach: Reach, series: DailySeries, parameter: string, context: MethodContext): PeriodStudy {
  const { rule, figures } = periodRuleFor(context, parameter, reach.period.kind, reach.period.last);
  const months = reach.span ? monthTable(series, reach.span, rule) : [];
  const invalid = reach.span ? invalidDays(series, reach.span) : [];
  const expected = reach.span ? reach.span.last - reach.span.first + 1 : 0;
  return {
    ...reach,
    series,
    months,
    invalid,
    expected,
    valid: expected - invalid.length,
    rule,
    validity: periodValidity(months, rule),
    ruleFigures: figures,
  };
}

/** The days that a question about a period of one parameter asks about. */
export function study(
  question: Pick<PeriodQuestion, 'period' | 'parameter'> & { readonly through?: string },
  series: DailySeries,
  context: MethodContext,
): PeriodStudy {
  return studyPeriod(reachOf(question.period, question.through), series, question.parameter, context);
}

/** A statistic of a period, ready to be rounded and judged. */
export interface Statistic {
  /** `null` without a valid day */
  readonly value: Decimal | null;
  /** How it came about */
  readonly steps: readonly TraceStep[];
  /** The limit of the standard and where it stands; `null` where the standard has none for this statistic and period */
  readonly limit: { readonly bar: Bar; readonly figure: Figure } | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Rounds and judges a statistic of a period and writes down why. */
export function periodOutcome(
  question: StatisticQuestion,
  study: PeriodStudy,
  statistic: Statistic,
  context: MethodContext,
): Outcome {
  const on = study.period.last;
  const unit = unitOf(context, question.parameter);
  const rounding = decimalsFor(context, question.parameter, on);
  const decimals = question.decimals ?? rounding.decimals;
  const bar = question.target ? targetBar(question.target) : (statistic.limit?.bar ?? null);
  const { value } = statistic;
  const judged = value !== null && !study.running && study.validity.ok;
  const judgement = judged && bar ? judge(value, decimals, bar, question.judgeBy) : null;
  const shown = value === null ? NO_VALUE : roundHalfEven(value, decimals).toFixed(decimals);
  return {
    value: value?.toNumber() ?? null,
    shown,
    unit,
    verdict: judgement?.verdict ?? (judged ? 'not-applicable' : 'insufficient-data'),
    limit: bar ? plain(bar.value) : null,
    completeness: { valid: study.valid, expected: study.expected, required: study.validity.required, of: 'days' },
    editions: judgingEditions(context, on),
    trace: [
      dataStep(study),
      ...statistic.steps,
      ...(value === null
        ? []
        : [roundingStep(value, shown, decimals, question.decimals === undefined ? rounding.figure : null)]),
      validityStep(study),
      verdictStep(study, judgement?.detail ?? null, bar, question.target ? null : (statistic.limit?.figure ?? null)),
    ],
    warnings: [judgement?.warning ?? null, editionWarning(context, study.period.id), lostWarning(study)],
    details: {
      through: formatDay(study.through),
      daysSuffice: study.running ? study.validity.failing.length === 0 : study.validity.ok,
      months: study.months,
      invalidDays: study.invalid.map((d) => ({ day: formatDay(d.day), reason: d.state })),
      ...statistic.details,
    },
  };
}

/** GB 3095 says against what a period is assessed, HJ 663 how. */
const judgingEditions = perContext((context, on: Day): Edition[] =>
  ['gb-3095', 'hj-663'].map((family) => editionFor(context, family, on)),
);

const STATES: Readonly<Record<DayState, Localized>> = {
  valid: localized('有效', 'valid'),
  'no-data': localized('无数据', 'without data'),
  'too-few-hours': localized('有效小时数不足', 'with too few valid hours'),
  'too-few-windows': localized('有效8小时滑动平均不足', 'with too few valid 8-hour means'),
  'too-few-stations': localized('有效站点不足', 'with too few valid stations'),
};

function dataStep(study: PeriodStudy): TraceStep {
  const counts = Map.groupBy(study.invalid, (d) => d.state);
  const zh = [...counts].map(([state, days]) => `${STATES[state].zh} ${days.length} 天`).join('、');
  const en = [...counts].map(([state, days]) => `${days.length} ${STATES[state].en}`).join(', ');
  if (!study.span)
    return step(localized('逐日数据', 'Daily data'), localized('时段尚未开始。', 'The period has not begun.'));
  const [from, to] = [formatDay(study.span.first), formatDay(study.span.last)];
  return step(
    localized('逐日数据', 'Daily data'),
    localized(
      `${from} 至 ${to} 共 ${study.expected} 天，有效 ${study.valid} 天${zh === '' ? '' : `；其余：${zh}`}。`,
      `${study.expected} days from ${from} to ${to}, ${study.valid} of them valid${en === '' ? '' : `; the others: ${en}`}.`,
    ),
  );
}

function roundingStep(value: Decimal, shown: string, decimals: number, figure: Figure | null): TraceStep {
  return step(
    localized('修约', 'Rounding'),
    localized(
      `${plain(roundHalfEven(value, 6))} 按 GB/T 8170 一次修约到 ${decimals} 位小数：${shown}。`,
      `${plain(roundHalfEven(value, 6))} rounded half to even to ${decimals} decimals in one step (GB/T 8170): ${shown}.`,
    ),
    [figure],
  );
}

function validityStep(study: PeriodStudy): TraceStep {
  const title = localized('数据有效性', 'Sufficiency of data');
  const { required, failing, ok } = study.validity;
  if (required === null) {
    return step(title, localized('该时段没有天数要求。', 'No number of days is required for this period.'));
  }
  const zh = failing.map((m) => `${m.id} ${m.valid}/${m.required} 天`).join('、');
  const en = failing.map((m) => `${m.id} ${m.valid}/${m.required}`).join(', ');
  return step(
    title,
    localized(
      `需有效 ${required} 天，现有 ${study.valid} 天；${zh === '' ? '各整月均达到要求' : `不足的月份：${zh}`}${ok || study.running ? '' : '，数据不足，数值仅供参考'}。`,
      `${required} valid days required, ${study.valid} there; ${en === '' ? 'every whole month has enough' : `months short of days: ${en}`}` +
        `${ok || study.running ? '' : '; data are insufficient and the value is provisional'}.`,
    ),
    study.ruleFigures,
  );
}

function verdictStep(study: PeriodStudy, detail: Localized | null, bar: Bar | null, figure: Figure | null): TraceStep {
  const title = localized('判定', 'Verdict');
  if (detail) return step(title, detail, [figure]);
  if (study.running) return step(title, stillRunning(study), [figure]);
  if (bar) return step(title, localized('数据不足，不判定。', 'Data are insufficient; not judged.'), [figure]);
  return step(
    title,
    localized('标准对该时段没有限值，不判定。', 'The standard has no limit for this period; not judged.'),
  );
}

/** A period over which the editions changed is judged by those of its last day, unless the plan pins others. */
export const editionWarning = perContext((context, id: string): Warning | null => {
  const period = periodOf(id);
  const changed = ['gb-3095', 'hj-663'].flatMap((family) => {
    const [before, after] = [editionOn(context, family, period.first), editionFor(context, family, period.last)];
    return before && before.id !== after.id ? [{ before, after }] : [];
  });
  if (changed.length === 0) return null;
  const pairs = changed.map((c) => `${c.before.number} → ${c.after.number}`).join('; ');
  return warning(
    'edition-changed',
    `时段内标准更替（${pairs}），按末日现行版本判定；可在计划中指定版本。`,
    `Editions changed within the period (${pairs}); those of its last day judge. Pin others in the plan if needed.`,
  );
});

/** Says when a running period can no longer reach the valid days that it needs. */
function lostWarning(study: PeriodStudy): Warning | null {
  if (!study.running || !study.rule) return null;
  const reachable = study.valid + (study.period.last - study.through);
  if (reachable >= (study.rule.total ?? 0) && study.validity.failing.length === 0) return null;
  return warning(
    'validity-lost',
    '有效天数已不可能满足要求，时段结束时将判为数据不足。',
    'The valid days can no longer reach what the period requires; it will end with insufficient data.',
  );
}
