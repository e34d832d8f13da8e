import { useTranslation } from 'react-i18next';

interface PagerProps {
  readonly offset: number;
  /** Rows on a page */
  readonly size: number;
  readonly total: number;
  readonly go: (offset: number) => void;
}

/** The ways to the pages before and after; nothing where one page holds all. */
export function Pager({ offset, size, total, go }: PagerProps) {
  const { t } = useTranslation();
  if (total <= size && offset === 0) return null;
  const to = Math.min(offset + size, total);
  return (
    <p className="pager screen-only">
      <button type="button" disabled={offset === 0} onClick={() => go(Math.max(0, offset - size))}>
        {t('app.pager.previous')}
      </button>
      {t('app.pager.shown', { from: Math.min(offset + 1, total), to, total })}
      <button type="button" disabled={to >= total} onClick={() => go(offset + size)}>
        {t('app.pager.next')}
      </button>
    </p>
  );
}
