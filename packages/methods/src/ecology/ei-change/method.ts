import { named } from '../../named.ts';
import { type Decimal, type Warning } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { changeClassOf, type ChangeClass } from '../change.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const GOALS = {
  higher: (d: Decimal) => d.gt(0),
  'not-lower': (d: Decimal) => d.gte(0),
} as const;
type Goal = keyof typeof GOALS;

const sideSchema = z.strictObject({
  year: yearSchema,
  value: quantity.nullable().meta(named('公布或计算的指数', 'index as published or computed')),
  edition: z
    .string()
    .exactOptional()
    .meta(
      named('计算该值所用的版本', 'edition that the value was computed with', null, {
        zh: '计算该值所用的版本，缺省为该年现行版本',
        en: 'edition that the value was computed with',
      }),
    ),
});

export const eiChangeMethod = defineMethod({
  id: 'ecology.ei-change',
  version: '1.0.0',
  title: localized('生态质量指数变化分级', 'Class of change of an ecological index'),
  summary: localized(
    '两年指数之差（精确相减）按幅度分级，分级界值归较大一级；两年的指数须由同一版本计算，否则不可比。可判断是否“不降”或“上升”。',
    'The difference of two years’ indices, subtracted exactly, by class of size; a value on a limit belongs to the larger class. Both must come from one edition, else they are not comparable. Can be judged as “not lower” or “higher”.',
  ),
  basis: [
    { family: 'hj-192', clause: '变化幅度分级' },
    { family: 'eqi', clause: '变化幅度分级（待核对）' },
    { family: 'db11-t-1877', clause: '空白方案' },
  ],
  input: z.strictObject({
    standard: z.enum(['hj-192', 'eqi', 'db11-t-1877']).default('hj-192'),
    before: sideSchema,
    now: sideSchema,
    goal: z.enum(['higher', 'not-lower']).exactOptional().meta(named('要求', 'what is asked for')),
  }),
  output: {
    value: localized('指数变化量', 'change of the index'),
    unit: '1',
    details: {
      class: localized('变化等级', 'class of change'),
      className: localized('变化等级名称', 'name of the class'),
      comparable: localized('两年的指数是否可比', 'whether both values are comparable'),
      editions: localized('两年所用版本', 'editions of both years'),
    },
  },
  evaluate({ standard, before, now, goal }, context) {
    const [then, current] = [before, now].map((side) => editionOf(side, standard, context));
    const edition = current ?? editionFor(context, standard, lastDayOf(now.year));
    const comparable = then?.id === edition.id;
    const difference =
      comparable && now.value !== null && before.value !== null ? exact(now.value).minus(exact(before.value)) : null;
    const found = difference && changeClassOf(difference, edition, lastDayOf(now.year));
    return {
      value: difference?.toNumber() ?? null,
      shown: difference ? `${difference.gt(0) ? '+' : ''}${plain(difference)}` : NO_VALUE,
      unit: '1',
      verdict: verdictOf(difference, goal),
      editions: [edition],
      trace: [
        step(
          localized('变化量', 'Change'),
          difference
            ? localized(
                `${plain(now.value ?? 0)} − ${plain(before.value ?? 0)} = ${plain(difference)}。`,
                `${plain(now.value ?? 0)} − ${plain(before.value ?? 0)} = ${plain(difference)}.`,
              )
            : whyNone(comparable),
        ),
        classStep(found, edition, lastDayOf(now.year)),
      ],
      warnings: [
        comparable ? null : notComparable(then, edition),
        found || !comparable ? null : noClasses(edition, difference),
      ],
      details: {
        class: found?.id ?? null,
        className: found?.name ?? null,
        comparable,
        editions: [then?.id ?? null, edition.id],
      },
    };
  },
});

function editionOf(side: z.output<typeof sideSchema>, standard: string, context: MethodContext): Edition {
  return side.edition === undefined
    ? editionFor(context, standard, lastDayOf(side.year))
    : context.standards.edition(side.edition);
}

function verdictOf(difference: Decimal | null, goal: Goal | undefined) {
  if (!difference) return 'insufficient-data';
  if (goal === undefined) return 'not-applicable';
  return GOALS[goal](difference) ? 'met' : 'not-met';
}

function whyNone(comparable: boolean) {
  return comparable
    ? localized('有一年没有指数，不能比较。', 'One of the years has no index; no comparison.')
    : localized(
        '两年的指数由不同版本计算，不可比。',
        'The two values come from different editions; they are not comparable.',
      );
}

function classStep(found: ChangeClass | null, edition: Edition, on: number) {
  const text = found
    ? localized(`变化等级：${found.name.zh}。`, `Class: ${found.name.en}.`)
    : localized('不分级。', 'Not classed.');
  const figures = found?.figures ?? [...edition.figures('change', {}, on), ...edition.figures('to-fill', {}, on)];
  return step(localized('变化分级', 'Class of change'), text, figures);
}

function notComparable(then: Edition | undefined, now: Edition): Warning {
  return warning(
    'editions-differ',
    `前后分别按 ${then?.number} 和 ${now.number} 计算，序列不能衔接。`,
    `Computed with ${then?.id} and ${now.id}; the series must not be joined.`,
  );
}

function noClasses(edition: Edition, difference: Decimal | null): Warning | null {
  return difference
    ? warning(
        'no-classes',
        `${edition.number} 的变化分级未收录，只给出变化量。`,
        `The classes of change of ${edition.id} are not here; only the difference is given.`,
      )
    : null;
}
