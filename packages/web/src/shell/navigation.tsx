import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useSearchParams } from 'react-router';
import { meQuery } from '../api/people-queries.ts';
import { carry } from '../shared/address.ts';

const GROUPS = [
  [
    ['board', '/'],
    ['plan', '/plan'],
    ['towns', '/towns'],
  ],
  [
    ['desk', '/desk'],
    ['work', '/work'],
    ['coordination', '/coordination'],
  ],
  [
    ['data', '/data'],
    ['methods', '/methods'],
    ['standards', '/standards'],
  ],
] as const;

/** Pages that are reached from another one and stand under its name. */
const UNDER: Readonly<Record<string, string>> = {
  board: '/targets/',
  methods: '/validation',
  desk: '/measures/',
  work: '/reports/',
};

/** Groups of pages that are for people of the campaign only. */
const OF_THE_LOOP = 'desk';

const isPartOf = (key: string, pathname: string): boolean =>
  UNDER[key] !== undefined && pathname.startsWith(UNDER[key]);

export function Navigation() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const me = useQuery(meQuery);
  const inside = me.data?.may.includes(OF_THE_LOOP) === true;
  const groups = GROUPS.filter((group) => inside || group[0][0] !== OF_THE_LOOP);
  return (
    <nav className="nav" aria-label={t('app.nav')}>
      {groups.map((group) => (
        <ul key={group[0][0]}>
          {group.map(([key, path]) => (
            <li key={key}>
              <NavLink
                to={carry(path, params)}
                end={path === '/'}
                className={({ isActive }) => (isActive || isPartOf(key, pathname) ? 'active' : '')}
              >
                <span className="wide">{t(`nav.${key}`)}</span>
                <span className="narrow">{t(`nav.short.${key}`)}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
