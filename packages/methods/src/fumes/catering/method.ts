import { named } from '../../named.ts';
import { Decimal, formatDay, roundHalfEven, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';

const POLLUTANTS = ['fume', 'particles', 'nmhc'] as const;
const concentration = quantity.nullable().default(null);

interface Item {
  readonly id: (typeof POLLUTANTS)[number];
  readonly limit: Figure;
  readonly from: Figure;
  readonly inForce: boolean;
  readonly value: Decimal | null;
  /** Concentration over limit; `null` where nothing is judged */
  readonly ratio: Decimal | null;
}

export const cateringMethod = defineMethod({
  id: 'fumes.catering',
  version: '1.0.0',
  title: localized('餐饮业大气污染物排放', 'Emissions of catering'),
  summary: localized(
    '油烟、颗粒物、非甲烷总烃排放浓度与 DB11/1488 限值比较；没有净化设施直接排放的视同超标。',
    'Concentrations of cooking fume, particles and non-methane hydrocarbons against the limits of DB11/1488; discharge without a purifier counts as exceeding.',
  ),
  basis: [{ family: 'db11-1488', clause: '表1' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('监测日期', 'day', null, { zh: '监测日期，决定所用版本和限值', en: 'day; decides edition and limits' }),
    ),
    fume: concentration.meta(named('油烟', 'cooking fume', 'mg/m3')),
    particles: concentration.meta(named('颗粒物', 'particles', 'mg/m3')),
    nmhc: concentration.meta(named('非甲烷总烃', 'non-methane hydrocarbons', 'mg/m3')),
    purifier: z.boolean().default(true).meta(named('是否经净化设施排放', 'whether there is a purifier')),
  }),
  output: {
    value: localized('最大的浓度与限值之比', 'largest ratio of concentration to limit'),
    unit: '1',
    details: {
      items: localized('各项浓度、限值、是否达标', 'concentration, limit and result of each item'),
      notYet: localized('限值尚未执行、未判定的项目', 'items whose limit is not in force yet'),
    },
  },
  evaluate(input, context) {
    const on = dayOf(input.on);
    const edition = editionFor(context, 'db11-1488', on);
    const items = POLLUTANTS.map((id) => itemOf(id, input[id], on, edition));
    const ratios = items.flatMap((i) => (i.ratio ? [i.ratio] : []));
    const value = ratios.length === 0 ? null : Decimal.max(...ratios);
    const rule = edition.figure('rules', { rule: 'no-purifier' });
    const above = !input.purifier || ratios.some((r) => r.gt(1));
    return {
      value: value?.toNumber() ?? null,
      shown: value ? roundHalfEven(value, 2).toFixed(2) : NO_VALUE,
      unit: '1',
      verdict: above ? 'not-met' : value ? 'met' : 'insufficient-data',
      limit: '1',
      completeness: {
        valid: ratios.length,
        expected: items.filter((i) => i.inForce).length,
        required: null,
        of: 'samples',
      },
      editions: [edition],
      trace: [
        ...items.map((item) => itemStep(item)),
        ...(input.purifier ? [] : [step(localized('净化设施', 'Purifier'), rule.text ?? localized('', ''), [rule])]),
      ],
      details: {
        items: items.map((i) => ({
          id: i.id,
          value: i.value ? plain(i.value) : null,
          limit: i.limit.value,
          met: i.ratio ? i.ratio.lte(1) : null,
        })),
        notYet: items.filter((i) => !i.inForce && i.value).map((i) => i.id),
      },
    };
  },
});

function itemOf(id: Item['id'], given: string | number | null, on: Day, edition: Edition): Item {
  const limit = edition.figure('limits', { pollutant: id });
  const from = edition.figure('rules', { rule: `from-${id}` });
  const value = given === null ? null : exact(given);
  const inForce = formatDay(on) >= (from.value ?? '');
  return { id, limit, from, inForce, value, ratio: value && inForce ? value.div(numberOf(limit)) : null };
}

function itemStep({ limit, from, value, ratio, inForce }: Item) {
  const name = limit.text ?? localized('', '');
  const bar = plain(numberOf(limit));
  if (!value) return step(name, localized('未监测。', 'Not measured.'), [limit]);
  if (!inForce || !ratio) {
    return step(
      name,
      localized(`限值自 ${from.value} 起执行，不判定。`, `The limit holds from ${from.value}; not judged.`),
      [limit, from],
    );
  }
  const sign = ratio.gt(1) ? '>' : ratio.eq(1) ? '=' : '<';
  const written = `${plain(value)} ${sign} ${bar} mg/m³`;
  return step(
    name,
    localized(`${written}：${ratio.gt(1) ? '超标' : '达标'}。`, `${written}: ${ratio.gt(1) ? 'exceeds' : 'met'}.`),
    [limit, from],
  );
}
