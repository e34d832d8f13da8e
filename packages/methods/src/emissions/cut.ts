import { named } from '../named.ts';
import { Decimal, type Localized, type TraceStep, type Warning } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { decimalsOr } from '../air/period.ts';
import { atLeastSchema, judge, judgeBySchema, targetBar } from '../judge.ts';
import { about, formatRounded, plain } from '../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../result.ts';
import type { Co2 } from './energy.ts';

/** What measures take off the emissions of a year, in tonnes. */
export const POLLUTANTS = ['nox', 'hc', 'pm25', 'pm10', 'co', 'co2', 'hc-nox', 'pm'] as const;
export type Pollutant = (typeof POLLUTANTS)[number];

/** Tonnes a year by pollutant; a pollutant that is not known is left out. */
export type Tonnes = Readonly<Partial<Record<Pollutant, Decimal>>>;

export const NAMES: Readonly<Record<Pollutant, Localized>> = {
  nox: localized('氮氧化物', 'NOx'),
  hc: localized('挥发性有机物（HC）', 'VOC (HC)'),
  pm25: localized('PM2.5', 'PM2.5'),
  pm10: localized('PM10', 'PM10'),
  co: localized('一氧化碳', 'CO'),
  co2: localized('二氧化碳', 'CO2'),
  'hc-nox': localized('HC+NOx', 'HC + NOx'),
  pm: localized('颗粒物', 'particles'),
};

export const cutFields = {
  of: z.enum(POLLUTANTS).default('nox').meta(named('作为结果值的污染物', 'pollutant that is the value')),
  target: atLeastSchema.exactOptional(),
  judgeBy: judgeBySchema,
  decimals: decimalsOr(4),
};

export interface CutQuestion {
  readonly of: Pollutant;
  readonly target?: z.output<typeof atLeastSchema>;
  readonly judgeBy: z.output<typeof judgeBySchema>;
  readonly decimals: number;
}

/** What was found for one line of a measure. */
export interface CutLine {
  readonly name: string;
  readonly cut: Tonnes;
  /** Pollutants that count for it but have no factor */
  readonly missing: readonly Pollutant[];
}

/** The line with its CO2: missing where a factor is not known, left out where none was asked for. */
export function withCo2(line: CutLine, co2: Co2 | null): CutLine {
  if (co2 === null) return line;
  return co2.tonnes === null
    ? { ...line, missing: [...line.missing, 'co2'] }
    : { ...line, cut: { ...line.cut, co2: co2.tonnes } };
}

export function sumOf(lines: readonly CutLine[]): Tonnes {
  const sum: Partial<Record<Pollutant, Decimal>> = {};
  for (const { cut } of lines) {
    for (const pollutant of POLLUTANTS) {
      const x = cut[pollutant];
      if (x) sum[pollutant] = (sum[pollutant] ?? new Decimal(0)).plus(x);
    }
  }
  return sum;
}

/** Value, verdict and warnings that every method of cuts shares.  */
export function cutOutcome(
  question: CutQuestion,
  lines: readonly CutLine[],
  evidence: {
    readonly editions: readonly Edition[];
    readonly trace: readonly TraceStep[];
    readonly warnings: readonly (Warning | null)[];
  },
): Outcome {
  const sum = sumOf(lines);
  const value = sum[question.of] ?? null;
  const incomplete = lines.filter((l) => l.missing.includes(question.of));
  const complete = value !== null && incomplete.length === 0;
  const judged =
    complete && question.target ? judge(value, question.decimals, targetBar(question.target), question.judgeBy) : null;
  return {
    value: value?.toNumber() ?? null,
    shown: value ? formatRounded(value, question.decimals) : NO_VALUE,
    unit: 't',
    verdict: complete ? (judged?.verdict ?? 'not-applicable') : 'insufficient-data',
    limit: question.target ? plain(question.target.value) : null,
    completeness: {
      valid: lines.length - incomplete.length,
      expected: lines.length,
      required: lines.length,
      of: 'samples',
    },
    editions: evidence.editions,
    trace: [
      ...evidence.trace,
      step(localized('合计', 'Total'), totalText(sum)),
      ...(judged ? [step(localized('判定', 'Verdict'), judged.detail)] : []),
    ],
    warnings: [...evidence.warnings, noFactor(incomplete, question.of), judged?.warning ?? null],
    details: {
      cut: tonnesShown(sum),
      lines: lines.map((l) => ({ name: l.name, cut: tonnesShown(l.cut), missing: l.missing })),
    },
  };
}

export const cutDetails = {
  cut: localized('各污染物减排量，t/a', 'cut of each pollutant, t a year'),
  lines: localized('各行减排量与缺少因子的污染物', 'cut of each line, and pollutants without a factor'),
};

export function tonnesShown(tonnes: Tonnes): Record<string, number> {
  return Object.fromEntries(
    POLLUTANTS.flatMap((pollutant) => {
      const x = tonnes[pollutant];
      return x ? [[pollutant, x.toNumber()]] : [];
    }),
  );
}

/** `NOx 4.4432 t, CO 1.76 t` */
export function listOf(tonnes: Tonnes, language: keyof Localized): string {
  const parts = POLLUTANTS.flatMap((p) => {
    const x = tonnes[p];
    return x ? [`${NAMES[p][language]} ${about(x, 6)} t`] : [];
  });
  return parts.join(language === 'zh' ? '，' : ', ') || NO_VALUE;
}

function totalText(sum: Tonnes): Localized {
  return Object.keys(sum).length === 0
    ? localized('没有可计算的减排量。', 'Nothing can be computed.')
    : localized(`${listOf(sum, 'zh')}。`, `${listOf(sum, 'en')}.`);
}

function noFactor(lines: readonly CutLine[], pollutant: Pollutant): Warning | null {
  if (lines.length === 0) return null;
  const { zh, en } = NAMES[pollutant];
  return warning(
    'no-factor',
    `${lines.length} 行没有${zh}的因子，结果不完整。`,
    `Lines without a factor of ${en}: ${lines.length}; the result is incomplete.`,
  );
}

/** g as tonnes */
export function gramsToTonnes(grams: Decimal): Decimal {
  return grams.div(1e6);
}
