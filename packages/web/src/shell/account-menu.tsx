import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { meQuery, signOut } from '../api/people-queries.ts';
import { useBecome } from '../people/use-become.ts';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';

const LINKS = [
  ['people', '/people', 'people.title'],
  ['audits', '/audit', 'audit.title'],
  ['operations', '/operations', 'operations.title'],
  ['policy', '/people/policy', 'policy.title'],
] as const;

/** Who acts; what they may do about accounts; signing in and out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const text = useText();
  const menu = useRef<HTMLDetailsElement>(null);
  const become = useBecome();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data: me } = useQuery(meQuery);
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async (now) => {
      await (await import('../field/device-store.ts')).forgetPerson();
      become(now);
      void navigate('/sign-in');
    },
  });
  if (!me) return null;
  if (!me.signedIn) {
    const from = pathname === '/sign-in' ? '' : `?from=${encodeURIComponent(pathname)}`;
    return (
      <Go className="pill" to={`/sign-in${from}`}>
        {t('signIn.go')}
      </Go>
    );
  }
  const { name, role, unit } = me.actor;
  const close = (): void => menu.current?.removeAttribute('open');
  return (
    <details
      className="account-menu"
      ref={menu}
      onKeyDown={(e) => {
        if (e.key === 'Escape') close();
      }}
    >
      <summary className="pill" aria-label={t('account.menu', { name })}>
        {name}
      </summary>
      <div>
        <p>
          <b>{name}</b>
          <br />
          {t(`roles.${role}`)}
          {unit === null ? null : (
            <>
              <br />
              {text(unit.name)}
            </>
          )}
        </p>
        <Go to="/account" onClick={close}>
          {t('account.title')}
        </Go>
        {LINKS.filter(([useCase]) => me.may.includes(useCase)).map(([useCase, to, key]) => (
          <Go key={useCase} to={to} onClick={close}>
            {t(key)}
          </Go>
        ))}
        <button type="button" disabled={leave.isPending} onClick={() => leave.mutate()}>
          {t('signIn.out')}
        </button>
      </div>
    </details>
  );
}
