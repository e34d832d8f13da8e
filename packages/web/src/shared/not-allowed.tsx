import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { meQuery } from '../api/people-queries.ts';
import { Go } from './go.tsx';

/** Stands in the place of what the reader may not do: sign in first, or with another account. Nothing for who may. */
export function NotAllowed({ useCase }: { readonly useCase: string }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { data: me } = useQuery(meQuery);
  if (!me || me.may.includes(useCase)) return null;
  if (me.signedIn) return <p className="note not-allowed">{t('app.otherRole')}</p>;
  return (
    <p className="note not-allowed">
      <Go to={`/sign-in?from=${encodeURIComponent(pathname + search)}`}>{t('app.signInToWrite')}</Go>
    </p>
  );
}
