import { named } from '../../named.ts';
import { Decimal, roundHalfEven, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, plain, quantity, type Quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { itemName, itemNames } from '../rules.ts';

const value = quantity.nullable().exactOptional();

const input = z.strictObject({
  on: dateSchema.meta(
    named('时段末日', 'last day of the period', null, {
      zh: '时段末日，决定所用版本',
      en: 'last day of the period; decides the edition',
    }),
  ),
  items: z.strictObject({ chla: value, tp: value, tn: value, sd: value, codmn: value }).meta(
    named('各项监测值', 'values of the items', 'follows', {
      zh: '叶绿素a（mg/m3）、总磷、总氮、高锰酸盐指数（mg/L）、透明度（m）',
      en: 'chla mg/m3, tp tn codmn mg/L, sd m',
    }),
  ),
  judgeBy: judgeBySchema,
  target: targetSchema.exactOptional(),
});

interface Part {
  readonly id: string;
  /** TLI(j), unrounded; `null` where it cannot be computed */
  readonly index: Decimal | null;
  /** rij² */
  readonly square: Decimal;
  readonly figures: readonly Figure[];
}

export const tliMethod = defineMethod({
  id: 'water.tli',
  version: '1.0.0',
  title: localized('湖库综合营养状态指数', 'Trophic level index of lakes and reservoirs'),
  summary: localized(
    '叶绿素a、总磷、总氮、透明度、高锰酸盐指数五项的营养状态指数按与叶绿素a 的相关程度加权，并分为五级；缺项不评价，只给标明的估计值。',
    'Trophic indices of chlorophyll a, total phosphorus, total nitrogen, transparency and permanganate index, weighted by their correlation with chlorophyll a, and five grades; with an item missing only a labelled estimate is given.',
  ),
  basis: [{ family: 'tli', clause: '综合营养状态指数；分级' }],
  input,
  output: {
    value: localized('综合营养状态指数（未修约）', 'trophic level index, unrounded'),
    unit: '1',
    details: {
      grade: localized('营养状态级别', 'trophic grade'),
      parts: localized('各项营养状态指数', 'index of each item'),
      weights: localized('各项权重', 'weight of each item'),
      missing: localized('缺项', 'items missing'),
      estimate: localized(
        '缺项时以其余各项估计的指数（仅供参考）',
        'index estimated from the other items, for information',
      ),
    },
  },
  evaluate({ items, judgeBy, target, ...question }, context) {
    const on = dayOf(question.on);
    const edition = editionFor(context, 'tli', on);
    const parts = partsOf(edition, items);
    const missing = parts.filter((p) => p.index === null).map((p) => p.id);
    const weighted = weightedMean(parts);
    const sum = missing.length > 0 ? null : weighted;
    const decimals = numberOf(edition.figure('rules', { rule: 'decimals' })).toNumber();
    const shown = sum ? roundHalfEven(sum, decimals) : null;
    const grade = sum && shown ? gradeOf(edition, judgeBy === 'shown' ? shown : sum) : null;
    const bar = target ? targetBar(target) : null;
    const judgement = sum && bar ? judge(sum, decimals, bar, judgeBy) : null;
    const names = itemNames(context, missing, on);
    return {
      value: sum?.toNumber() ?? null,
      shown: shown?.toFixed(decimals) ?? NO_VALUE,
      unit: '1',
      verdict: judgement?.verdict ?? (sum ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: {
        valid: parts.length - missing.length,
        expected: parts.length,
        required: parts.length,
        of: 'samples',
      },
      editions: [edition],
      trace: [
        partsStep(parts, edition, on, context),
        sum && shown && grade
          ? step(localized('综合指数与级别', 'Index and grade'), gradeText(sum, shown.toFixed(decimals), grade), [
              grade,
            ])
          : step(localized('综合指数', 'Index'), missingText(names), [edition.figure('rules', { rule: 'missing' })]),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null, sum && shown ? gradeWarning(edition, sum, shown) : null],
      details: {
        grade: grade ? { id: grade.keys['grade'], ...grade.text } : null,
        parts: Object.fromEntries(parts.map((p) => [p.id, p.index && roundHalfEven(p.index, 2).toFixed(2)])),
        weights: Object.fromEntries(parts.map((p) => [p.id, weightOf(p, parts)])),
        missing,
        estimate: missing.length > 0 && weighted ? roundHalfEven(weighted, decimals).toFixed(decimals) : null,
      },
    };
  },
});

function partsOf(edition: Edition, items: Readonly<Record<string, Quantity | null | undefined>>): Part[] {
  return edition.figures('coefficients', { item: 'a' }).map((a) => {
    const id = a.keys['indicator'] ?? '';
    const [b, rij] = ['b', 'rij'].map((item) => edition.figure('coefficients', { indicator: id, item }));
    if (!b || !rij) throw new RangeError(id);
    const given = items[id];
    const x = given === null || given === undefined ? null : exact(given);
    // A logarithm needs a value above 0: 0 is a value below detection that was written so.
    const index = x?.gt(0) ? numberOf(a).plus(numberOf(b).times(x.ln())).times(10) : null;
    return { id, index, square: numberOf(rij).pow(2), figures: [a, b, rij] };
  });
}

/** Mean of the indices that there are, weighted by rij². */
function weightedMean(parts: readonly Part[]): Decimal | null {
  const filled = parts.flatMap((p) => (p.index ? [{ index: p.index, square: p.square }] : []));
  if (filled.length === 0) return null;
  const total = filled.reduce((sum, p) => sum.plus(p.square), new Decimal(0));
  return filled.reduce((sum, p) => sum.plus(p.index.times(p.square)), new Decimal(0)).div(total);
}

function weightOf(part: Part, parts: readonly Part[]): string {
  const total = parts.reduce((sum, p) => sum.plus(p.square), new Decimal(0));
  return roundHalfEven(part.square.div(total), 4).toFixed(4);
}

/** Below the first upper end; every other grade includes its upper end. */
function gradeOf(edition: Edition, index: Decimal): Figure | null {
  const grades = edition.figures('grades');
  return (
    grades.find(({ values }, i) => {
      const top = values?.[1];
      return top === null || top === undefined || (i === 0 ? index.lt(top) : index.lte(top));
    }) ?? null
  );
}

function gradeWarning(edition: Edition, sum: Decimal, shown: Decimal) {
  const [a, b] = [gradeOf(edition, sum), gradeOf(edition, shown)];
  if (!a?.text || !b?.text || a === b) return null;
  return warning(
    'rounding-decides',
    `未修约值为${a.text.zh}，修约值为${b.text.zh}。`,
    `The exact index is ${a.text.en}, the rounded one ${b.text.en}.`,
  );
}

function partsStep(parts: readonly Part[], edition: Edition, on: Day, context: MethodContext) {
  const text = (language: 'zh' | 'en') =>
    parts
      .map((p) => `${itemName(context, p.id, on)[language]} ${p.index ? about(p.index, 2) : NO_VALUE}`)
      .join(language === 'zh' ? '；' : '; ');
  return step(localized('各项营养状态指数', 'Index of each item'), localized(`${text('zh')}。`, `${text('en')}.`), [
    edition.figure('rules', { rule: 'formula' }),
    ...parts.flatMap((p) => p.figures),
  ]);
}

function gradeText(sum: Decimal, shown: string, grade: Figure): Localized {
  return localized(
    `加权平均 ${about(sum, 6)}，修约为 ${shown}：${grade.text?.zh ?? ''}。`,
    `Weighted mean ${about(sum, 6)}, shown as ${shown}: ${grade.text?.en ?? ''}.`,
  );
}

function missingText(names: Localized): Localized {
  return localized(
    `缺 ${names.zh}（或为0，不能取对数），不评价。`,
    `${names.en} missing (or 0, which has no logarithm); not assessed.`,
  );
}
