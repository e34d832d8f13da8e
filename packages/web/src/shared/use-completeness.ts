import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { count } from './format.ts';

/** `299/305 days valid` in the language of the page. */
export function useCompleteness(): (completeness: Schemas['Completeness'] | null) => string {
  const { t } = useTranslation();
  return (c) => (c === null ? '' : t(`complete.${c.of}`, { valid: count(c.valid), expected: count(c.expected) }));
}
