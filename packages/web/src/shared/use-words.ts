import { useTranslation } from 'react-i18next';
import { zh } from '../locales/zh.ts';

const isWord = (id: string): id is keyof typeof zh.words => id in zh.words;

/** The word for a key or a key value of a standard's table; the identifier itself where there is none. */
export function useWords(): (id: string) => string {
  const { t } = useTranslation();
  return (id) => (isWord(id) ? t(`words.${id}`) : id);
}
