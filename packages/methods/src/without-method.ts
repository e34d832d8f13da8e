import type { Localized } from '@qingshan/kernel';
import { localized } from './result.ts';

/** Indicators that plans name though none of the documents here says how to judge them. */
const REASONS: ReadonlyMap<string, Localized> = new Map([
  [
    'soil.quality',
    localized(
      '没有可依据的评价方法：GB 15618-2018 判断农用地样品的风险，GB 36600-2018 判断建设用地地块的风险，所收录的文件都没有规定全区土壤环境质量怎样算“保持良好”。需要市级下达的土壤环境质量考核或评价办法（哪些点位、哪些项目、怎样判定），以及按它监测的数据。',
      'There is no method to go by: GB 15618-2018 judges the risk of farmland samples and GB 36600-2018 that of construction plots, and none of the documents here says when the soil of a whole district “stays good”. Needed: the document with which the city sets how soil quality is assessed (which points, which parameters, which rule), and data monitored by it.',
    ),
  ],
]);

/** Why an indicator cannot be judged and which document would be needed; `null` where nothing is known of it. */
export function whyWithoutMethod(indicator: string): Localized | null {
  return REASONS.get(indicator) ?? null;
}
