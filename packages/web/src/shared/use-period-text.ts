import { useTranslation } from 'react-i18next';

/** `2024-01-01..2024-10-31` as people write it; other periods as they are. */
export function usePeriodText(): (period: string) => string {
  const { t } = useTranslation();
  return (period) => {
    const [from = '', to] = period.split('..');
    return to === undefined ? from : t('standards.until', { from, to });
  };
}
