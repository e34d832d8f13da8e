import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';

export function StatusChip({ status }: { readonly status: Schemas['TargetStatus'] }) {
  const { t } = useTranslation();
  return <span className={`chip ${status}`}>{t(`status.${status}`)}</span>;
}
