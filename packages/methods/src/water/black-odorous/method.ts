import { named } from '../../named.ts';
import { Decimal, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { itemName } from '../rules.ts';

const value = quantity.nullable().exactOptional();
const INDICATORS = ['sd', 'do', 'orp', 'nh3n'] as const;
type Indicator = (typeof INDICATORS)[number];

const input = z.strictObject({
  on: dateSchema.meta(named('监测日期', 'day', null, { zh: '监测日期，决定所用版本', en: 'day; decides the edition' })),
  place: z.enum(['urban', 'rural']).default('urban').meta(named('城市或农村水体', 'water of a city or a village')),
  items: z.strictObject({ sd: value, do: value, orp: value, nh3n: value }).meta(
    named('各项监测值', 'values of the items', 'follows', {
      zh: '透明度（cm）、溶解氧（mg/L）、氧化还原电位（mV）、氨氮（mg/L）',
      en: 'sd cm, do mg/L, orp mV, nh3n mg/L',
    }),
  ),
  depth: quantity.exactOptional().meta(named('水深', 'depth of the water', 'cm')),
});
type Question = z.output<typeof input>;

const GRADES = [
  localized('不黑臭', 'not black and odorous'),
  localized('轻度黑臭', 'mildly black and odorous'),
  localized('重度黑臭', 'severely black and odorous'),
];
const RURAL = localized('黑臭', 'black and odorous');

interface Graded {
  readonly indicator: Indicator;
  readonly value: Decimal;
  /** 0 none, 1 mild, 2 severe */
  readonly grade: number;
  readonly figures: readonly Figure[];
}

export const blackOdorousMethod = defineMethod({
  id: 'water.black-odorous',
  version: '1.0.0',
  title: localized('黑臭水体分级', 'Grade of black and odorous water'),
  summary: localized(
    '城市水体按透明度、溶解氧、氧化还原电位、氨氮分为轻度和重度，最差的一项决定；农村水体任一项满足即为黑臭。水深不足25厘米时透明度限值取水深的40%。',
    'City water is mild or severe by transparency, dissolved oxygen, redox potential and ammonia, the worst item decides; village water is black and odorous by any one item. Below 25 cm of water the limit of transparency is 40 % of the depth.',
  ),
  basis: [
    { family: 'black-odorous', clause: '黑臭水体污染程度分级' },
    { family: 'rural-black-odorous', clause: '识别限值' },
  ],
  input,
  output: {
    value: localized(
      '0 不黑臭、1 轻度（农村为黑臭）、2 重度',
      '0 not, 1 mild (in villages: black and odorous), 2 severe',
    ),
    unit: '1',
    details: {
      grade: localized('分级', 'grade'),
      items: localized('各项分级', 'grade of each item'),
      deciding: localized('决定分级的项目', 'items that decide'),
      missing: localized('未监测的项目', 'items not measured'),
    },
  },
  evaluate(question, context) {
    const on = dayOf(question.on);
    const rural = question.place === 'rural';
    const edition = editionFor(context, rural ? 'rural-black-odorous' : 'black-odorous', on);
    const wanted = INDICATORS.filter((i) => !rural || i !== 'orp');
    const graded = wanted.flatMap((i) => gradeOf(i, question, edition) ?? []);
    const missing = wanted.filter((i) => !graded.some((g) => g.indicator === i));
    const worst = graded.length === 0 ? null : Math.max(...graded.map((g) => g.grade));
    const name = worst === null ? null : gradeName(worst, rural);
    const deciding = graded.filter((g) => g.grade > 0 && g.grade === worst).map((g) => g.indicator);
    return {
      value: worst,
      shown: worst === null ? NO_VALUE : String(worst),
      unit: '1',
      verdict: worst === null ? 'insufficient-data' : worst === 0 ? 'met' : 'not-met',
      completeness: { valid: graded.length, expected: wanted.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        itemsStep(graded, rural, on, context),
        step(localized('分级', 'Grade'), conclusion(name, missing.length), [
          edition.figure('rules', { rule: rural ? 'any' : 'overall' }),
        ]),
      ],
      details: {
        grade: name,
        items: Object.fromEntries(graded.map((g) => [g.indicator, g.grade])),
        deciding,
        missing,
      },
    };
  },
});

function gradeName(grade: number, rural: boolean): Localized {
  return (rural && grade > 0 ? RURAL : GRADES[grade]) ?? RURAL;
}

function gradeOf(indicator: Indicator, question: Question, edition: Edition): Graded | null {
  const given = question.items[indicator];
  if (given === null || given === undefined) return null;
  const x = exact(given);
  const bad = (limit: Decimal) => (indicator === 'nh3n' ? x.gt(limit) : x.lt(limit));
  const shallow = indicator === 'sd' ? shallowLimit(question.depth, edition) : null;
  if (question.place === 'rural') {
    const figure = edition.figure('limits', { indicator });
    const limit = shallow?.limit ?? numberOf(figure);
    return { indicator, value: x, grade: bad(limit) ? 1 : 0, figures: [figure, ...(shallow?.figures ?? [])] };
  }
  if (shallow) return { indicator, value: x, grade: bad(shallow.limit) ? 2 : 0, figures: shallow.figures };
  const [mild, severe] = ['mild', 'severe'].map((grade) => edition.figure('grades', { indicator, grade }));
  if (!mild || !severe) throw new RangeError(indicator);
  const atLeastMild = bad(numberOf(mild)) || x.eq(numberOf(mild));
  const grade = bad(numberOf(severe)) ? 2 : atLeastMild ? 1 : 0;
  return { indicator, value: x, grade, figures: [mild, severe, edition.figure('rules', { rule: 'ends' })] };
}

/** In shallow water the limit of transparency is a share of the depth; `null` in deeper water. */
function shallowLimit(depth: Question['depth'], edition: Edition) {
  const [below, share] = ['shallow-depth', 'shallow-share'].map((rule) => edition.figure('rules', { rule }));
  if (depth === undefined || !below || !share || exact(depth).gte(numberOf(below))) return null;
  const meaning = edition.find('rules', { rule: 'shallow-meaning' });
  return {
    limit: exact(depth).times(numberOf(share)).div(100),
    figures: [below, share, ...(meaning ? [meaning] : [])],
  };
}

/** Names of the indicators that GB 3838 does not have. */
const ORP = localized('氧化还原电位', 'Redox potential');

function itemsStep(graded: readonly Graded[], rural: boolean, on: Day, context: MethodContext) {
  const title = localized('各项', 'Items');
  if (graded.length === 0) return step(title, localized('没有监测值。', 'There is no value.'));
  const texts = graded.map(({ indicator, value: x, grade }) => {
    const name = indicator === 'orp' ? ORP : itemName(context, indicator, on);
    const found = gradeName(grade, rural);
    return localized(`${name.zh} ${plain(x)}：${found.zh}`, `${name.en} ${plain(x)}: ${found.en}`);
  });
  return step(
    title,
    localized(`${texts.map((t) => t.zh).join('；')}。`, `${texts.map((t) => t.en).join('; ')}.`),
    graded.flatMap((g) => g.figures),
  );
}

function conclusion(name: Localized | null, missing: number): Localized {
  if (!name) return localized('没有监测值，不分级。', 'There is no value; not graded.');
  const [zh, en] = missing > 0 ? [`；有 ${missing} 项未监测`, `; ${missing} items were not measured`] : ['', ''];
  return localized(`${name.zh}${zh}。`, `${name.en}${en}.`);
}
