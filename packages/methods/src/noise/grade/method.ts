import { named } from '../../named.ts';
import { roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';

const KINDS = { area: localized('区域声环境', 'area noise'), road: localized('道路交通噪声', 'road traffic noise') };
const PERIODS = { day: localized('昼间', 'by day'), night: localized('夜间', 'at night') };
/** Levels are given to one decimal, as bulletins print them. */
const DECIMALS = 1;

export const gradeMethod = defineMethod({
  id: 'noise.grade',
  version: '1.0.0',
  title: localized('城市声环境质量等级', 'Grade of a city’s noise'),
  summary: localized(
    '区域声环境和道路交通噪声平均等效声级按 HJ 640 分为一级（好）至五级（差）。',
    'The mean equivalent level of area or road traffic noise, graded from 1 (good) to 5 (poor) by HJ 640.',
  ),
  basis: [{ family: 'hj-640', clause: '等级划分' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    kind: z
      .enum(['area', 'road'])
      .meta(named('类型', 'kind', null, { zh: 'area 区域，road 道路交通', en: 'area or road traffic' })),
    period: z.enum(['day', 'night']).meta(named('昼间或夜间', 'day or night')),
    level: quantity.nullable().meta(named('平均等效声级', 'mean equivalent level', 'dB(A)')),
  }),
  output: {
    value: localized('等级（1 至 5）', 'grade, 1 to 5'),
    unit: '1',
    details: { name: localized('等级名称', 'name of the grade'), level: localized('修约后的声级', 'level as shown') },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'hj-640', dayOf(input.on));
    const bounds = edition.figures('grades', { kind: input.kind, period: input.period });
    const level = input.level === null ? null : roundHalfEven(exact(input.level), DECIMALS);
    const within = level ? bounds.find((f) => level.lte(numberOf(f))) : undefined;
    const grade = level ? Number(within?.keys['grade'] ?? bounds.length + 1) : null;
    const name = grade === null ? null : edition.figure('names', { grade: String(grade) });
    const list = bounds.map((f) => plain(numberOf(f))).join(' / ');
    const [kind, period] = [KINDS[input.kind], PERIODS[input.period]];
    return {
      value: grade,
      shown: name?.text?.zh ?? NO_VALUE,
      unit: '1',
      verdict: grade === null ? 'insufficient-data' : 'not-applicable',
      editions: [edition],
      trace: [
        step(
          localized('等级', 'Grade'),
          level
            ? localized(
                `${kind.zh}${period.zh} ${level.toFixed(DECIMALS)} dB(A)，界限 ${list}：${name?.text?.zh}。`,
                `${kind.en} ${period.en} ${level.toFixed(DECIMALS)} dB(A), cut points ${list}: ${name?.text?.en}.`,
              )
            : localized('没有声级。', 'There is no level.'),
          [...bounds, name],
        ),
      ],
      details: { name: name?.text ?? null, level: level?.toFixed(DECIMALS) ?? null },
    };
  },
});
