import { useTranslation } from 'react-i18next';
import { STATUSES, type FilteredBoard } from './filter-board.ts';

interface TallyProps {
  readonly of: FilteredBoard;
  readonly status: string | null;
  readonly choose: (status: string | null) => void;
}

/** How many targets stand where; each count opens its list. */
export function Tally({ of, status, choose }: TallyProps) {
  const { t } = useTranslation();
  return (
    <div className="tally" role="group" aria-label={t('board.tally.label')}>
      <button type="button" aria-pressed={status === null} onClick={() => choose(null)}>
        <b>{of.total}</b> {t('board.tally.total')}
      </button>
      {STATUSES.map((s) => (
        <button key={s} type="button" aria-pressed={status === s} onClick={() => choose(status === s ? null : s)}>
          <b>{of.tally[s]}</b> {t(`status.${s}`)}
        </button>
      ))}
    </div>
  );
}
