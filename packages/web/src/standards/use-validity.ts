import { useTranslation } from 'react-i18next';

interface Period {
  readonly from: string;
  readonly to: string | null;
  /** Day from which the district's place applied it before `from` */
  readonly adopted?: string | null;
}

/** `2016-01-01 to 2026-02-28`, or since when; and since when here, where that was earlier. */
export function useValidity(): (validity: Period) => string {
  const { t } = useTranslation();
  return ({ from, to, adopted = null }) => {
    const period = to === null ? t('standards.since', { from }) : t('standards.until', { from, to });
    return adopted === null ? period : t('standards.adopted', { period, from: adopted });
  };
}
