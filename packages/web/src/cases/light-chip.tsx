import { useTranslation } from 'react-i18next';
import type { CaseRow } from './cases-queries.ts';
import './cases.css';

/** The light of a case in words; the colour only repeats them. */
export function LightChip({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation();
  if (row.light === null) return <span className="soft">–</span>;
  return <span className={`chip light-${row.light}`}>{t(`cases.light.${row.light}`)}</span>;
}

/** Until when what is waited for. */
export function DueText({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation();
  if (row.due === null || row.stage === null) return <>–</>;
  return (
    <>
      {row.due.replace('T', ' ')} <small>{t(`cases.stage.${row.stage}`)}</small>
    </>
  );
}
