import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, type Bar, type JudgeBy, type Judgement } from '../../judge.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { dayNightLevel, periodLevel, periodSchema, SOUND, zoneSchema, type PeriodLevel } from '../sound.ts';

const DAY_HOURS = 16;
const NIGHT_HOURS = 8;

interface Check {
  readonly name: 'day' | 'night' | 'night-max';
  readonly judgement: Judgement | null;
  readonly figures: readonly Figure[];
}

export const functionZoneMethod = defineMethod({
  id: 'noise.function-zone',
  version: '1.0.0',
  title: localized('功能区声环境质量', 'Noise of a functional zone'),
  summary: localized(
    '按 GB 3096 由昼间16小时、夜间8小时的小时等效声级能量平均得 Ld、Ln 和 Ldn，昼间、夜间分别与功能区限值比较，夜间最大声级不得高出限值15 dB(A)。',
    'Ld, Ln and Ldn as energy means of the 16 hours of the day and 8 of the night (GB 3096); day and night are compared with the limits of the zone, and the highest level at night with the limit plus 15 dB(A).',
  ),
  basis: [{ family: 'gb-3096', clause: '表1；5.4' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('监测日期', 'day', null, { zh: '监测日期，决定所用版本', en: 'day; decides the edition' }),
    ),
    zone: zoneSchema,
    day: periodSchema(DAY_HOURS).meta(named('Ld 或16个小时等效声级', 'Ld, or the 16 hourly levels')),
    night: periodSchema(NIGHT_HOURS).meta(named('Ln 或8个小时等效声级', 'Ln, or the 8 hourly levels')),
    nightMax: quantity.exactOptional().meta(named('夜间最大声级', 'highest level at night')),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('昼夜等效声级 Ldn（未修约）', 'day-night level Ldn, unrounded'),
    unit: SOUND,
    details: {
      ld: localized('昼间等效声级', 'level of the day'),
      ln: localized('夜间等效声级', 'level of the night'),
      checks: localized(
        '昼间、夜间、夜间最大声级是否达标',
        'whether day, night and highest level are within the limits',
      ),
      limits: localized('功能区限值', 'limits of the zone'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'gb-3096', dayOf(input.on));
    const rule = (name: string) => edition.figure('rules', { rule: name });
    const decimals = numberOf(rule('decimals')).toNumber();
    const [day, night] = [periodLevel(input.day, DAY_HOURS), periodLevel(input.night, NIGHT_HOURS)];
    const value = day.level && night.level ? ldnOf(day.level, night.level, edition) : null;
    const max = input.nightMax === undefined ? null : exact(input.nightMax);
    const checks = checksOf({ zone: input.zone, day, night, max, by: input.judgeBy, decimals }, edition);
    const show = (x: Decimal | null) => (x ? roundHalfEven(x, decimals).toFixed(decimals) : NO_VALUE);
    const limit = (period: string) => plain(numberOf(edition.figure('limits', { zone: input.zone, period })));
    return {
      value: value?.toNumber() ?? null,
      shown: show(value),
      unit: SOUND,
      verdict: verdictOf(checks),
      limit: `${limit('day')}/${limit('night')}`,
      completeness: {
        valid: day.hours + night.hours,
        expected: DAY_HOURS + NIGHT_HOURS,
        required: DAY_HOURS + NIGHT_HOURS,
        of: 'hours',
      },
      editions: [edition],
      trace: [
        step(
          localized('等效声级', 'Equivalent levels'),
          localized(
            `Ld = ${show(day.level)}，Ln = ${show(night.level)}，Ldn = ${show(value)} dB(A)。`,
            `Ld = ${show(day.level)}, Ln = ${show(night.level)}, Ldn = ${show(value)} dB(A).`,
          ),
          [rule('energy-mean'), rule('ldn'), rule('day'), rule('decimals')],
        ),
        ...checks.map((check) => checkStep(check)),
      ],
      warnings: checks.map((check) => check.judgement?.warning ?? null),
      details: {
        ld: day.level ? { value: day.level.toNumber(), shown: show(day.level) } : null,
        ln: night.level ? { value: night.level.toNumber(), shown: show(night.level) } : null,
        checks: Object.fromEntries(checks.map((check) => [check.name, check.judgement?.verdict ?? null])),
        limits: { day: limit('day'), night: limit('night') },
      },
    };
  },
});

function ldnOf(ld: Decimal, ln: Decimal, edition: Edition): Decimal {
  const read = (rule: string) => numberOf(edition.figure('rules', { rule })).toNumber();
  return dayNightLevel(ld, ln, {
    dayHours: read('day-hours'),
    nightHours: read('night-hours'),
    penalty: read('night-penalty'),
  });
}

/** The level of a period that has all its hours. */
function whole({ level, hours, expected }: PeriodLevel): Decimal | null {
  return hours === expected ? level : null;
}

function checksOf(
  from: {
    readonly zone: string;
    readonly day: PeriodLevel;
    readonly night: PeriodLevel;
    readonly max: Decimal | null;
    readonly by: JudgeBy;
    readonly decimals: number;
  },
  edition: Edition,
): Check[] {
  const limit = (period: string) => edition.figure('limits', { zone: from.zone, period });
  const bar = (figure: Figure, more: Decimal | number, zh: string, en: string): Bar => ({
    value: numberOf(figure).plus(more),
    direction: 'at-most',
    name: localized(`${from.zone} 类区${zh}`, `zone ${from.zone}, ${en}`),
  });
  const judged = (level: Decimal | null, of: Bar) => (level ? judge(level, from.decimals, of, from.by) : null);
  const [day, night, more] = [limit('day'), limit('night'), edition.figure('rules', { rule: 'night-max' })];
  const nightMax = judged(from.max, bar(night, numberOf(more), '夜间最大声级', 'highest level at night'));
  return [
    { name: 'day', judgement: judged(whole(from.day), bar(day, 0, '昼间限值', 'limit by day')), figures: [day] },
    {
      name: 'night',
      judgement: judged(whole(from.night), bar(night, 0, '夜间限值', 'limit by night')),
      figures: [night],
    },
    ...(from.max ? [{ name: 'night-max' as const, judgement: nightMax, figures: [night, more] }] : []),
  ];
}

const NAMES = {
  day: localized('昼间', 'Day'),
  night: localized('夜间', 'Night'),
  'night-max': localized('夜间最大声级', 'Highest level at night'),
};

function checkStep({ name, judgement, figures }: Check) {
  const missing = localized('小时数不足，不判定。', 'Hours are missing; not judged.');
  return step(NAMES[name], judgement?.detail ?? missing, figures);
}

/** One exceedance decides; without one, a period that could not be judged leaves it open. */
function verdictOf(checks: readonly Check[]) {
  if (checks.some((check) => check.judgement?.verdict === 'not-met')) return 'not-met';
  return checks.every((check) => check.judgement) ? 'met' : 'insufficient-data';
}
