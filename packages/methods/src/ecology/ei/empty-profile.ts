import type { Day } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { localized, NO_VALUE, step, type Outcome } from '../../result.ts';

/** The result under an edition of which only the outline is known: what has to be filled in before it can be applied. */
export function emptyProfile(edition: Edition, on: Day): Outcome {
  const items = edition.figures('to-fill', {}, on);
  const list = (language: 'zh' | 'en', separator: string) => items.map((f) => f.text?.[language] ?? '').join(separator);
  return {
    value: null,
    shown: NO_VALUE,
    unit: '1',
    verdict: 'insufficient-data',
    editions: [edition],
    trace: [
      step(
        localized('空白方案', 'Empty profile'),
        localized(
          `${edition.number} 的正文未收录。请对照标准填写：${list('zh', '；')}。`,
          `The text of ${edition.number} is not here. Fill in from the standard: ${list('en', '; ')}.`,
        ),
        items,
      ),
    ],
    details: { toFill: items.map((f) => f.keys['item'] ?? ''), edition: edition.id },
  };
}
