import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, step } from '../../result.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const poolsSchema = z.strictObject({
  above: quantity.meta(named('地上生物量碳', 'carbon above ground', 't')),
  below: quantity.meta(named('地下生物量碳', 'below ground', 't')),
  soil: quantity.meta(named('土壤碳', 'soil', 't')),
  dead: quantity.meta(named('死有机质碳', 'dead matter', 't')),
});

export const carbonStockMethod = defineMethod({
  id: 'ecology.carbon-stock',
  version: '1.0.0',
  title: localized('碳储量变化', 'Change of carbon stock'),
  summary: localized(
    '四个碳库之和在两期间的变化，折合二氧化碳；给出碳价时按逐年均摊、折现求净现值。',
    'Change of the sum of four carbon pools between two dates, as CO2; with a price its present value, spread evenly over the years and discounted.',
  ),
  basis: [{ family: 'gep-guide', clause: '固碳释氧（待核对）' }],
  input: z.strictObject({
    from: yearSchema,
    to: yearSchema,
    before: poolsSchema,
    after: poolsSchema,
    price: quantity
      .exactOptional()
      .meta(
        named('碳价', 'price of a tonne of carbon', null, { zh: '碳价，元/t 碳', en: 'price of a tonne of carbon' }),
      ),
    discount: quantity.default(0).meta(named('折现率', 'discount rate', '%')),
    priceChange: quantity.default(0).meta(named('碳价年变化率', 'yearly change of the price', '%')),
  }),
  output: {
    value: localized('碳储量变化，t 碳', 'change of the stock, t of carbon'),
    unit: 't',
    details: {
      before: localized('期初碳储量，t', 'stock before, t'),
      after: localized('期末碳储量，t', 'stock after, t'),
      co2: localized('折合二氧化碳，t', 'as CO2, t'),
      presentValue: localized('净现值，元', 'present value, yuan'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.to);
    const edition = editionFor(context, 'gep-guide', on);
    const [before, after] = [input.before, input.after].map((pools) =>
      Object.values(pools).reduce<Decimal>((sum, x) => sum.plus(exact(x)), new Decimal(0)),
    );
    const change = (after ?? new Decimal(0)).minus(before ?? 0);
    const years = input.to - input.from;
    const present =
      input.price === undefined || years <= 0
        ? null
        : change
            .times(exact(input.price))
            .div(years)
            .times(annuity(years, exact(input.discount), exact(input.priceChange)));
    const [b, a] = [about(before ?? 0), about(after ?? 0)];
    return {
      value: change.toNumber(),
      shown: roundHalfEven(change, 1).toFixed(1),
      unit: 't',
      verdict: 'not-applicable',
      editions: [edition],
      trace: [
        step(
          localized('碳储量', 'Stock'),
          localized(`${a} − ${b} = ${about(change)} t 碳。`, `${a} − ${b} = ${about(change)} t of carbon.`),
          edition.figures('carbon', { item: 'stoichiometry' }, on),
        ),
        ...(present
          ? [
              step(
                localized('净现值', 'Present value'),
                localized(
                  `${years} 年均摊并折现：${about(present)} 元。`,
                  `Spread over ${years} years: ${about(present)} yuan.`,
                ),
              ),
            ]
          : []),
      ],
      details: {
        before: before?.toNumber() ?? null,
        after: after?.toNumber() ?? null,
        co2: change.times(44).div(12).toNumber(),
        presentValue: present?.toNumber() ?? null,
      },
    };
  },
});

/** Σ over the years of 1 / ((1 + discount)(1 + change of the price))^i, as InVEST has it. */
function annuity(years: number, discount: Decimal, change: Decimal): Decimal {
  const growth = discount.div(100).plus(1).times(change.div(100).plus(1));
  let [sum, factor] = [new Decimal(0), new Decimal(1)];
  for (let i = 0; i < years; i++) {
    sum = sum.plus(factor);
    factor = factor.div(growth);
  }
  return sum;
}
