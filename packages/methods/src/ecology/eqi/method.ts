import { named } from '../../named.ts';
import { roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { atLeastSchema, judge, judgeBySchema, targetBar } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { compose, gradeOf, namesOfIndices, numbersOf, profileOf } from '../profile.ts';
import { thirdLevel, thirdLevelSchema } from './third-level.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const index = quantity.nullable().exactOptional();

export const eqiMethod = defineMethod({
  id: 'ecology.eqi',
  version: '1.0.0',
  title: localized('区域生态质量指数（EQI）', 'Regional ecological quality index EQI'),
  summary: localized(
    '生态格局、生态功能、生物多样性和生态胁迫四个一级指标加权为 EQI 并分为五类；也可只对公布的 EQI 分类。权重和分类凭记忆，待核对。',
    'Pattern, function, biodiversity and stress weighted to EQI, in five classes; or a published EQI can be classed. Weights and classes are from memory and to be checked.',
  ),
  basis: [{ family: 'eqi', clause: '一级指标权重；分类（待核对）' }],
  input: z.strictObject({
    year: yearSchema,
    indices: z.strictObject({ pattern: index, function: index, biodiversity: index, stress: index }).exactOptional(),
    published: quantity.exactOptional().meta(
      named('公布的 EQI', 'published EQI', null, {
        zh: '公布的 EQI，只分类',
        en: 'published EQI, to be classed only',
      }),
    ),
    thirdLevel: thirdLevelSchema.exactOptional(),
    target: atLeastSchema.exactOptional(),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('区域生态质量指数', 'EQI'),
    unit: '1',
    details: {
      grade: localized('类别', 'class'),
      gradeName: localized('类别名称', 'name of the class'),
      missing: localized('缺少的一级指标', 'first-level indices that are missing'),
      thirdLevel: localized('三级指标（待核对）', 'third-level indices, to be checked'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, 'eqi', on);
    const profile = profileOf(edition, on);
    const given = Object.entries(input.indices ?? {}).map(
      ([id, x]) => [id, x === null ? null : exact(x ?? 0)] as const,
    );
    const composed = profile && compose(profile, Object.fromEntries(given), true);
    const value = input.published === undefined ? (composed?.value ?? null) : exact(input.published);
    const missing = input.published === undefined ? (composed?.missing ?? []) : [];
    const decimals = profile?.decimals ?? 2;
    const graded = value && (input.judgeBy === 'shown' ? roundHalfEven(value, decimals) : value);
    const grade = profile && graded && gradeOf(profile, graded);
    const judged = value && input.target ? judge(value, decimals, targetBar(input.target), input.judgeBy) : null;
    const third = input.thirdLevel ? thirdLevel(input.thirdLevel, edition, on) : null;
    const names = namesOfIndices(missing);
    return {
      value: value?.toNumber() ?? null,
      shown: value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE,
      unit: '1',
      verdict: value ? (judged?.verdict ?? 'not-applicable') : 'insufficient-data',
      limit: input.target ? plain(input.target.value) : null,
      editions: [edition],
      trace: [
        ...(third ? [step(localized('三级指标', 'Third-level indices'), thirdText(third.values), third.figures)] : []),
        step(
          localized('加权合成', 'Composition'),
          input.published !== undefined
            ? localized(`采用公布值 ${plain(input.published)}。`, `The published ${plain(input.published)} is taken.`)
            : value
              ? localized(`${composed?.text} = ${about(value, 6)}。`, `${composed?.text} = ${about(value, 6)}.`)
              : localized(`缺少${names.zh}。`, `${names.en} missing.`),
          profile?.indices.map((i) => i.figure) ?? [],
        ),
        ...(grade && graded
          ? [
              step(
                localized('分类', 'Class'),
                localized(`${plain(graded)} 属${grade.name.zh}。`, `${plain(graded)} is ${grade.name.en}.`),
                profile?.grades.map((g) => g.figure) ?? [],
              ),
            ]
          : []),
        ...(judged ? [step(localized('判定', 'Verdict'), judged.detail)] : []),
      ],
      warnings: [judged?.warning ?? null],
      details: {
        grade: grade?.id ?? null,
        gradeName: grade?.name ?? null,
        missing: missing.map((i) => i.id),
        thirdLevel: third ? numbersOf(third.values) : {},
      },
    };
  },
});

function thirdText(values: ReturnType<typeof thirdLevel>['values']) {
  const text = Object.entries(values)
    .map(([id, x]) => `${id} = ${about(x)}`)
    .join(', ');
  return localized(`${text.replaceAll(', ', '，')}。`, `${text}.`);
}
