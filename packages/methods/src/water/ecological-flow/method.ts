import { named } from '../../named.ts';
import { Decimal, formatRounded, parseDay, type Localized } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema, periodSchema, reachOf, stillRunning, throughSchema, type Reach } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, type Bar } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../../result.ts';
import { missingSchema, percentOf } from '../counting.ts';

const required = quantity.exactOptional().meta(
  named('要求的保障程度', 'share asked for', '%', {
    zh: '要求的保障程度（%），缺省按版本所列',
    en: 'share asked for, by default that of the edition',
  }),
);

const flowInput = z.strictObject({
  kind: z.literal('flow'),
  period: periodSchema,
  through: throughSchema.exactOptional(),
  flows: z.array(z.strictObject({ date: dateSchema, flow: quantity.nullable() })).meta(
    named('日均流量', 'daily mean flow', 'm3/s', {
      zh: '日均流量（m3/s），缺测为 null',
      en: 'daily mean flow, null where missing',
    }),
  ),
  target: quantity.meta(named('生态流量目标', 'ecological flow', 'm3/s')),
  monthlyTargets: z
    .record(z.string().regex(/^(0[1-9]|1[0-2])$/), quantity)
    .default({})
    .meta(named('按月份（01—12）另定的目标', 'targets of single months')),
  excused: z
    .array(z.strictObject({ from: dateSchema, to: dateSchema, document: z.string().min(1) }))
    .default([])
    .meta(
      named('不计入的时段及文号', 'days left out', null, {
        zh: '不计入的时段及文号（特枯、防洪、调度）',
        en: 'days left out, with the document',
      }),
    ),
  missing: missingSchema,
  required,
});
type FlowQuestion = z.output<typeof flowInput>;

const volumeInput = z.strictObject({
  kind: z.literal('volume'),
  period: periodSchema,
  actual: quantity.nullable().meta(named('实际下泄水量', 'water released')),
  target: quantity.meta(
    named('目标水量', 'target in the same unit', null, { zh: '目标水量，同一单位', en: 'target in the same unit' }),
  ),
  required,
});
type VolumeQuestion = z.output<typeof volumeInput>;

const input = z.discriminatedUnion('kind', [flowInput, volumeInput]);

export const ecologicalFlowMethod = defineMethod({
  id: 'water.ecological-flow',
  version: '1.0.0',
  title: localized('生态流量保障程度', 'Assurance of ecological flow'),
  summary: localized(
    '日均流量不小于生态流量目标的天数占评价天数的比例，或实际水量占目标水量的比例；有文号的特枯、防洪、调度时段不计入。算式由使用情况推断，要求的比例可设置。',
    'Share of the days whose mean flow is at least the ecological flow, or water released as a share of the target; drought, flood and dispatch with a document are left out. The formula is inferred from use, and the share asked for is a setting.',
  ),
  basis: [{ family: 'ecological-flow', clause: '保障程度（考核条款未见）' }],
  input,
  output: {
    value: localized('保障程度', 'assurance'),
    unit: '%',
    details: {
      met: localized('达到目标的天数', 'days that reach the target'),
      assessed: localized('评价天数', 'days assessed'),
      excused: localized('不计入的天数', 'days left out'),
      missing: localized('缺测天数', 'days without a value'),
      longestShortfall: localized('连续不足的最长天数', 'longest run of days short of the target'),
    },
  },
  evaluate(question, context) {
    const reach = reachOf(question.period, question.kind === 'flow' ? question.through : undefined);
    const edition = editionFor(context, 'ecological-flow', reach.period.last);
    const least = edition.figure('assurance', { rule: 'least-share' });
    const bar: Bar = {
      value: question.required === undefined ? numberOf(least) : exact(question.required),
      direction: 'at-least',
      name: localized('要求的保障程度', 'assurance asked for'),
    };
    if (question.kind === 'flow') return byFlow(question, reach, edition, bar);
    const value = question.actual === null ? null : percentOf(exact(question.actual), exact(question.target));
    return concluded(value, edition, bar, {
      reach,
      lacking: false,
      completeness: null,
      steps: [
        step(localized('水量', 'Volume'), volumeText(question, value), [
          edition.figure('assurance', { rule: 'volume' }),
        ]),
      ],
      details: { met: null, assessed: null, excused: null, missing: null },
      warnings: [],
    });
  },
});

function volumeText({ actual, target }: VolumeQuestion, share: Decimal | null): Localized {
  const wanted = plain(target);
  if (actual === null || share === null) {
    return localized(`没有实际下泄水量，目标 ${wanted}。`, `The water released is not known; the target is ${wanted}.`);
  }
  const sum = `${plain(actual)} ÷ ${wanted} = ${about(share, 4)}`;
  return localized(`${sum}%。`, `${sum} %.`);
}

interface Day {
  readonly day: number;
  readonly state: 'met' | 'short' | 'excused' | 'missing';
}

function byFlow(question: FlowQuestion, reach: Reach, edition: Edition, bar: Bar): Outcome {
  const days = daysOf(question, reach);
  const count = (state: Day['state']) => days.filter((d) => d.state === state).length;
  const [met, short, excused, missing] = [count('met'), count('short'), count('excused'), count('missing')];
  const value = percentOf(met, met + short);
  const text: Localized = localized(
    `评价 ${met + short} 天，达到目标 ${met} 天：${met} ÷ ${met + short} = ${value ? `${about(value, 4)}%` : NO_VALUE}；不计入 ${excused} 天，缺测 ${missing} 天。`,
    `${met + short} days assessed, ${met} reach the target: ${met} ÷ ${met + short} = ${value ? `${about(value, 4)} %` : NO_VALUE}; ${excused} left out, ${missing} without a value.`,
  );
  return concluded(value, edition, bar, {
    reach,
    lacking: missing > 0 && question.missing === 'insufficient',
    completeness: { valid: met + short + excused, expected: days.length, required: null, of: 'days' },
    steps: [
      step(localized('天数', 'Days'), text, [
        edition.figure('assurance', { rule: 'flow' }),
        ...(excused > 0 ? [edition.figure('assurance', { rule: 'excused' })] : []),
      ]),
    ],
    details: { met, assessed: met + short, excused, missing, longestShortfall: longestRun(days) },
    warnings: [excused > 0 ? excusedWarning(excused) : null],
  });
}

function daysOf({ flows, target, monthlyTargets, excused }: FlowQuestion, { span }: Reach): Day[] {
  if (!span) return [];
  const byDay = new Map(flows.map((f) => [dayOf(f.date), f]));
  const spans = excused.map((e) => ({ from: parseDay(e.from) ?? 0, to: parseDay(e.to) ?? 0 }));
  return Array.from({ length: span.last - span.first + 1 }, (_, i) => {
    const day = span.first + i;
    const given = byDay.get(day);
    if (spans.some((s) => day >= s.from && day <= s.to)) return { day, state: 'excused' };
    if (given === undefined || given.flow === null) return { day, state: 'missing' };
    const wanted = exact(monthlyTargets[given.date.slice(5, 7)] ?? target);
    return { day, state: exact(given.flow).gte(wanted) ? 'met' : 'short' };
  });
}

function longestRun(days: readonly Day[]): number {
  let [longest, run] = [0, 0];
  for (const { state } of days) {
    run = state === 'short' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

interface Parts extends Pick<Outcome, 'details' | 'warnings'> {
  readonly reach: Reach;
  readonly lacking: boolean;
  readonly completeness: Outcome['completeness'];
  readonly steps: Outcome['trace'];
}

function concluded(value: Decimal | null, edition: Edition, bar: Bar, parts: Parts): Outcome {
  const decimals = numberOf(edition.figure('assurance', { rule: 'decimals' })).toNumber();
  const judgement = value && !parts.reach.running && !parts.lacking ? judge(value, decimals, bar, 'exact') : null;
  const unjudged = parts.reach.running
    ? stillRunning(parts.reach)
    : localized('数据不足，不判定。', 'There are not enough data; not judged.');
  return {
    value: value?.toNumber() ?? null,
    shown: value ? formatRounded(value, decimals) : NO_VALUE,
    unit: '%',
    verdict: judgement?.verdict ?? 'insufficient-data',
    limit: plain(bar.value),
    completeness: parts.completeness ?? null,
    editions: [edition],
    trace: [
      ...parts.steps,
      step(localized('判定', 'Verdict'), judgement?.detail ?? unjudged, [
        edition.figure('assurance', { rule: 'least-share' }),
      ]),
    ],
    warnings: [judgement?.warning ?? null, ...(parts.warnings ?? [])],
    ...(parts.details ? { details: parts.details } : {}),
  };
}

function excusedWarning(days: number) {
  return warning(
    'days-excused',
    `按记录的文号不计入 ${days} 天。`,
    `${days} days are left out on the strength of the documents on record.`,
  );
}
