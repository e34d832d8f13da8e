import { useTranslation } from 'react-i18next';
import { NavLink, useSearchParams } from 'react-router';
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

export function Navigation() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  return (
    <nav className="nav" aria-label={t('app.nav')}>
      {GROUPS.map((group) => (
        <ul key={group[0][0]}>
          {group.map(([key, path]) => (
            <li key={key}>
              <NavLink to={carry(path, params)} end={path === '/'}>
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
