import { named, type FieldName } from '../../named.ts';
import { roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { compose, gradeOf, namesOfIndices, numbersOf, profileOf } from '../profile.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const part = (name: FieldName) =>
  quantity
    .nullable()
    .exactOptional()
    .meta({ ...name });

export const biodiversityMethod = defineMethod({
  id: 'ecology.biodiversity',
  version: '1.0.0',
  title: localized('生物多样性指数（BI）', 'Biodiversity index BI'),
  summary: localized(
    '六项指标按最大值归一到100后加权（外来物种入侵度以100减之），分为高、中、一般、低。权重与最大值凭记忆，待核对。',
    'Six measures normalised to 100 by their maxima and weighted (alien invasion as 100 minus it), in four grades. Weights and maxima are from memory and to be checked.',
  ),
  basis: [{ family: 'hj-623', clause: '指标归一化、权重与分级（待核对）' }],
  input: z.strictObject({
    year: yearSchema,
    animals: part(named('野生动物种数', 'species of wild animals', '1')),
    plants: part(named('野生维管束植物种数', 'species of vascular plants', '1')),
    ecosystems: part(named('生态系统类型数（群系）', 'ecosystem types', '1')),
    endemism: part(named('物种特有性', 'endemism', '1', { zh: '物种特有性，0–1', en: 'endemism' })),
    threatened: part(
      named('受威胁物种丰富度', 'threatened species', '1', { zh: '受威胁物种丰富度，0–1', en: 'threatened species' }),
    ),
    invasion: part(named('外来物种入侵度', 'alien invasion', '1', { zh: '外来物种入侵度，0–1', en: 'alien invasion' })),
  }),
  output: {
    value: localized('生物多样性指数', 'biodiversity index'),
    unit: '1',
    details: {
      grade: localized('等级', 'grade'),
      gradeName: localized('等级名称', 'name of the grade'),
      normalised: localized('归一化后的各项', 'normalised measures'),
      missing: localized('缺少的指标', 'measures that are missing'),
    },
  },
  evaluate({ year, ...measures }, context) {
    const on = lastDayOf(year);
    const edition = editionFor(context, 'hj-623', on);
    const profile = profileOf(edition, on) ?? { indices: [], grades: [], subDecimals: null, decimals: 1, figures: [] };
    const maxima = edition.figures('maxima', {}, on);
    const normalised = Object.fromEntries(
      Object.entries(measures).flatMap(([id, x]) => {
        const maximum = maxima.find((f) => f.keys['index'] === id);
        return x === null || x === undefined || !maximum ? [] : [[id, exact(x).times(100).div(numberOf(maximum))]];
      }),
    );
    const composed = compose(profile, normalised, true);
    const { value, missing } = composed;
    const shown = value && roundHalfEven(value, profile.decimals);
    const grade = shown && gradeOf(profile, shown);
    const names = namesOfIndices(missing);
    return {
      value: value?.toNumber() ?? null,
      shown: shown ? shown.toFixed(profile.decimals) : NO_VALUE,
      unit: '1',
      verdict: value ? 'not-applicable' : 'insufficient-data',
      completeness: {
        valid: profile.indices.length - missing.length,
        expected: profile.indices.length,
        required: profile.indices.length,
        of: 'samples',
      },
      editions: [edition],
      trace: [
        step(
          localized('归一化与加权', 'Normalised and weighted'),
          value
            ? localized(`${composed.text} = ${about(value, 6)}。`, `${composed.text} = ${about(value, 6)}.`)
            : localized(`缺少${names.zh}。`, `${names.en} missing.`),
          [...profile.indices.map((i) => i.figure), ...maxima],
        ),
        ...(grade
          ? [
              step(
                localized('分级', 'Grade'),
                localized(`属“${grade.name.zh}”。`, `The grade is ${grade.name.en}.`),
                profile.grades.map((g) => g.figure),
              ),
            ]
          : []),
      ],
      details: {
        grade: grade?.id ?? null,
        gradeName: grade?.name ?? null,
        normalised: numbersOf(normalised),
        missing: missing.map((i) => i.id),
      },
    };
  },
});
