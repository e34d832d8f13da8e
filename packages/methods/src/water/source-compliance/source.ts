import { type Day, type Decimal } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { perContext } from '../../air/per-context.ts';
import { numberOf } from '../../air/rules.ts';
import { editionFor, type MethodContext } from '../../define.ts';
import { readItems } from '../read-items.ts';
import { itemSetOf, limitFigure, type Body } from '../rules.ts';
import { findSection } from '../section.ts';
import type { ItemsInput } from '../values.ts';

export interface Exceedance {
  readonly item: string;
  readonly value: number;
  readonly limit: string | null;
}

export interface SourceFinding {
  readonly exceeding: readonly Exceedance[];
  /** Items that count and were measured */
  readonly measured: number;
  /** Ids that the standard does not have */
  readonly unknown: readonly string[];
  readonly figures: readonly Figure[];
}

interface SourceItems {
  readonly body: Body;
  readonly basic: ItemsInput;
  readonly specific: ItemsInput;
  readonly withCod: boolean;
}

/** Limits of Tables 2 and 3 by item. */
const specificLimits = perContext((context, on: Day): ReadonlyMap<string, Figure> => {
  const figures = editionFor(context, 'gb-3838', on).figures('source-limits', {}, on);
  return new Map(figures.map((figure) => [figure.keys['indicator'] ?? '', figure]));
});

/** Whether a surface source keeps class III of Table 1 and the limits of Tables 2 and 3, item by item. */
export function findSource(items: SourceItems, on: Day, context: MethodContext): SourceFinding {
  const rules = editionFor(context, 'drinking-source', on);
  const waterClass = numberOf(rules.figure('rules', { rule: 'surface-class' })).toNumber();
  const leftOut = items.withCod ? [] : (rules.figure('rules', { rule: 'left-out' }).values ?? []);
  const all = itemSetOf(context, { set: 'basic', extra: [] }, on);
  const itemSet = { ...all, items: all.items.filter((id) => !leftOut.includes(id)) };
  const section = findSection(
    readItems(items.basic, on, context),
    { on, body: items.body, itemSet, judgeBy: 'shown' },
    context,
  );
  const over = section.items
    .filter((item) => item.class > waterClass)
    .map((item) => ({ item: item.id, judged: item.judged, figure: limitFigure(item.rule, waterClass) }));
  const specific = readSpecific(items.specific, on, context);
  const exceeding = [...over, ...specific.over];
  return {
    exceeding: exceeding.map(({ item, judged, figure }) => ({
      item,
      value: judged.toNumber(),
      limit: figure?.value ?? figure?.values?.join('–') ?? null,
    })),
    measured: section.items.length + specific.measured,
    unknown: specific.unknown,
    figures: exceeding.flatMap(({ figure }) => figure ?? []),
  };
}

function readSpecific(given: ItemsInput, on: Day, context: MethodContext) {
  const limits = specificLimits(context, on);
  const over: { item: string; judged: Decimal; figure: Figure }[] = [];
  const unknown: string[] = [];
  let measured = 0;
  for (const [item, { value }] of readItems(given, on, context)) {
    const figure = limits.get(item);
    if (!figure) unknown.push(item);
    else {
      measured += 1;
      if (value.gt(numberOf(figure))) over.push({ item, judged: value, figure });
    }
  }
  return { over, unknown, measured };
}
