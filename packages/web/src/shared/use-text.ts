import type { Language, Localized } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import { zh } from '../locales/zh.ts';

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}

/** Picks the language of texts that the API gives in both. */
export function useText(): (text: Localized) => string {
  const language = useLanguage();
  return (text) => text[language];
}

const isNamed = (unit: string): unit is keyof typeof zh.units => unit in zh.units;

/** How a unit is written in the language of the page; `shown` is how the API writes it. */
export function useUnit(): (unit: string, shown: string) => string {
  const { t } = useTranslation();
  return (unit, shown) => (isNamed(unit) ? t(`units.${unit}`) : shown);
}
