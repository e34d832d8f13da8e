import { EACH_ONCE, named } from '../../named.ts';
import { roundHalfEven, type Day, type Decimal, type Localized, type Warning } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { decimalsOr } from '../../air/period.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { about } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { inWan, PriceList, pricesSchema, ZERO, type Price } from './prices.ts';
import { Lookup, type Note, type Product } from './service.ts';
import { SERVICE_IDS, SERVICES, servicesSchema } from './services.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const GROUPS = ['supply', 'regulating', 'culture'] as const;

const serviceIds = z.array(z.enum(SERVICE_IDS)).meta(EACH_ONCE).default([]);

const inputSchema = z.strictObject({
  year: yearSchema,
  profile: z
    .enum(['gep-norm', 'db11-t-2059', 'gb-t-46869'])
    .default('gep-norm')
    .meta(
      named('核算范围', 'which services count', null, {
        zh: 'gep-norm 2022年国家规范，db11-t-2059 北京市，gb-t-46869 2025年国家标准',
        en: 'which document says what counts',
      }),
    ),
  include: serviceIds.meta(
    named('另外计入的服务', 'services that count besides', null, {
      zh: '另外计入的服务（如 oxygen）',
      en: 'services that count besides',
    }),
  ),
  exclude: serviceIds.meta(named('不计入的服务', 'services that do not count')),
  absent: serviceIds.meta(named('本区没有的服务（如 coast）', 'services that the place does not have')),
  prices: pricesSchema.prefault({}),
  services: servicesSchema,
  decimals: decimalsOr(2),
});
type Input = z.output<typeof inputSchema>;

/** A service of the profile as it was accounted. */
interface Account {
  readonly id: string;
  readonly name: Localized;
  readonly group: string;
  readonly counted: boolean;
  /** 10^4 yuan */
  readonly value: Decimal;
  readonly parts: readonly Part[];
  readonly figures: readonly Figure[];
  readonly notes: readonly Note[];
}

interface Part extends Product {
  /** `null` where there is no price for it */
  readonly value: Decimal | null;
  readonly found: Price | null;
  /** Value under every set that has the price, 10^4 yuan */
  readonly underSets: readonly { readonly set: string; readonly value: Decimal }[];
}

export const gepMethod = defineMethod({
  id: 'ecology.gep',
  version: '1.0.0',
  title: localized('生态产品总值（GEP）', 'Gross ecosystem product GEP'),
  summary: localized(
    '由面积、指数和统计表核算各项服务的实物量和价值量：哪些服务计入由规范（或用户）决定，价格取自注明年份和来源的价格表，并给出换用其他价格时的变化。',
    'Physical quantity and value of each service from areas, indices and statistics: the document (or the user) says which services count, prices come from a table with year and source, and the effect of other prices is shown.',
  ),
  basis: [
    { family: 'gep-norm', clause: '计入的服务' },
    { family: 'db11-t-2059', clause: '附录A（未收录，按国家规范推断）' },
    { family: 'gb-t-46869', clause: '计入的服务（未收录，推断）' },
    { family: 'gep-guide', clause: '各项服务的算法与参数（待核对）' },
    { family: 'redline-guide', clause: '径流系数' },
    { family: 'gep-prices', clause: '价格与价值参数' },
    { family: 'environmental-tax', clause: '税额与污染当量' },
    { family: 'gb-t-38582', clause: '物种保育（待核对）' },
  ],
  input: inputSchema,
  output: {
    value: localized('生态产品总值', 'gross ecosystem product'),
    unit: '10^4 yuan',
    details: {
      groups: localized(
        '物质供给、调节服务、文化服务的价值与比例',
        'value and share of supply, regulating and culture',
      ),
      services: localized('各项服务的实物量、价格和价值，万元', 'quantity, price and value of each service, 10^4 yuan'),
      sensitivity: localized('换用其他价格组时各项价值，万元', 'value of each product under other sets of prices'),
      range: localized('各项分别取最低和最高价格时的总值，万元', 'total with each price at its lowest and highest'),
      notCounted: localized('给出数据但规范不计入的服务', 'services with data that do not count'),
      missing: localized('规范计入而没有数据的服务', 'services that count and have no data'),
      unpriced: localized('没有价格的产品', 'products without a price'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, input.profile, on);
    const accounts = accountsOf(input, edition, context, on);
    const counted = accounts.filter((a) => a.counted);
    const total = counted.reduce((sum, a) => sum.plus(a.value), ZERO);
    const missing = countedServices(input, edition, on).filter(
      (id) => !input.absent.includes(id) && !accounts.some((a) => a.id === id),
    );
    const unpriced = counted.flatMap((a) => a.parts.filter((p) => p.value === null).map((p) => `${a.id}.${p.of}`));
    const complete = counted.length > 0 && missing.length === 0 && unpriced.length === 0;
    return {
      value: counted.length > 0 ? total.toNumber() : null,
      shown: counted.length > 0 ? roundHalfEven(total, input.decimals).toFixed(input.decimals) : NO_VALUE,
      unit: '10^4 yuan',
      verdict: complete ? 'not-applicable' : 'insufficient-data',
      completeness: {
        valid: counted.length,
        expected: counted.length + missing.length,
        required: counted.length + missing.length,
        of: 'samples',
      },
      editions: [edition],
      trace: [...accounts.map(accountStep), totalStep(counted, total, missing, edition, on)],
      warnings: cautions(input, accounts, unpriced),
      details: {
        groups: groupsOf(counted, total),
        services: Object.fromEntries(accounts.map((a) => [a.id, shownAccount(a)])),
        sensitivity: accounts.flatMap((a) =>
          a.parts.filter((p) => p.underSets.length > 1).map((p) => shownSets(a.id, p)),
        ),
        range: rangeOf(counted),
        notCounted: accounts.filter((a) => !a.counted).map((a) => a.id),
        missing,
        unpriced,
      },
    };
  },
});

function countedServices(input: Input, edition: Edition, on: Day): string[] {
  const listed = edition.figures('services', {}, on).filter((f) => f.value === 'yes');
  const ids = [...listed.map((f) => f.keys['service'] ?? ''), ...input.include];
  return [...new Set(ids)].filter((id) => !input.exclude.includes(id));
}

function accountsOf(input: Input, edition: Edition, context: MethodContext, on: Day): Account[] {
  const counted = new Set(countedServices(input, edition, on));
  const prices = new PriceList(input.prices, context, on);
  return Object.entries(input.services).flatMap(([id, data]) => {
    const found = SERVICES.get(id);
    if (!found || data === undefined) return [];
    const { products, figures, notes = [] } = found.compute(data, new Lookup(context, on, prices));
    const row = edition.figures('services', { service: id }, on)[0];
    const parts = products.map((product) => partOf(product, prices));
    return [
      {
        id,
        name: row?.text ?? localized(id, id),
        group: row?.keys['group'] ?? 'regulating',
        counted: counted.has(id),
        value: parts.reduce((sum, p) => sum.plus(p.value ?? 0), ZERO),
        parts,
        figures: [...figures, ...parts.flatMap((p) => p.found?.figures ?? []), ...(row ? [row] : [])],
        notes,
      },
    ];
  });
}

function partOf(product: Product, prices: PriceList): Part {
  const { price, quantity, yuan } = product;
  if (price === null) return { ...product, value: inWan(yuan ?? ZERO), found: null, underSets: [] };
  const found = prices.of(price);
  const value = found && inWan(quantity.times(found.value));
  const others = prices.everySet(price).map((p) => ({ set: p.set, value: inWan(quantity.times(p.value)) }));
  const own = found?.set === 'own' && value ? [{ set: 'own', value }] : [];
  return { ...product, value, found, underSets: [...own, ...others] };
}

function shownAccount({ counted, group, value, parts }: Account) {
  return {
    counted,
    group,
    value: value.toNumber(),
    products: parts.map((p) => ({
      of: p.of,
      quantity: p.quantity.toNumber(),
      unit: p.unit,
      price: p.found?.value.toNumber() ?? null,
      set: p.found?.set ?? null,
      priceYear: p.found?.year ?? null,
      value: p.value?.toNumber() ?? null,
    })),
  };
}

function shownSets(service: string, part: Part) {
  return {
    service,
    of: part.of,
    values: Object.fromEntries(part.underSets.map((s) => [s.set, s.value.toNumber()])),
  };
}

function groupsOf(counted: readonly Account[], total: Decimal) {
  return Object.fromEntries(
    GROUPS.map((group) => {
      const value = counted.filter((a) => a.group === group).reduce((sum, a) => sum.plus(a.value), ZERO);
      return [group, { value: value.toNumber(), share: total.isZero() ? null : value.div(total).toNumber() }];
    }),
  );
}

/** Totals with each product at its lowest and at its highest known price. */
function rangeOf(counted: readonly Account[]) {
  const parts = counted.flatMap((a) => a.parts);
  const extreme = (pick: (a: Decimal, b: Decimal) => Decimal) =>
    parts
      .reduce((sum, p) => sum.plus(p.underSets.reduce((x, s) => pick(x, s.value), p.value ?? ZERO)), ZERO)
      .toNumber();
  return {
    low: extreme((a, b) => (a.lt(b) ? a : b)),
    high: extreme((a, b) => (a.gt(b) ? a : b)),
  };
}

function accountStep(account: Account) {
  const text = account.parts
    .map((p) => {
      const price = p.found ? ` × ${about(p.found.value)}` : '';
      return `${about(p.quantity)} ${p.unit}${price}`;
    })
    .join('; ');
  const [zh, en] = account.counted ? ['', ''] : ['（不计入）', ' (not counted)'];
  return step(
    account.name,
    localized(
      `${text.replaceAll('; ', '；')} → ${about(account.value)} 万元${zh}。`,
      `${text} → ${about(account.value)} × 10^4 yuan${en}.`,
    ),
    account.figures,
  );
}

function totalStep(counted: readonly Account[], total: Decimal, missing: readonly string[], edition: Edition, on: Day) {
  const gaps =
    missing.length === 0 ? ['', ''] : [`，另有 ${missing.length} 项没有数据`, `; ${missing.length} have no data`];
  return step(
    localized('合计', 'Total'),
    localized(
      `计入 ${counted.length} 项，合计 ${about(total)} 万元${gaps[0]}。`,
      `Services that count: ${counted.length}, together ${about(total)} × 10^4 yuan${gaps[1]}.`,
    ),
    edition.figures('services', {}, on),
  );
}

function cautions(input: Input, accounts: readonly Account[], unpriced: readonly string[]): (Warning | null)[] {
  const years = new Set(accounts.flatMap((a) => a.parts.flatMap((p) => p.found?.year ?? [])));
  const others = [...years].filter((y) => y !== input.year).toSorted();
  const left = accounts.filter((a) => !a.counted).map((a) => a.name);
  return [
    others.length > 0 && input.prices.index === 1
      ? warning(
          'prices-of-other-years',
          `采用了 ${others.join('、')} 年的价格，未折算到 ${input.year} 年。`,
          `Prices of ${others.join(', ')} were used without indexing them to ${input.year}.`,
        )
      : null,
    left.length > 0
      ? warning(
          'not-in-profile',
          `规范不计入：${left.map((n) => n.zh).join('、')}。`,
          `Not counted by the document: ${left.map((n) => n.en).join(', ')}.`,
        )
      : null,
    unpriced.length > 0
      ? warning('no-price', `没有价格：${unpriced.join('、')}。`, `No price for ${unpriced.join(', ')}.`)
      : null,
    ...accounts.flatMap((a) => a.notes.map((n) => warning(n.code, n.text.zh, n.text.en))),
  ];
}
