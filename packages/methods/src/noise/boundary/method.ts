import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, type Bar } from '../../judge.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { SOUND } from '../sound.ts';

const FAMILIES = { industry: 'gb-12348', community: 'gb-22337', construction: 'gb-12523' } as const;

const inputSchema = z
  .strictObject({
    on: dateSchema.meta(
      named('监测日期', 'day', null, { zh: '监测日期，决定所用版本', en: 'day; decides the edition' }),
    ),
    source: z.enum(['industry', 'community', 'construction']).meta(
      named('声源', 'source', null, {
        zh: 'industry 工业企业（GB 12348）、community 社会生活（GB 22337）、construction 建筑施工（GB 12523）',
        en: 'industry, community or construction',
      }),
    ),
    zone: z
      .enum(['0', '1', '2', '3', '4'])
      .exactOptional()
      .meta(
        named('厂界外功能区类别', 'zone outside the boundary', null, {
          zh: '厂界外功能区类别，建筑施工不分',
          en: 'zone outside the boundary; none for construction',
        }),
      ),
    period: z.enum(['day', 'night']).meta(named('昼间或夜间', 'day or night')),
    level: quantity.nullable().meta(named('等效声级测量值', 'measured equivalent level')),
    background: quantity
      .exactOptional()
      .meta(
        named('背景噪声', 'background', null, { zh: '背景噪声，给出则修正', en: 'background; corrects the level' }),
      ),
    max: quantity.exactOptional().meta(named('夜间最大声级', 'highest level at night')),
    maxKind: z
      .enum(['frequent', 'occasional'])
      .default('occasional')
      .meta(
        named('频发或偶发', 'frequent or occasional', null, {
          zh: '夜间噪声为频发还是偶发（工业企业）',
          en: 'frequent or occasional noise (industry)',
        }),
      ),
    indoor: z.boolean().default(false).meta(named('在室内测量', 'measured indoors')),
    room: z
      .enum(['A', 'B'])
      .exactOptional()
      .meta(
        named('房间类型', 'type of room', null, {
          zh: '社会生活噪声结构传播的房间类型',
          en: 'type of room, for structure-borne community noise',
        }),
      ),
    decimals: z.int().min(0).max(1).exactOptional().meta(named('修约位数', 'decimals')),
    judgeBy: judgeBySchema,
  })
  .refine((x) => x.source === 'construction' || x.zone !== undefined, 'zone: 须给出功能区类别 / the zone is needed')
  .refine(
    (x) => x.source !== 'community' || !x.indoor || x.room !== undefined,
    'room: 室内须给出房间类型 / indoors the type of room is needed',
  );
type Input = z.output<typeof inputSchema>;

export const boundaryMethod = defineMethod({
  id: 'noise.boundary',
  version: '1.0.0',
  title: localized('边界噪声排放', 'Noise at a boundary'),
  summary: localized(
    '工业企业厂界（GB 12348）、社会生活（GB 22337）、建筑施工场界（GB 12523，2011年版和2025年版）噪声与限值比较，含背景修正、室内测量和夜间最大声级。',
    'Noise at the boundary of industry (GB 12348), community sources (GB 22337) and construction sites (GB 12523, editions of 2011 and 2025) against the limits, with background correction, indoor measurement and the highest level at night.',
  ),
  basis: [
    { family: 'gb-12348', clause: '表1；4.1；5.7' },
    { family: 'gb-22337', clause: '表1、表2' },
    { family: 'gb-12523', clause: '表1' },
  ],
  input: inputSchema,
  output: {
    value: localized('修正后的等效声级（未修约）', 'corrected equivalent level, unrounded'),
    unit: SOUND,
    details: {
      correction: localized('背景修正值', 'correction for the background'),
      maxLimit: localized('夜间最大声级限值', 'limit of the highest level at night'),
      maxMet: localized('夜间最大声级是否达标', 'whether the highest level is within its limit'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, FAMILIES[input.source], dayOf(input.on));
    const rounding = edition.figure('rules', { rule: 'decimals' });
    const decimals = input.decimals ?? numberOf(rounding).toNumber();
    const corrected = correctedLevel(input, edition);
    const { bar, figures } = barOf(input, edition);
    const judgement = corrected.level ? judge(corrected.level, decimals, bar, input.judgeBy) : null;
    const max = maxOf(input, bar.value, edition);
    const maxJudged =
      max.bar && input.max !== undefined ? judge(exact(input.max), decimals, max.bar, input.judgeBy) : null;
    const verdicts = [judgement?.verdict, maxJudged?.verdict];
    return {
      value: corrected.level?.toNumber() ?? null,
      shown: corrected.level ? roundHalfEven(corrected.level, decimals).toFixed(decimals) : NO_VALUE,
      unit: SOUND,
      verdict: verdicts.includes('not-met') ? 'not-met' : (judgement?.verdict ?? 'insufficient-data'),
      limit: plain(bar.value),
      editions: [edition],
      trace: [
        ...(corrected.step ? [corrected.step] : []),
        step(
          localized('等效声级', 'Equivalent level'),
          judgement?.detail ?? localized('没有可以判定的声级。', 'There is no level to judge.'),
          [...figures, rounding],
        ),
        ...(maxJudged
          ? [step(localized('夜间最大声级', 'Highest level at night'), maxJudged.detail, max.figures)]
          : []),
      ],
      warnings: [judgement?.warning ?? null, maxJudged?.warning ?? null, corrected.warning, max.warning],
      details: {
        correction: corrected.correction,
        maxLimit: max.bar ? plain(max.bar.value) : null,
        maxMet: maxJudged ? maxJudged.verdict === 'met' : null,
      },
    };
  },
});

/** The limit outside, or indoors: lower by 10 dB(A), for community noise that of the room. */
function barOf(input: Input, edition: Edition): { readonly bar: Bar; readonly figures: readonly Figure[] } {
  const zone = input.zone ?? 'any';
  const { period } = input;
  const [zh, en] = period === 'day' ? ['昼间', 'by day'] : ['夜间', 'at night'];
  const name = localized(`${edition.number} ${zh}限值`, `${edition.number} limit ${en}`);
  if (input.indoor && input.room !== undefined && input.source === 'community') {
    const room = edition.figure('rooms', { zone, room: input.room, period });
    const bar: Bar = { value: numberOf(room), direction: 'at-most', name };
    return { bar, figures: [room, edition.figure('rules', { rule: 'rooms' })] };
  }
  const outside = edition.figure('boundary', { zone: input.source === 'construction' ? 'any' : zone, period });
  const indoor = input.indoor ? edition.find('rules', { rule: 'indoor' }) : null;
  const value = numberOf(outside).plus(indoor ? numberOf(indoor) : 0);
  return { bar: { value, direction: 'at-most', name }, figures: [outside, ...(indoor ? [indoor] : [])] };
}

function correctedLevel(input: Input, edition: Edition) {
  const level = input.level === null ? null : exact(input.level);
  const nothing = { level, correction: null, step: null, warning: null };
  if (level === null || input.background === undefined) return nothing;
  const difference = roundHalfEven(level.minus(exact(input.background)), 0);
  const rows = edition.figures('background');
  const row = rows.findLast((f) => difference.gte(f.keys['from'] ?? 0));
  const title = localized('背景修正', 'Background correction');
  const detail = `${plain(level)} − ${plain(input.background)} ≈ ${plain(difference)}`;
  if (!row) {
    return {
      level: null,
      correction: null,
      step: step(
        title,
        localized(`${detail}，小于3 dB(A)，不能修正。`, `${detail}, below 3 dB(A): it cannot be corrected.`),
        rows,
      ),
      warning: warning(
        'background-too-high',
        '测量值与背景值相差不到3 dB(A)，须采取措施后重新测量。',
        'Level and background differ by less than 3 dB(A); the measurement must be repeated.',
      ),
    };
  }
  const correction = numberOf(row);
  const sum = `${plain(level)} + (${plain(correction)}) = ${plain(level.plus(correction))}`;
  return {
    level: level.plus(correction),
    correction: correction.toNumber(),
    step: step(title, localized(`${detail}；${sum}。`, `${detail}; ${sum}.`), [row]),
    warning: null,
  };
}

function maxOf(input: Input, limit: Decimal, edition: Edition) {
  const none = { bar: null, figures: [], warning: null };
  if (input.max === undefined || input.period === 'day') return none;
  const figure =
    edition.find('rules', { rule: 'night-max' }) ?? edition.find('rules', { rule: `night-max-${input.maxKind}` });
  if (!figure) {
    const text = warning(
      'no-max-rule',
      `${edition.number} 没有收录夜间最大声级的规定，未判定。`,
      `No rule on the highest level at night is kept for ${edition.number}; it was not judged.`,
    );
    return { ...none, warning: text };
  }
  const bar: Bar = {
    value: limit.plus(numberOf(figure)),
    direction: 'at-most',
    name: localized('夜间最大声级限值', 'limit of the highest level at night'),
  };
  return { bar, figures: [figure], warning: null };
}
