import { named } from '../named.ts';
import { Decimal, type Localized, type Warning } from '@qingshan/kernel';
import { z } from 'zod';
import { localized, warning } from '../result.ts';
import { CLASS_WORDS, waterClassSchema } from './classes.ts';

/** What is known of a section in a month or period: its class, that it had no flow, or nothing. */
export const resultSchema = z
  .union([waterClassSchema, z.literal('no-flow')])
  .nullable()
  .meta({
    words: CLASS_WORDS,
    ...named('水质类别', 'class', null, {
      zh: '水质类别 1 至 6、断流 no-flow 或无数据 null',
      en: 'class 1 to 6, no-flow, or null without data',
    }),
  });
export type SectionResult = z.output<typeof resultSchema>;

/** No rule for sections without flow was found, so it is a setting that is kept with the result. */
export const noFlowSchema = z
  .strictObject({
    policy: z
      .enum(['no-result', 'exclude', 'met'])
      .default('no-result')
      .meta(
        named('断流的处理', 'how no flow counts', null, {
          zh: 'no-result：按无数据；exclude：不计入；met：按达标计',
          en: 'as without data, left out, or counted as met',
        }),
      ),
    document: z.string().min(1).exactOptional().meta(named('规定此做法的文号', 'document that says so')),
  })
  .default({ policy: 'no-result' })
  .meta(named('断流的处理', 'what a section without flow counts as'));
export type NoFlow = z.output<typeof noFlowSchema>;

export const missingSchema = z
  .enum(['insufficient', 'leave-out'])
  .default('insufficient')
  .meta(
    named('无数据时', 'without data', null, {
      zh: '无数据时：不判定，或不计入',
      en: 'without data: nothing is judged, or it is left out',
    }),
  );

const POLICIES: Readonly<Record<NoFlow['policy'], Localized>> = {
  'no-result': localized('断流按无数据处理', 'no flow stands as without data'),
  exclude: localized('断流不计入', 'no flow is left out'),
  met: localized('断流按达标计', 'no flow counts as met'),
};

/** How many had no flow, and what they count as. The document is in the details. */
export function noFlowText(count: number, { policy }: NoFlow): Localized {
  if (count === 0) return localized('0', '0');
  return localized(`${count}（${POLICIES[policy].zh}）`, `${count} (${POLICIES[policy].en})`);
}

/** Said where sections without flow changed what was counted. */
export function noFlowWarning(count: number, { policy }: NoFlow): Warning | null {
  if (count === 0) return null;
  const text = POLICIES[policy];
  return warning(
    'no-flow',
    `断流 ${count} 次：${text.zh}；未见考核文件的统一规定，此为设置。`,
    `No flow ${count} times: ${text.en}; no general rule was found, this is a setting.`,
  );
}

/** Part of the whole in percent; `null` of nothing. */
export function percentOf(part: Decimal | number, whole: Decimal | number): Decimal | null {
  const total = new Decimal(whole);
  return total.isZero() ? null : new Decimal(part).times(100).div(total).toSignificantDigits(15);
}
