import { useTranslation } from 'react-i18next';

/** `Table 4, 6.4` in the language of the page; the numbers of clauses stay. */
export function usePlace(): (clause: string) => string {
  const { t } = useTranslation();
  return (clause) =>
    clause.replaceAll(
      /\b(Table|notes?|Annex|Amendment)\s+(?=[A-Z0-9a-c])/g,
      (_, word: 'Table' | 'note' | 'notes' | 'Annex') => t(`place.${word}`),
    );
}
