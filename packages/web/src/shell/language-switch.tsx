import type { Language } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';
import { useLanguage } from '../shared/use-text.ts';

/** Written the same in every language, so that those who cannot read the page find it. */
const NAMES: readonly (readonly [Language, string])[] = [
  ['zh', '\u4e2d'],
  ['en', 'EN'],
];

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const [address, change] = useAddress();
  const choose = (next: Language): void => {
    void i18n.changeLanguage(next);
    if (address.has('lang')) change({ lang: next });
  };
  return (
    <span className="switch language" role="group" aria-label={t('app.language')}>
      {NAMES.map(([key, name]) => (
        <button key={key} type="button" lang={key} aria-pressed={key === language} onClick={() => choose(key)}>
          {name}
        </button>
      ))}
    </span>
  );
}
