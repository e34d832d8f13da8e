import { named } from '../../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, step, warning } from '../../result.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const itemSchema = z.strictObject({
  id: z.string().meta(named('登记编码、号牌或车架号', 'registration code, plate or frame number')),
  cut: quantity.default(0).meta(named('减排量', 'cu', 't')),
});

const inputSchema = z.strictObject({
  year: yearSchema,
  measures: z.array(z.strictObject({ measure: z.string(), items: z.array(itemSchema) })).meta(
    named('各措施的车辆或机械', 'items of each measure', null, {
      zh: '各措施的车辆或机械，靠前的措施优先计入',
      en: 'items of each measure; an earlier measure counts first',
    }),
  ),
});
type Input = z.output<typeof inputSchema>;

export const doubleCountGuardMethod = defineMethod({
  id: 'emissions.double-count-guard',
  version: '1.0.0',
  title: localized('减排重复计算检查', 'Guard against double counting'),
  summary: localized(
    '同一辆车、机械或设施出现在两项措施中（或同一措施中两次）时只计一次：按登记编码比对（不分全角半角、大小写、空格、间隔号），列出重复项和应扣除的减排量。',
    'An item that stands in two measures (or twice in one) counts once: codes are compared regardless of width, case, spaces and dots; repeats and what they count for are listed.',
  ),
  basis: [{ family: 'emission-reduction-guide', clause: '只计一次（未收录，推断）' }],
  input: inputSchema,
  output: {
    value: localized('重复的项目数；0 为没有重复', 'number of items that stand twice or more; 0 is none'),
    unit: '1',
    details: {
      duplicates: localized(
        '重复的项目、所在措施和应扣除的减排量',
        'repeated items, their measures and the cut to take off',
      ),
      unique: localized('不重复的项目数', 'number of different items'),
      cut: localized('扣除重复后的减排量，t', 'cut without repeats, t'),
      doubled: localized('重复计算的减排量，t', 'cut that was counted twice, t'),
      byMeasure: localized('扣除重复后各措施的减排量，t', 'cut of each measure without repeats, t'),
      unidentified: localized('没有编码的项目数', 'items without a code'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, 'emission-reduction-guide', on);
    const { counted, repeats, unidentified } = sort(input);
    const duplicates = [...repeats].map(([id, { measures, cut }]) => ({ id, measures, cut: cut.toNumber() }));
    const doubled = [...repeats.values()].reduce((sum, r) => sum.plus(r.cut), new Decimal(0));
    const cut = [...counted.values()].reduce((sum, c) => sum.plus(c.cut), new Decimal(0));
    const none = duplicates.length === 0;
    return {
      value: duplicates.length,
      shown: String(duplicates.length),
      unit: '1',
      verdict: none ? (unidentified > 0 ? 'insufficient-data' : 'met') : 'not-met',
      limit: '0',
      editions: [edition],
      trace: [
        step(
          localized('比对', 'Comparison'),
          none
            ? localized(`${counted.size} 项，没有重复。`, `Items: ${counted.size}, none repeated.`)
            : localized(
                `${duplicates.length} 项重复，扣除 ${about(doubled)} t，计入 ${about(cut)} t。`,
                `Repeated items: ${duplicates.length}; ${about(doubled)} t are taken off and ${about(cut)} t count.`,
              ),
          [edition.figure('rules', { rule: 'once' }, on)],
        ),
      ],
      warnings: [
        unidentified > 0
          ? warning(
              'items-without-code',
              `${unidentified} 项没有编码，无法比对。`,
              `Items without a code, which cannot be compared: ${unidentified}.`,
            )
          : null,
      ],
      details: {
        duplicates,
        unique: counted.size,
        cut: cut.toNumber(),
        doubled: doubled.toNumber(),
        byMeasure: Object.fromEntries(input.measures.map(({ measure }) => [measure, cutOf(counted, measure)])),
        unidentified,
      },
    };
  },
});

interface Counted {
  readonly measure: string;
  readonly cut: Decimal;
}

interface Repeat {
  readonly measures: string[];
  cut: Decimal;
}

/** The first measure that names an item counts it; every further one is a repeat. Items without a code cannot be told apart and all count. */
function sort({ measures }: Input) {
  const counted = new Map<string, Counted>();
  const repeats = new Map<string, Repeat>();
  let unidentified = 0;
  for (const { measure, items } of measures) {
    for (const item of items) {
      const id = normalised(item.id) || `#${++unidentified}`;
      const first = counted.get(id);
      const cut = exact(item.cut);
      if (!first) {
        counted.set(id, { measure, cut });
        continue;
      }
      const repeat = repeats.get(id) ?? { measures: [first.measure], cut: new Decimal(0) };
      repeat.measures.push(measure);
      repeat.cut = repeat.cut.plus(cut);
      repeats.set(id, repeat);
    }
  }
  return { counted, repeats, unidentified };
}

/** `京Ａ·１２３４５` and `京a12345` are one plate. */
function normalised(id: string): string {
  return id
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s·•.\-_/]/g, '');
}

function cutOf(counted: ReadonlyMap<string, Counted>, measure: string): number {
  return [...counted.values()]
    .filter((c) => c.measure === measure)
    .reduce((sum, c) => sum.plus(c.cut), new Decimal(0))
    .toNumber();
}
