import type { Localized, TraceStep, Warning } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { editionFor, type MethodContext } from '../define.ts';
import { plain } from '../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../result.ts';
import { className, WORST_CLASS } from './classes.ts';
import { assessmentEdition, itemNames, levelOf, limitFigure, mainRules, writeAssessed } from './rules.ts';
import { findSection, multipleText, type ClassedItem, type SectionFinding, type SectionQuestion } from './section.ts';
import { measurementText, type Measurement } from './values.ts';

/** The steps from the values of a section to its class, level and main pollution items. */
export function sectionSteps(finding: SectionFinding, question: SectionQuestion, context: MethodContext): TraceStep[] {
  return [
    itemsStep(finding, question, context),
    ...(finding.items.length === 0 ? [] : [classesStep(finding, question, context)]),
    resultStep(finding, question, context),
    ...(finding.over.length === 0 ? [] : [mainStep(finding, question, context)]),
  ];
}

function itemsStep({ items, missing, notCounted }: SectionFinding, question: SectionQuestion, context: MethodContext) {
  const { itemSet, on } = question;
  const names = (ids: readonly string[]) => itemNames(context, ids, on);
  const [used, absent, other] = [names(items.map((i) => i.id)), names(missing), names(notCounted)];
  const zh = [
    `参评 ${itemSet.items.length} 项，有监测值 ${items.length} 项${items.length > 0 ? `：${used.zh}` : ''}`,
    missing.length > 0 ? `未监测、不参评：${absent.zh}` : '',
    notCounted.length > 0 ? `不计入：${other.zh}` : '',
  ];
  const en = [
    `${itemSet.items.length} items count, ${items.length} have a value${items.length > 0 ? `: ${used.en}` : ''}`,
    missing.length > 0 ? `not measured and left out: ${absent.en}` : '',
    notCounted.length > 0 ? `measured but not counted: ${other.en}` : '',
  ];
  const edition = assessmentEdition(context, on);
  const figures =
    itemSet.figures.length > 0 ? itemSet.figures : [edition.figure('single-factor', { rule: 'worst' }, on)];
  return step(localized('参评项目', 'Items that count'), sentence(zh, en), figures);
}

function sentence(zh: readonly string[], en: readonly string[]): Localized {
  return localized(`${zh.filter(Boolean).join('；')}。`, `${en.filter(Boolean).join('; ')}.`);
}

function classesStep({ items }: SectionFinding, question: SectionQuestion, context: MethodContext): TraceStep {
  const written = items.map((item) => itemText(item, question));
  const method = editionFor(context, 'water-statistics', question.on).figure('rounding-rule', { use: 'assessment' });
  const figures: (Figure | null)[] = items.flatMap((i) => [
    limitFigure(i.rule, i.class),
    question.judgeBy === 'shown' ? i.rule.rounding : null,
  ]);
  return step(
    localized('各项类别', 'Class of each item'),
    sentence([written.map((t) => t.zh).join('；')], [written.map((t) => t.en).join('; ')]),
    [...figures, question.judgeBy === 'shown' ? method : null],
  );
}

function itemText(
  { rule, measurement, judged, class: itemClass }: ClassedItem,
  { judgeBy }: SectionQuestion,
): Localized {
  const given = measurementText(measurement);
  const rounded = judgeBy === 'shown' ? writeAssessed(judged, rule.decimals) : plain(judged);
  const same = plain(judged) === plain(measurement.value);
  const [zh, en] = same ? [given.zh, given.en] : [`${given.zh} → ${rounded}`, `${given.en} → ${rounded}`];
  const name = className(itemClass);
  return localized(`${rule.name.zh} ${zh}：${name.zh}`, `${rule.name.en} ${en}: ${name.en}`);
}

function resultStep(finding: SectionFinding, { on }: SectionQuestion, context: MethodContext): TraceStep {
  const worst = assessmentEdition(context, on).figure('single-factor', { rule: 'worst' }, on);
  const title = localized('断面水质类别', 'Class of the section');
  if (finding.class === null) {
    return step(title, localized('没有参评项目的监测值，不评价。', 'No item that counts was measured; not assessed.'), [
      worst,
    ]);
  }
  const level = levelOf(context, finding.class, on);
  const name = className(finding.class);
  const by = itemNames(
    context,
    finding.deciding.map((item) => item.id),
    on,
  );
  const [zh, en] = finding.deciding.length > 0 ? [`，由${by.zh}决定`, `, decided by ${by.en}`] : ['', ''];
  return step(
    title,
    localized(
      `最差的一项决定类别：${name.zh}（${level.name.zh}）${zh}。`,
      `The worst item decides: ${name.en} (${level.name.en})${en}.`,
    ),
    [worst, level.figure],
  );
}

function mainStep({ over }: SectionFinding, { on }: SectionQuestion, context: MethodContext): TraceStep {
  const { count, figures, priority } = mainRules(context, on);
  const main = over.slice(0, count);
  const multiple = ({ multiple: m }: ClassedItem) => multipleText(m, on, context) ?? NO_VALUE;
  return step(
    localized('主要污染指标', 'Main pollution items'),
    localized(
      `${main.map((i) => `${i.rule.name.zh}（${multiple(i)}）`).join('、')}；括号内为超Ⅲ类限值的倍数。`,
      `${main.map((i) => `${i.rule.name.en} (${multiple(i)})`).join(', ')}; in brackets the multiple over the limit of class Ⅲ.`,
    ),
    [...figures, ...priority.filter((rule) => over.some((i) => rule.values?.includes(i.id)))],
  );
}

/** Said when the class of the rounded and of the unrounded values differ. */
export function roundingWarning(
  finding: SectionFinding,
  values: ReadonlyMap<string, Measurement>,
  question: SectionQuestion,
  context: MethodContext,
): Warning | null {
  const judgeBy = question.judgeBy === 'shown' ? 'exact' : 'shown';
  const other = findSection(values, { ...question, judgeBy }, context);
  if (finding.class === null || other.class === null || other.class === finding.class) return null;
  const [own, otherName] = [className(finding.class), className(other.class)];
  const [zh, en] = judgeBy === 'exact' ? ['未修约值', 'unrounded values'] : ['修约值', 'rounded values'];
  return warning(
    'rounding-decides',
    `按${zh}判定为${otherName.zh}，本次判定为${own.zh}。`,
    `By the ${en} the class would be ${classWord(otherName, other.class)}; here it is ${classWord(own, finding.class)}.`,
  );
}

function classWord(name: Localized, waterClass: number): string {
  return waterClass === WORST_CLASS ? name.en : name.en.replace('class ', '');
}

/** The by-products of a classed section, as JSON. */
export function sectionDetails(finding: SectionFinding, question: SectionQuestion, context: MethodContext) {
  const { on, itemSet } = question;
  const named = (item: ClassedItem) => ({
    item: item.id,
    name: item.rule.name,
    class: item.class,
    multiple: multipleText(item.multiple, on, context),
  });
  return {
    class: finding.class,
    level: finding.class === null ? null : levelOf(context, finding.class, on).name,
    items: Object.fromEntries(
      finding.items.map((i) => [
        i.id,
        {
          value: i.measurement.value.toNumber(),
          detected: i.measurement.detected,
          rounded: writeAssessed(i.measurement.value, i.rule.decimals),
          class: i.class,
          multiple: multipleText(i.multiple, on, context),
        },
      ]),
    ),
    deciding: finding.deciding.map((i) => i.id),
    main: finding.over.slice(0, mainRules(context, on).count).map(named),
    over: finding.over.map((i) => i.id),
    itemSet: { set: itemSet.set, items: itemSet.items },
    missing: finding.missing,
    notCounted: finding.notCounted,
  };
}
