import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useSearchParams } from 'react-router';
import { carry } from '../shared/address.ts';

const GROUPS = [
  [
    ['board', '/'],
    ['plan', '/plan'],
    ['towns', '/towns'],
  ],
  [
    ['data', '/data'],
    ['methods', '/methods'],
    ['standards', '/standards'],
  ],
] as const;

/** Pages that are reached from another one and stand under its name. */
const UNDER: Readonly<Record<string, string>> = { board: '/targets/', methods: '/validation' };

const isPartOf = (key: string, pathname: string): boolean =>
  UNDER[key] !== undefined && pathname.startsWith(UNDER[key]);

export function Navigation() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  return (
    <nav className="nav" aria-label={t('app.nav')}>
      {GROUPS.map((group) => (
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
