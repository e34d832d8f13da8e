import type { ReactNode } from 'react';
import { Link, useSearchParams, type LinkProps } from 'react-router';
import { carry } from './address.ts';

interface GoProps extends Omit<LinkProps, 'to'> {
  readonly to: string;
  readonly children: ReactNode;
}

/** A link inside Qingshan; it keeps the day and the moment that all figures are for. */
export function Go({ to, ...rest }: GoProps) {
  const [params] = useSearchParams();
  return <Link to={carry(to, params)} {...rest} />;
}
