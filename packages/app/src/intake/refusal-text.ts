import { formatMoment, type Language, type Localized, type Moment } from '@qingshan/kernel';
import { sources } from '@qingshan/sources';

const HEADS = {
  zh: { refused: '没有导入：', source: '来源：', at: '时间：' },
  en: { refused: 'Not imported: ', source: 'Source: ', at: 'Time: ' },
} as const;

const WHAT_TO_DO: Localized = {
  zh: '这份文件没有存入任何内容。请改正后把它重新放进上一级文件夹。',
  en: 'Nothing of this file was stored. Correct it and drop it into the folder above again.',
};

/** The text that lies beside a refused file, in both languages: what was refused, every finding, and what to do. */
export function refusalText(
  file: { readonly source: string; readonly name: string },
  at: Moment,
  findings: readonly Localized[],
): string {
  const title = sources.find(({ id }) => id === file.source)?.title ?? { zh: '', en: '' };
  const part = (language: Language): string =>
    [
      HEADS[language].refused + file.name,
      `${HEADS[language].source}${file.source} ${title[language]}`,
      HEADS[language].at + formatMoment(at),
      '',
      ...findings.map((finding) => `- ${finding[language]}`),
      '',
      WHAT_TO_DO[language],
    ].join('\n');
  return `${part('zh')}\n\n${part('en')}\n`;
}
