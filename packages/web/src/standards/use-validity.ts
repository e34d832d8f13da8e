import { useTranslation } from 'react-i18next';

/** `2016-01-01 to 2026-02-28`, or since when. */
export function useValidity(): (validity: { readonly from: string; readonly to: string | null }) => string {
  const { t } = useTranslation();
  return ({ from, to }) => (to === null ? t('standards.since', { from }) : t('standards.until', { from, to }));
}
