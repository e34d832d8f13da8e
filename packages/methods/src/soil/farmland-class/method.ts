import { keysFrom, named } from '../../named.ts';
import type { Decimal, Localized, TraceStep } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { measuredSchema, resultIn, written, type Result } from '../../laboratory/measured.ts';
import { namedValues } from '../../laboratory/named-values.ts';
import { refusal } from '../../laboratory/refusal.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../../result.ts';

const ID = 'soil.farmland-class';
const LANDS = ['paddy', 'dry', 'orchard', 'rotation'] as const;

const inputSchema = z.strictObject({
  on: dateSchema.meta(
    named('采样日期', 'day of sampling', null, {
      zh: '采样日期，决定所用版本',
      en: 'day of sampling; decides the edition',
    }),
  ),
  land: z.enum(LANDS).meta(
    named('土地利用', 'land use', null, {
      zh: '水旱轮作取水田和旱地中较严的',
      en: 'rotation takes the stricter of paddy and dry',
    }),
  ),
  ph: quantity
    .nullable()
    .meta(named('土壤 pH', 'pH of the soil', '1', { zh: '土壤 pH，未测为 null', en: 'pH of the soil' })),
  values: z.record(z.string(), measuredSchema).meta({
    ...keysFrom('gb-15618', 'pollutants', 'pollutant'),
    ...named('各项目含量', 'items by id or printed name', 'mg/kg'),
  }),
  adjusted: z
    .strictObject({ category: z.int().min(1).max(3), evidence: z.string().min(1) })
    .exactOptional()
    .meta(
      named('证据调整', 'adjusted by evidence', null, {
        zh: '按农产品质量等证据调整的类别',
        en: 'category adjusted by evidence, such as produce',
      }),
    ),
});
type Input = z.output<typeof inputSchema>;

interface Item {
  readonly id: string;
  readonly name: Localized;
  readonly result: Extract<Result, { kind: 'number' }>;
  readonly screening: Figure;
  readonly control: Figure | null;
  /** 1 to 3; `null` above screening without a control value, or not detected above the screening value */
  readonly category: number | null;
  readonly above: boolean;
}

export const farmlandClassMethod = defineMethod({
  id: ID,
  version: '1.0.0',
  title: localized('农用地土壤类别', 'Category of farmland soil'),
  summary: localized(
    '按 GB 15618 随 pH 和土地利用而变的筛选值、管制值划为优先保护、安全利用、严格管控三类；铜、镍、锌等没有管制值的项目超筛选值只作提示；可凭证据调整。',
    'By the screening and control values of GB 15618, which depend on pH and land use: priority protection, safe use, strict control. Items without control value (Cu, Ni, Zn …) above screening are only pointed out; evidence may adjust the category.',
  ),
  basis: [{ family: 'gb-15618', clause: '6.1 至 6.3；表1 至表3' }],
  input: inputSchema,
  output: {
    value: localized('类别：1 优先保护，2 安全利用，3 严格管控', '1 priority protection, 2 safe use, 3 strict control'),
    unit: '1',
    details: {
      category: localized('类别名称', 'name of the category'),
      phBin: localized('pH 分段（1 至 4）', 'range of pH, 1 to 4'),
      items: localized(
        '各项含量、筛选值、管制值与类别',
        'content, screening and control value and category of each item',
      ),
      screeningOnly: localized('没有管制值而高于筛选值的项目', 'items above screening without a control value'),
      bySoil: localized('调整前按土壤划分的类别', 'category by the soil alone, before adjustment'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'gb-15618', dayOf(input.on));
    const bin = input.ph === null ? null : binOf(edition, exact(input.ph));
    const items = bin ? itemsOf(edition, input, bin.keys['ph'] ?? '') : [];
    return outcomeOf(items, bin, input, edition);
  },
});

function binOf(edition: Edition, ph: Decimal): Figure | null {
  return edition.figures('ph-bins').find((f) => f.value === null || ph.lte(numberOf(f))) ?? null;
}

function itemsOf(edition: Edition, input: Input, ph: string): Item[] {
  const named = namedValues(edition, { name: 'pollutants', key: 'pollutant' }, input.values, ID);
  return named.map(({ id, name, measured }) => {
    const screening = screeningOf(edition, id, input.land, ph);
    const control = edition.find('control', { pollutant: id, ph });
    const result = resultIn(screening.unit, measured, ID);
    if (result.kind === 'seen') throw refusal(ID, `“${name.zh}”须为数值。`, `“${name.en}” must be a number.`);
    const above = result.detected && result.value.gt(numberOf(screening));
    return { id, name, result, screening, control, above, category: categoryOf(result, screening, control) };
  });
}

function categoryOf({ value, detected }: Item['result'], screening: Figure, control: Figure | null): number | null {
  if (value.lte(numberOf(screening))) return 1;
  if (!control || !detected) return null;
  return value.gt(numberOf(control)) ? 3 : 2;
}

/** The column of the land use; an item without that column has one for all land, or that of other land. */
function screeningOf(edition: Edition, pollutant: string, land: Input['land'], ph: string): Figure {
  const column = (name: string) => edition.find('screening', { pollutant, land: name, ph });
  const wanted = land === 'rotation' ? ['paddy', 'other'] : [land];
  const [first, ...others] = wanted.map(
    (name) => column(name) ?? column('all') ?? edition.figure('screening', { pollutant, land: 'other', ph }),
  );
  if (!first) throw new RangeError(`no screening value of ${pollutant}`);
  return others.reduce((a, b) => (numberOf(b).lt(numberOf(a)) ? b : a), first);
}

function outcomeOf(items: readonly Item[], bin: Figure | null, input: Input, edition: Edition): Outcome {
  const categories = items.flatMap((i) => (i.control && i.category !== null ? [i.category] : []));
  const flagged = items.filter((i) => !i.control && i.above);
  const hidden = items.filter((i) => !i.result.detected && i.category === null);
  const bySoil = categories.length > 0 ? Math.max(...categories) : null;
  const category = bySoil === null ? null : (input.adjusted?.category ?? bySoil);
  const figure = category === null ? null : edition.figure('categories', { category: String(category) });
  return {
    value: category,
    shown: figure?.text?.zh ?? NO_VALUE,
    unit: '1',
    verdict: category === null ? 'insufficient-data' : 'not-applicable',
    provisional: category === null || hidden.length > 0,
    completeness: { valid: items.length - hidden.length, expected: items.length, required: null, of: 'samples' },
    editions: [edition],
    trace: [binStep(bin, input), ...items.map((i) => itemStep(i, edition)), resultStep(figure, input, edition)],
    warnings: [flagWarning(flagged), hiddenWarning(hidden), adjustedWarning(bySoil, input)],
    details: {
      category: figure?.text ?? null,
      phBin: bin ? Number(bin.keys['ph']) : null,
      items: items.map((i) => ({
        id: i.id,
        name: i.name.zh,
        result: written(i.result, 'mg/kg').en,
        screening: i.screening.value,
        control: i.control?.value ?? null,
        above: i.above,
        category: i.control ? i.category : null,
      })),
      screeningOnly: flagged.map((i) => i.id),
      bySoil,
    },
  };
}

function binStep(bin: Figure | null, input: Input): TraceStep {
  const title = localized('pH 分段', 'Range of pH');
  if (!bin || input.ph === null) {
    return step(title, localized('没有 pH，不能选用限值。', 'Without pH there are no values to compare with.'));
  }
  const ph = plain(input.ph);
  return step(title, localized(`pH ${ph}：${bin.text?.zh}。`, `pH ${ph}: ${bin.text?.en}.`), [bin]);
}

function itemStep(item: Item, edition: Edition): TraceStep {
  const result = written(item.result, 'mg/kg');
  const control = item.control ? plain(numberOf(item.control)) : NO_VALUE;
  const screening = plain(numberOf(item.screening));
  const rule = !item.above
    ? 'screening'
    : !item.control
      ? 'screening-only'
      : item.category === 3
        ? 'strict-control'
        : 'safe-use';
  const figure = edition.figure('rules', { rule });
  return step(
    item.name,
    localized(
      `${result.zh}，筛选值 ${screening}，管制值 ${control}。${figure.text?.zh}`,
      `${result.en}, screening value ${screening}, control value ${control}. ${figure.text?.en}`,
    ),
    [item.screening, item.control, figure],
  );
}

function resultStep(figure: Figure | null, input: Input, edition: Edition): TraceStep {
  const title = localized('类别', 'Category');
  if (!figure) {
    const categories = edition.figures('categories');
    return step(title, localized('没有可以划分类别的项目。', 'There is no item that gives a category.'), categories);
  }
  const reason = input.adjusted?.evidence ?? null;
  return step(
    title,
    localized(
      `${figure.text?.zh}${reason === null ? '（按最重的项目）' : '（凭证据调整）'}。`,
      `${figure.text?.en}${reason === null ? ' (by the worst item)' : ' (adjusted by evidence)'}.`,
    ),
    [figure, ...(reason === null ? [] : [edition.figure('rules', { rule: 'adjustment' })])],
  );
}

function flagWarning(flagged: readonly Item[]) {
  if (flagged.length === 0) return null;
  return warning(
    'screening-only',
    `${flagged.map((i) => i.name.zh).join('、')} 高于筛选值，没有管制值，不改变类别。`,
    `${flagged.map((i) => i.name.en).join(', ')} above the screening value; without control value the category stays.`,
  );
}

function hiddenWarning(hidden: readonly Item[]) {
  if (hidden.length === 0) return null;
  return warning(
    'not-detected',
    `${hidden.map((i) => i.name.zh).join('、')} 未检出，但检出限高于筛选值，不能判断。`,
    `${hidden.map((i) => i.name.en).join(', ')}: not detected, but the detection limit is above the screening value.`,
  );
}

function adjustedWarning(bySoil: number | null, { adjusted }: Input) {
  if (!adjusted || bySoil === null || adjusted.category === bySoil) return null;
  return warning(
    'adjusted',
    `按土壤为第 ${bySoil} 类，凭证据调整为第 ${adjusted.category} 类。`,
    `By the soil alone category ${bySoil}; adjusted to ${adjusted.category} by evidence.`,
  );
}
