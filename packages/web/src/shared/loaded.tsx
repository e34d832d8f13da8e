import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';
import { Go } from './go.tsx';
import { useText } from './use-text.ts';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** Lines of the skeleton */
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** Shows the answer when it is there, a skeleton when it takes more than 200 ms (base.css), and what went wrong. */
export function Loaded<T>({ query, lines = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return (
      <div className={query.isPlaceholderData ? 'stale' : undefined} aria-busy={query.isFetching}>
        {children(query.data)}
      </div>
    );
  }
  return query.isError ? <Failed error={query.error} retry={() => void query.refetch()} /> : <Skeleton lines={lines} />;
}

export function Skeleton({ lines }: { readonly lines: number }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status">
      <span className="sr">{t('app.loading')}</span>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  );
}

interface FailedProps {
  readonly error: Error;
  /** What could not be done; by default that nothing could be read */
  readonly title?: string;
  readonly retry?: () => void;
}

export function Failed({ error, title, retry }: FailedProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="failed" role="alert">
      <b>{title ?? t('app.failed')}</b>
      <p>{error instanceof ApiProblem ? text(error.text) : t('app.offline')}</p>
      {error instanceof ApiProblem && error.code === 'sign-in-needed' ? (
        <Go className="button" to={`/sign-in?from=${encodeURIComponent(location.pathname)}`}>
          {t('signIn.go')}
        </Go>
      ) : null}
      {retry ? (
        <button type="button" onClick={retry}>
          {t('app.retry')}
        </button>
      ) : null}
    </div>
  );
}
