import { named } from '../../named.ts';
import { calendarOf, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, type Outcome } from '../../result.ts';

const STANDARDS = ['db11-890', 'gb-18918', 'db11-307', 'db11-1612'] as const;

const INDICATORS = {
  ph: localized('pH', 'pH'),
  cod: localized('化学需氧量', 'Chemical oxygen demand'),
  bod5: localized('五日生化需氧量', 'Five-day biochemical oxygen demand'),
  ss: localized('悬浮物', 'Suspended solids'),
  nh3n: localized('氨氮', 'Ammonia nitrogen'),
  tn: localized('总氮', 'Total nitrogen'),
  tp: localized('总磷', 'Total phosphorus'),
  'animal-oil': localized('动植物油', 'Animal and vegetable oil'),
  oil: localized('石油类', 'Petroleum'),
  las: localized('阴离子表面活性剂', 'Anionic surfactants'),
  colour: localized('色度', 'Colour'),
  chlorine: localized('总余氯', 'Total residual chlorine'),
  fc: localized('粪大肠菌群', 'Faecal coliforms'),
} as const;
type Indicator = keyof typeof INDICATORS;
const indicators = Object.keys(INDICATORS) as Indicator[];

const input = z.strictObject({
  on: dateSchema.meta(
    named('排放日期', 'day', null, {
      zh: '排放日期，决定版本和冬季限值',
      en: 'day; decides edition and winter limits',
    }),
  ),
  standard: z.enum(STANDARDS).meta(named('排放标准', 'discharge standard')),
  plant: z.enum(['new', 'existing']).default('new').meta(named('新建或现有（DB11/890）', 'new or existing plant')),
  grade: z
    .enum(['A', 'B', '1A', '1B'])
    .meta(named('级别', 'grade', null, { zh: 'A、B（北京）或 1A、1B（国家）', en: 'grade' })),
  indicator: z.enum(indicators).meta(named('项目', 'item')),
  waterTemperature: quantity.exactOptional().meta(
    named('水温', 'water temperature', '℃', {
      zh: '水温（℃），GB 18918 氨氮需要',
      en: 'water temperature, for ammonia of GB 18918',
    }),
  ),
  concentration: quantity.exactOptional().meta(
    named('排放浓度', 'concentration to be judged', null, {
      zh: '排放浓度，给出则判定',
      en: 'concentration to be judged',
    }),
  ),
});
type Question = z.output<typeof input>;

export const effluentLimitsMethod = defineMethod({
  id: 'water.effluent-limits',
  version: '1.0.0',
  title: localized('污水排放限值查询', 'Discharge limits of sewage'),
  summary: localized(
    '查 DB11/890、GB 18918、DB11/307 的排放限值（分级、新建或现有、冬季或低温），给出浓度时一并判定。DB11/1612 的限值未见，只说明这一点。',
    'Looks up discharge limits of DB11/890, GB 18918 and DB11/307 (grade, new or existing, winter or cold water) and judges a concentration. The limits of DB11/1612 were not seen, which is all that is said of them.',
  ),
  basis: [
    { family: 'db11-890', clause: '水污染物排放限值' },
    { family: 'gb-18918', clause: '基本控制项目最高允许排放浓度' },
    { family: 'db11-307', clause: '表1 直接排放限值' },
    { family: 'db11-1612', clause: '适用范围' },
  ],
  input,
  output: {
    value: localized('限值；pH 为范围，没有单一数值', 'limit; none for pH, which has a range'),
    unit: null,
    details: {
      limits: localized('限值（pH 为下限和上限）', 'limit (for pH both ends)'),
      condition: localized('适用条件', 'condition that applies'),
    },
  },
  evaluate(question, context) {
    const on = dayOf(question.on);
    const edition = editionFor(context, question.standard, on);
    if (question.standard === 'db11-1612') return unknownLimits(edition);
    const found = limitFor(question, edition, on);
    return found === null ? noLimit(question, edition) : limitOutcome(question, found, edition, on);
  },
});

interface Found {
  readonly figure: Figure;
  readonly condition: Figure | null;
}

/** The limit that applies on the day and at the temperature; `needs-temperature` where that decides and is unknown. */
function limitFor(question: Question, edition: Edition, on: Day): Found | 'needs-temperature' | null {
  const { plant, grade, indicator } = question;
  const found = edition
    .figures('limits', { grade, indicator })
    .filter((f) => f.keys['plant'] === 'any' || f.keys['plant'] === plant);
  const whatever = found.find((f) => f.keys['condition'] === 'any');
  if (whatever) return { figure: whatever, condition: null };
  if (found.length === 0) return null;
  const wanted = conditionOn(question, edition, on);
  if (wanted === null) return 'needs-temperature';
  const figure = found.find((f) => f.keys['condition'] === wanted);
  return figure ? { figure, condition: edition.figure('conditions', { condition: wanted }) } : null;
}

function conditionOn({ waterTemperature }: Question, edition: Edition, on: Day): string | null {
  const cold = edition.find('conditions', { condition: 'cold' });
  if (cold) {
    if (waterTemperature === undefined) return null;
    return exact(waterTemperature).lte(numberOf(cold)) ? 'cold' : 'other';
  }
  const [from = '', to = ''] = (edition.figure('conditions', { condition: 'winter' }).values ?? []).map((x) => x ?? '');
  const { month, date } = calendarOf(on);
  const day = `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return day >= from || day <= to ? 'winter' : 'other';
}

function limitOutcome(question: Question, found: Found | 'needs-temperature', edition: Edition, on: Day): Outcome {
  if (found === 'needs-temperature') return needsTemperature(edition);
  const { figure, condition } = found;
  const limits = figure.values?.flatMap((x) => x ?? []) ?? [figure.value ?? ''];
  const shown = limits.join('–');
  const name = INDICATORS[question.indicator];
  const unit = figure.unit ?? '1';
  const verdict = verdictOf(question, figure, limits);
  const when = condition?.text ?? localized('', '');
  const grade = edition.find('grades', { grade: question.grade });
  const written = unit === '1' ? shown : `${shown} ${unit}`;
  return {
    value: limits.length > 1 ? null : exact(shown).toNumber(),
    shown,
    unit,
    verdict,
    limit: shown,
    editions: [edition],
    trace: [
      step(
        localized('限值', 'Limit'),
        localized(
          `${name.zh}：${written}${when.zh ? `（${when.zh}）` : ''}。`,
          `${name.en}: ${written}${when.en ? ` (${when.en})` : ''}.`,
        ),
        [figure, condition, grade, edition.find('scope', { rule: 'plants' }, on)],
      ),
      ...(question.concentration === undefined
        ? []
        : [step(localized('判定', 'Verdict'), judged(question, written, verdict))]),
    ],
    details: { limits, condition: condition?.keys['condition'] ?? null },
  };
}

function verdictOf({ concentration }: Question, figure: Figure, limits: readonly string[]): Outcome['verdict'] {
  if (concentration === undefined) return 'not-applicable';
  const x = exact(concentration);
  const [first = '0', last = first] = limits;
  const keeps = figure.values ? x.gte(exact(first)) && x.lte(exact(last)) : x.lte(exact(first));
  return keeps ? 'met' : 'not-met';
}

function judged({ concentration }: Question, limit: string, verdict: Outcome['verdict']): Localized {
  const x = plain(concentration ?? 0);
  return verdict === 'met'
    ? localized(`${x} 符合限值 ${limit}。`, `${x} keeps the limit ${limit}.`)
    : localized(`${x} 超过限值 ${limit}。`, `${x} is beyond the limit ${limit}.`);
}

function without(edition: Edition, text: Localized, figures: readonly (Figure | null)[]): Outcome {
  return {
    value: null,
    shown: NO_VALUE,
    unit: 'mg/L',
    verdict: 'insufficient-data',
    editions: [edition],
    trace: [step(localized('限值', 'Limit'), text, figures)],
    details: { limits: null, condition: null },
  };
}

function unknownLimits(edition: Edition): Outcome {
  const figure = edition.figure('scope', { rule: 'limits' });
  return without(edition, figure.text ?? localized('限值未见。', 'The limits were not seen.'), [figure]);
}

function needsTemperature(edition: Edition): Outcome {
  const text = localized(
    '氨氮限值随水温而不同，请给出水温。',
    'The limit of ammonia depends on the water temperature, which was not given.',
  );
  return without(edition, text, [edition.figure('conditions', { condition: 'cold' })]);
}

function noLimit({ grade, indicator }: Question, edition: Edition): Outcome {
  const name = INDICATORS[indicator];
  const [figure] = edition.figures('grades');
  return without(
    edition,
    localized(
      `没有收录 ${name.zh} 在分级 ${grade} 的限值。`,
      `No limit of ${name.en} for grade ${grade} is on record.`,
    ),
    [figure ?? null],
  );
}
