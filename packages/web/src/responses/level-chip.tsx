import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import type { ResponseRow } from './response-queries.ts';
import './responses.css';

/** The level of an alert in words; the colour only repeats them. One that is over has none. */
export function LevelChip({ row }: { readonly row: Pick<ResponseRow, 'level' | 'levelName' | 'state'> }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <span className={row.state === 'active' ? `chip alert-${row.level}` : 'chip'}>{text(row.levelName)}</span>{' '}
      <span>{t(`responses.state.${row.state}`)}</span>
    </>
  );
}
