import { named } from '../../named.ts';
import { roundHalfEven, type Decimal, type Localized, type Warning } from '@qingshan/kernel';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { atLeastSchema, judge, judgeBySchema, targetBar } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import {
  compose,
  filledProfile,
  gradeOf,
  namesOfIndices,
  numbersOf,
  profileOf,
  profileSchema,
  type Composition,
  type Profile,
} from '../profile.ts';
import { emptyProfile } from './empty-profile.ts';
import { restricted, restrictionSchema, type Restricted } from './restriction.ts';
import { measuredSchema, subIndices, type SubIndices } from './sub-indices.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

/** Land classes may miss the area by this share, in percent, before it is said. Ours. */
const LAND_GAP = 1;

const inputSchema = z.strictObject({
  year: yearSchema,
  standard: z
    .enum(['hj-192', 'db11-t-1877'])
    .default('hj-192')
    .meta(
      named('标准', 'standard', null, {
        zh: 'hj-192 国家规范，db11-t-1877 北京市地方标准（空白方案，须填写 profile）',
        en: 'which standard',
      }),
    ),
  measured: measuredSchema.exactOptional(),
  indices: z
    .record(z.string(), quantity.nullable())
    .exactOptional()
    .meta(
      named('直接给出的各项指数', 'sub-indices as given', null, {
        zh: '直接给出的各项指数，代替计算值',
        en: 'sub-indices as given, instead of computed ones',
      }),
    ),
  profile: profileSchema.exactOptional(),
  restriction: restrictionSchema.prefault({}),
  clamp: z.boolean().default(true).meta(named('各项指数限制在0–100（推断）', 'keep sub-indices within 0 to 100')),
  target: atLeastSchema.exactOptional(),
  judgeBy: judgeBySchema,
});
type Input = z.output<typeof inputSchema>;

export const eiMethod = defineMethod({
  id: 'ecology.ei',
  version: '1.0.0',
  title: localized('生态环境状况指数（EI）', 'Ecological index EI'),
  summary: localized(
    '由地类面积、植被指数、水网、土地胁迫和污染负荷计算五项指数并加权，经环境限制后分级（HJ 192-2015）；也可由已知的各项指数合成。北京市地方标准为空白方案，填写指标、权重和分级后计算。',
    'Five sub-indices from land areas, vegetation, water, stress and pollution, weighted, restricted and graded (HJ 192-2015), or combined from sub-indices that are known. The Beijing standard is an empty profile: indices, weights and grades have to be filled in first.',
  ),
  basis: [
    { family: 'hj-192', clause: '5 EI；附录B 各项指数；分级' },
    { family: 'db11-t-1877', clause: '5 市、区评价（空白方案）' },
  ],
  input: inputSchema,
  output: {
    value: localized('生态环境状况指数（未修约）', 'EI, unrounded'),
    unit: '1',
    details: {
      grade: localized('等级', 'grade'),
      gradeName: localized('等级名称', 'name of the grade'),
      beforeRestriction: localized('环境限制前的指数', 'index before the restriction'),
      indices: localized('各项指数（未修约）', 'sub-indices, unrounded'),
      used: localized('参与合成的各项指数', 'sub-indices as combined'),
      habitat: localized('生境质量指数', 'habitat quality'),
      waterResource: localized('采用的水资源量，百万立方米', 'water resource that was used, 10^6 m3'),
      precipitationVolume: localized('降水总量，百万立方米', 'volume of precipitation, 10^6 m3'),
      pollutionTerms: localized('污染负荷各项', 'terms of the pollution load'),
      missing: localized('缺少的指数', 'sub-indices that are missing'),
      toFill: localized('空白方案须填写的内容', 'what the empty profile needs'),
      edition: localized(
        '评价所用版本，不同版本的指数不可比',
        'edition; values of different editions are not comparable',
      ),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, input.standard, on);
    const toFill = edition.figures('to-fill', {}, on);
    const profile = input.profile?.indices.length ? filledProfile(input.profile, toFill) : profileOf(edition, on);
    if (!profile) return emptyProfile(edition, on);
    const parts = input.measured ? subIndices(input.measured, edition, on) : null;
    const given = Object.entries(input.indices ?? {}).map(([id, x]) => [id, x === null ? null : exact(x)] as const);
    const values = { ...parts?.values, ...Object.fromEntries(given) };
    const composed = compose(profile, values, input.clamp);
    const judgedBy = (x: Decimal) => (input.judgeBy === 'shown' ? roundHalfEven(x, profile.decimals) : x);
    const result =
      composed.value && restricted(composed.value, judgedBy(composed.value), input.restriction, edition, on);
    const grade = result && gradeOf(profile, judgedBy(result.value));
    const judged =
      result && input.target ? judge(result.value, profile.decimals, targetBar(input.target), input.judgeBy) : null;
    return {
      value: result?.value.toNumber() ?? null,
      shown: result ? roundHalfEven(result.value, profile.decimals).toFixed(profile.decimals) : NO_VALUE,
      unit: '1',
      verdict: result ? (judged?.verdict ?? 'not-applicable') : 'insufficient-data',
      limit: input.target ? plain(input.target.value) : null,
      completeness: {
        valid: profile.indices.length - composed.missing.length,
        expected: profile.indices.length,
        required: profile.indices.length,
        of: 'samples',
      },
      editions: [edition],
      trace: [
        ...(parts ? [partsStep(parts, composed, profile)] : []),
        compositionStep(profile, composed),
        ...(result && composed.value && !result.value.eq(composed.value) ? [restrictionStep(result)] : []),
        ...(result && grade ? [gradeStep(judgedBy(result.value), grade.name, profile)] : []),
        ...(judged ? [step(localized('判定', 'Verdict'), judged.detail)] : []),
      ],
      warnings: [...cautions(input, parts, composed, profile, result), judged?.warning ?? null],
      details: {
        grade: grade?.id ?? null,
        gradeName: grade?.name ?? null,
        beforeRestriction: composed.value?.toNumber() ?? null,
        indices: numbersOf(Object.fromEntries(profile.indices.map((i) => [i.id, values[i.id] ?? null]))),
        used: numbersOf(composed.used),
        habitat: parts?.habitat?.toNumber() ?? null,
        waterResource: parts?.waterResource?.toNumber() ?? null,
        precipitationVolume: parts?.precipitationVolume?.toNumber() ?? null,
        pollutionTerms: numbersOf(parts?.pollutionTerms ?? {}),
        missing: composed.missing.map((i) => i.id),
        toFill: [],
        edition: edition.id,
      },
    };
  },
});

function partsStep(parts: SubIndices, composed: Composition, profile: Profile) {
  const list = (language: keyof Localized) =>
    profile.indices
      .map((i) => `${i.name[language]} ${composed.used[i.id] ? plain(composed.used[i.id] ?? 0) : NO_VALUE}`)
      .join(language === 'zh' ? '，' : ', ');
  const rest = parts.habitat ? about(parts.habitat) : NO_VALUE;
  return step(
    localized('各项指数', 'Sub-indices'),
    localized(`生境质量 ${rest}；${list('zh')}。`, `Habitat quality ${rest}; ${list('en')}.`),
    [...parts.figures, ...profile.figures],
  );
}

function compositionStep(profile: Profile, { text, value, missing }: Composition) {
  const names = namesOfIndices(missing);
  return step(
    localized('加权合成', 'Composition'),
    value
      ? localized(`${text} = ${about(value, 6)}。`, `${text} = ${about(value, 6)}.`)
      : localized(`缺少${names.zh}，不合成。`, `${names.en} missing; not combined.`),
    [...profile.indices.map((i) => i.figure), ...profile.figures],
  );
}

function restrictionStep({ value, figures }: Restricted) {
  const text = localized(`受环境限制，取 ${plain(value)}。`, `Restricted to ${plain(value)}.`);
  return step(localized('环境限制', 'Restriction'), text, figures);
}

function gradeStep(value: Decimal, name: Localized, profile: Profile) {
  const limits = profile.grades
    .filter((g) => g.from.gt(0))
    .map((g) => plain(g.from))
    .join('/');
  return step(
    localized('分级', 'Grade'),
    localized(
      `${plain(value)} 属“${name.zh}”（分级线 ${limits}）。`,
      `${plain(value)} is ${name.en} (limits ${limits}).`,
    ),
    profile.grades.map((g) => g.figure),
  );
}

/** Everything that a reader of the figure should know before using it. */
function cautions(
  input: Input,
  parts: SubIndices | null,
  composed: Composition,
  profile: Profile,
  result: Restricted | null,
): (Warning | null)[] {
  const outside = namesOfIndices(composed.outside);
  const [exactGrade, shownGrade] = result
    ? [gradeOf(profile, result.value), gradeOf(profile, roundHalfEven(result.value, profile.decimals))]
    : [null, null];
  return [
    input.profile?.indices.length
      ? warning('own-profile', '采用用户填写的方案。', 'A profile filled in by the user was applied.')
      : null,
    input.measured && !parts
      ? warning(
          'measured-not-used',
          '本版没有归一化系数，面积和统计数据未采用，请直接给出各项指数。',
          'The edition has no coefficients; areas and statistics were not used. Give the sub-indices.',
        )
      : null,
    parts && parts.bioFrom !== 'bi' && composed.used['bio']
      ? warning(
          'bi-not-updated',
          parts.bioFrom === 'change'
            ? '生物多样性指数未更新，生物丰度按生境质量的变化推算。'
            : '缺生物多样性指数，生物丰度只用生境质量。',
          parts.bioFrom === 'change'
            ? 'BI was not updated; the last abundance was moved with habitat quality.'
            : 'There is no BI; habitat quality stands for biological abundance.',
        )
      : null,
    parts?.landGap?.gt(LAND_GAP)
      ? warning(
          'land-does-not-add-up',
          `地类面积之和与区域面积相差 ${about(parts.landGap, 2)}%。`,
          `The land classes miss the area by ${about(parts.landGap, 2)} %.`,
        )
      : null,
    composed.outside.length > 0
      ? warning(
          'sub-index-outside',
          `${outside.zh}超出0–100，${input.clamp ? '已限制在范围内' : '未作限制'}。`,
          `${outside.en} outside 0 to 100, ${input.clamp ? 'cut to the range' : 'left as it is'}.`,
        )
      : null,
    result?.noRule
      ? warning(
          'restriction-without-rule',
          '文件没有规定这时如何限制（指数低于最低分级线，或方案未收录限制），指数不变。',
          'There is no rule for the restriction here (the index lies below the lowest limit, or the profile has none); it stays.',
        )
      : null,
    exactGrade?.id === shownGrade?.id
      ? null
      : warning(
          'rounding-decides',
          `修约前后等级不同，本次按${input.judgeBy === 'shown' ? '修约值' : '未修约值'}分级。`,
          `The grade differs before and after rounding; the ${input.judgeBy === 'shown' ? 'rounded' : 'exact'} value was graded.`,
        ),
  ];
}
