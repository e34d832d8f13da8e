import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { meQuery } from '../api/people-queries.ts';
import { carry } from '../shared/address.ts';
import { isAt, PAGE_GROUPS, visibleGroups } from './pages.ts';

interface NavigationProps {
  readonly id: string;
  /** On a phone it is a menu that is open or not; on a wide screen it always stands there */
  readonly open: boolean;
  readonly close: () => void;
  /** What else stands in the menu of a phone */
  readonly children?: ReactNode;
}

export function Navigation({ id, open, close, children }: NavigationProps) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const { data: me } = useQuery(meQuery);
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) nav.current?.querySelector('a')?.focus();
  }, [open]);
  return (
    <nav id={id} ref={nav} className={open ? 'nav open' : 'nav'} aria-label={t('app.nav')}>
      {visibleGroups(PAGE_GROUPS, me?.may ?? []).map((group) => (
        <section key={group.key}>
          <h2 id={`${id}-${group.key}`}>{t(`nav.groups.${group.key}`)}</h2>
          <ul aria-labelledby={`${id}-${group.key}`}>
            {group.entries.map((entry) => {
              const here = isAt(entry, pathname);
              return (
                <li key={entry.key}>
                  <Link
                    to={carry(entry.path, params)}
                    className={here ? 'active' : ''}
                    aria-current={here ? 'page' : undefined}
                    onClick={close}
                  >
                    {t(`nav.pages.${entry.key}`)}
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {children}
    </nav>
  );
}
