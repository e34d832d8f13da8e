import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import type { AssignmentRow } from './loop-queries.ts';

const PERCENT = 100;

function width(share: number | null): string {
  return `${Math.min(1, share ?? 0) * PERCENT}%`;
}

/** What the unit claims (outline) and what a second person has verified (filled), side by side on one line. */
export function StandingBar({ row }: { readonly row: Pick<AssignmentRow, 'claimed' | 'verified' | 'quantityUnit'> }) {
  const { t } = useTranslation();
  const write = useShare();
  const { claimed, verified } = row;
  const label = t('loop.bar', { claimed: write(claimed, row), verified: write(verified, row) });
  if (claimed.share === null && claimed.done === null) return <span className="soft">–</span>;
  return (
    <span className="standing" title={label}>
      <span className="sr">{label}</span>
      <span className="track" aria-hidden="true">
        <i className={claimed.typed ? 'claimed typed' : 'claimed'} style={{ width: width(claimed.share) }} />
        <i className="verified" style={{ width: width(verified.share) }} />
      </span>
      <span aria-hidden="true">{write(claimed, row)}</span>
    </span>
  );
}

/** A standing in words: `18/40 辆`, `60 %（自报）`. */
export function useShare(): (standing: Schemas['Standing'], row: { readonly quantityUnit: string }) => string {
  const { t } = useTranslation();
  return ({ share, done, of, typed }, { quantityUnit }) => {
    if (typed && share !== null) return t('loop.typed', { percent: Math.round(share * PERCENT) });
    if (done === null) return '–';
    const figure = of === null ? done : `${done}/${of}`;
    return quantityUnit === '' ? figure : `${figure} ${quantityUnit}`;
  };
}
