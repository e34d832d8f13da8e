import type { Language } from '@qingshan/kernel';
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { zh } from './zh.ts';

const i18n = createInstance();
const STORED = 'qingshan.language';

/** Chinese unless the address (`?lang=en`) or an earlier choice says otherwise. */
function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(STORED);
  return asked === 'en' ? 'en' : 'zh';
}

export async function startTexts(): Promise<void> {
  i18n.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
    localStorage.setItem(STORED, language);
  });
  await i18n.use(initReactI18next).init({
    lng: chosenLanguage(),
    fallbackLng: false,
    supportedLngs: ['zh', 'en'],
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}
