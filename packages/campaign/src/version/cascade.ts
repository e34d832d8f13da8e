import { Decimal, type Localized } from '@qingshan/kernel';
import { lastDayOf } from '../due.ts';
import { measuresOf } from '../measures.ts';
import type { District, Measure, Plan } from '../types.ts';
import { TOWNS, unitName } from '../units.ts';

/** An amount with its unit, as the documents write them: `30`, `辆`. */
export interface Quantity {
  /** Decimal string */
  readonly value: string;
  readonly unit: string;
}

/** What the municipal plan orders of the district 市级任务. */
export interface MunicipalItem {
  readonly id: string;
  /** 《推进美丽北京建设持续深入打好污染防治攻坚战2024年行动计划》 */
  readonly document: string;
  /** Annex, row or clause in it */
  readonly clause: string;
  readonly words: string;
  /** Amount that falls to the district, `null` where the item has none */
  readonly quantity: Quantity | null;
  /** Last day, `2024-10-31`; `null` for a continuous duty */
  readonly due: string | null;
  /** Units of the district that have to take part, in any role */
  readonly units: readonly string[];
}

/** A measure that carries out a municipal item, wholly or with its share of the amount. */
export interface CascadeLink {
  readonly item: string;
  readonly measure: string;
  readonly quantity: Quantity | null;
}

export type CascadeCode =
  | 'no-measure'
  | 'unknown-item'
  | 'unknown-measure'
  | 'later-date'
  | 'no-date'
  | 'no-quantity'
  | 'smaller-quantity'
  | 'other-unit-of-quantity'
  | 'unit-missing';

/** A gap or conflict between the municipal plan and that of the district. */
export interface CascadeFinding {
  readonly code: CascadeCode;
  readonly item: string;
  readonly measure: string | null;
  readonly text: Localized;
}

interface Linked {
  readonly item: MunicipalItem;
  readonly links: readonly CascadeLink[];
  readonly measures: readonly Measure[];
}

function finding(code: CascadeCode, item: string, measure: string | null, zh: string, en: string): CascadeFinding {
  return { code, item, measure, text: { zh, en } };
}

const sourceOf = ({ document, clause }: MunicipalItem): string => `${document} ${clause}`;

function checkDates({ item, measures }: Linked, year: number): CascadeFinding[] {
  const { due } = item;
  if (due === null) return [];
  return measures.flatMap((measure) => {
    const last = lastDayOf(measure.due, year);
    if (last === null) {
      const zh = `${measure.id} 为经常性工作（${measure.due.text.zh}），没有体现市级时限 ${due}`;
      const en = `${measure.id} is a continuous duty (${measure.due.text.en}) and does not show the municipal date ${due}`;
      return [finding('no-date', item.id, measure.id, zh, en)];
    }
    if (last <= due) return [];
    const zh = `${measure.id} 的完成时限 ${last} 晚于市级要求 ${due}（${sourceOf(item)}）`;
    const en = `${measure.id} is due on ${last}, later than ${due} in ${sourceOf(item)}`;
    return [finding('later-date', item.id, measure.id, zh, en)];
  });
}

function checkQuantity({ item, links }: Linked): CascadeFinding[] {
  const { quantity } = item;
  if (quantity === null) return [];
  const shares = links.flatMap((link) => (link.quantity ? [{ ...link.quantity, measure: link.measure }] : []));
  const foreign = shares.find((share) => share.unit !== quantity.unit);
  if (foreign) {
    const zh = `${foreign.measure} 的计量单位“${foreign.unit}”与市级“${quantity.unit}”不同，无法核对数量`;
    const en = `${foreign.measure} counts in “${foreign.unit}”, the municipal item in “${quantity.unit}”; the amounts cannot be compared`;
    return [finding('other-unit-of-quantity', item.id, foreign.measure, zh, en)];
  }
  const asked = `${quantity.value}${quantity.unit}`;
  if (shares.length === 0) {
    const zh = `市级下达 ${asked}（${sourceOf(item)}），区级措施没有写数量`;
    return [
      finding(
        'no-quantity',
        item.id,
        null,
        zh,
        `${asked} are ordered in ${sourceOf(item)}; no measure states an amount`,
      ),
    ];
  }
  const sum = shares.reduce((total, share) => total.plus(share.value), new Decimal(0));
  if (sum.greaterThanOrEqualTo(quantity.value)) return [];
  const have = `${sum.toFixed()}${quantity.unit}`;
  const zh = `市级下达 ${asked}（${sourceOf(item)}），区级措施合计 ${have}`;
  return [
    finding(
      'smaller-quantity',
      item.id,
      null,
      zh,
      `${asked} are ordered in ${sourceOf(item)}; the measures add up to ${have}`,
    ),
  ];
}

type Units = Pick<District, 'units' | 'towns'>;

function checkUnits({ item, measures }: Linked, district: Units): CascadeFinding[] {
  const towns = new Set(district.towns.map((town) => town.id));
  const taking = new Set(measures.flatMap((m) => [...m.lead, ...m.responsible, ...m.assisting]));
  const missing = item.units.filter((id) => !taking.has(id) && !(towns.has(id) && taking.has(TOWNS)));
  return missing.map((id) => {
    const name = unitName(district, id);
    const zh = `市级要求“${name.zh}”承担（${sourceOf(item)}），区级措施没有列入`;
    return finding(
      'unit-missing',
      item.id,
      null,
      zh,
      `“${name.en}” has to take part by ${sourceOf(item)} but no measure names it`,
    );
  });
}

function checkItem(linked: Linked, year: number, district: Units): CascadeFinding[] {
  const { item, measures } = linked;
  if (measures.length === 0) {
    const zh = `市级任务“${item.words}”（${sourceOf(item)}）没有对应的区级措施`;
    return [finding('no-measure', item.id, null, zh, `no measure carries out “${item.words}” (${sourceOf(item)})`)];
  }
  return [...checkDates(linked, year), ...checkQuantity(linked), ...checkUnits(linked, district)];
}

function checkLinks(items: readonly MunicipalItem[], links: readonly CascadeLink[], known: ReadonlySet<string>) {
  const ids = new Set(items.map((item) => item.id));
  return links.flatMap((link): CascadeFinding[] => {
    if (!ids.has(link.item)) {
      const zh = `${link.measure} 对应的市级任务“${link.item}”不存在`;
      return [
        finding(
          'unknown-item',
          link.item,
          link.measure,
          zh,
          `${link.measure} is linked to “${link.item}”, which does not exist`,
        ),
      ];
    }
    if (known.has(link.measure)) return [];
    const zh = `市级任务“${link.item}”对应的措施“${link.measure}”不在计划中`;
    return [
      finding(
        'unknown-measure',
        link.item,
        link.measure,
        zh,
        `“${link.item}” is linked to “${link.measure}”, which is not in the plan`,
      ),
    ];
  });
}

/**
 * Compares a district's plan with what the city orders: items without a measure, later dates, smaller amounts, units
 * left out. A measure without a municipal item is the district's own 自选动作 and no finding.
 *
 * @param district its units, for their names, and its towns, so that `towns` in a measure counts for each
 */
export function checkCascade(
  plan: Plan,
  items: readonly MunicipalItem[],
  links: readonly CascadeLink[],
  district: Units,
): readonly CascadeFinding[] {
  const byId = new Map(measuresOf(plan).map((m) => [m.id, m]));
  const found = items.flatMap((item) => {
    const own = links.filter((link) => link.item === item.id);
    const measures = own.flatMap((link) => byId.get(link.measure) ?? []);
    return checkItem({ item, links: own, measures }, plan.year, district);
  });
  return [...checkLinks(items, links, new Set(byId.keys())), ...found];
}
