import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';
import { useText } from '../shared/use-text.ts';

/** The text of an error when it is one of these codes, to be shown beside its field; without codes, of any. */
export function useProblem(): (error: Error | null, ...codes: readonly string[]) => string | null {
  const { t } = useTranslation();
  const text = useText();
  return (error, ...codes) => {
    if (error === null) return null;
    if (!(error instanceof ApiProblem)) return codes.length === 0 ? t('app.offline') : null;
    return codes.length === 0 || codes.includes(error.code) ? text(error.text) : null;
  };
}
