import { named } from '../../named.ts';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, type MethodContext } from '../../define.ts';
import { judgeBySchema } from '../../judge.ts';
import { exact, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, type Outcome } from '../../result.ts';
import { classSymbol } from '../classes.ts';
import { readItems } from '../read-items.ts';
import { assessmentEdition, bodySchema, itemSetOf, itemSetSchema, sectionEditions } from '../rules.ts';
import { findSection, type SectionQuestion } from '../section.ts';
import { roundingWarning, sectionDetails, sectionSteps } from '../section-trace.ts';
import { itemsSchema } from '../values.ts';

const input = z.strictObject({
  on: dateSchema.meta(
    named('采样日期或时段末日', 'day', null, {
      zh: '采样日期或时段末日，决定所用版本',
      en: 'day; decides the editions',
    }),
  ),
  body: bodySchema,
  items: itemsSchema,
  itemSet: itemSetSchema,
  doSaturation: quantity.exactOptional().meta(
    named('溶解氧饱和率', 'saturation of DO', '%', {
      zh: '溶解氧饱和率（%），Ⅰ类可凭此认定',
      en: 'class I may rest on it',
    }),
  ),
  flow: z
    .enum(['flowing', 'no-flow'])
    .default('flowing')
    .meta(
      named('有水或断流', 'flow', null, {
        zh: '有水或断流；断流不定类别，如何计入由考核方法的设置决定',
        en: 'a section without flow has no class',
      }),
    ),
  judgeBy: judgeBySchema,
});

export const sectionClassMethod = defineMethod({
  id: 'water.section-class',
  version: '1.0.0',
  title: localized('断面水质类别', 'Class of a surface-water section'),
  summary: localized(
    '单因子评价：参评项目中类别最差的一项决定断面类别；监测值先修约再比较，未监测的项目不参评，未检出按检出限的一半；总磷按河流或湖库限值；劣于Ⅲ类时列出主要污染指标和超标倍数。',
    'Single factor: the worst of the items that count decides. Values are rounded first, items not measured are left out, values below the detection limit count as half of it, and total phosphorus has limits of rivers or of lakes. Worse than class Ⅲ the main pollution items are named with their multiples.',
  ),
  basis: [
    { family: 'gb-3838', clause: '表1 基本项目标准限值' },
    { family: 'water-assessment', clause: '断面水质评价；主要污染指标' },
    { family: 'water-statistics', clause: '修约；未检出' },
  ],
  input,
  output: {
    value: localized('水质类别，1 至 5，6 为劣Ⅴ类', 'class 1 to 5; 6 is worse than V'),
    unit: '1',
    details: {
      class: localized('水质类别（数字）', 'class as a number'),
      level: localized('水质状况', 'level'),
      items: localized('各项的值、修约值、类别和超标倍数', 'value, rounded value, class and multiple of each item'),
      deciding: localized('决定类别的项目', 'items that decide'),
      main: localized('主要污染指标（至多三项）', 'main pollution items, at most three'),
      over: localized('超过Ⅲ类的全部项目', 'all items over class III'),
      itemSet: localized('参评项目', 'items that count'),
      missing: localized('未监测的参评项目', 'items that count but were not measured'),
      notCounted: localized('已监测但不计入的项目', 'items measured but not counted'),
    },
  },
  evaluate(question, context) {
    if (question.flow === 'no-flow') return noFlow(question, context);
    const on = dayOf(question.on);
    const section: SectionQuestion = {
      on,
      body: question.body,
      itemSet: itemSetOf(context, question.itemSet, on),
      judgeBy: question.judgeBy,
      doSaturation: question.doSaturation === undefined ? null : exact(question.doSaturation),
    };
    const values = readItems(question.items, on, context);
    const finding = findSection(values, section, context);
    return {
      value: finding.class,
      shown: finding.class === null ? NO_VALUE : classSymbol(finding.class),
      unit: '1',
      verdict: finding.class === null ? 'insufficient-data' : 'not-applicable',
      completeness: {
        valid: finding.items.length,
        expected: finding.items.length + finding.missing.length,
        required: null,
        of: 'samples',
      },
      editions: sectionEditions(context, on),
      trace: sectionSteps(finding, section, context),
      warnings: [roundingWarning(finding, values, section, context)],
      details: sectionDetails(finding, section, context),
    };
  },
});

function noFlow(question: z.output<typeof input>, context: MethodContext): Outcome {
  const on = dayOf(question.on);
  const { set, items } = itemSetOf(context, question.itemSet, on);
  return {
    value: null,
    shown: NO_VALUE,
    unit: '1',
    verdict: 'not-applicable',
    editions: sectionEditions(context, on),
    trace: [
      step(
        localized('断流', 'No flow'),
        localized(
          '断面断流，没有水质类别；如何计入考核由考核方法的设置决定。',
          'The section has no flow and no class; how it counts is a setting of the methods that count sections.',
        ),
        [assessmentEdition(context, on).figure('single-factor', { rule: 'worst' }, on)],
      ),
    ],
    details: { class: null, level: null, itemSet: { set, items } },
  };
}
