import { useTranslation } from 'react-i18next';
import { useLanguage } from './use-text.ts';

const HAN = /\p{Script=Han}/u;

/** Words as a Chinese document has them: marked as Chinese wherever the page is in another language. */
export function Quoted({ text }: { readonly text: string }) {
  const isForeign = useLanguage() !== 'zh' && HAN.test(text);
  return isForeign ? <span lang="zh-CN">{text}</span> : text;
}

/** Says once on a page in another language that its quotations stand in Chinese. */
export function QuotedNote({ of }: { readonly of: readonly string[] }) {
  const { t } = useTranslation();
  const isForeign = useLanguage() !== 'zh' && of.some((text) => HAN.test(text));
  return isForeign ? <p className="note">{t('app.quoted')}</p> : null;
}
