import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { changed } from './address.ts';

interface ExplainedProps {
  /** Assessment behind the figure; without one the figure is plain text */
  readonly id: string | null | undefined;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A figure that opens its explanation. */
export function Explained({ id, label, children }: ExplainedProps) {
  const [params] = useSearchParams();
  const { hash } = useLocation();
  if (!id) return <span className="figure">{children}</span>;
  return (
    <Link
      className="figure opens"
      to={{ search: `?${changed(params, { explain: id })}`, hash }}
      preventScrollReset
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </Link>
  );
}
