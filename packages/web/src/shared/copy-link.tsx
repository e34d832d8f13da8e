import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Copies the address of the page as it stands. */
export function CopyLink() {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  };
  return (
    <button type="button" className="pill" onClick={() => void copy()} onBlur={() => setCopied(false)}>
      <span aria-live="polite">{copied ? t('app.copied') : t('app.copyLink')}</span>
    </button>
  );
}
