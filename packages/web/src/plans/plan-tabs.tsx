import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Go } from '../shared/go.tsx';
import { useMay } from '../shared/use-may.ts';
import './plans.css';

/** The pages of the plan, for who may see them. */
export function PlanTabs() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [versions, drafts, cascade] = [useMay('planVersions'), useMay('planDrafts'), useMay('cascade')];
  const tabs = [
    { key: 'plan', to: '/plan', shown: true },
    { key: 'versions', to: '/plan/versions', shown: versions },
    { key: 'drafts', to: '/plan/drafts', shown: drafts },
    { key: 'cascade', to: '/plan/cascade', shown: cascade },
  ] as const;
  const shown = tabs.filter((tab) => tab.shown);
  if (shown.length < 2) return null;
  return (
    <nav className="plan-tabs" aria-label={t('plans.tabs.label')}>
      {shown.map(({ key, to }) => {
        const here = to === '/plan' ? pathname === to : pathname.startsWith(to);
        return (
          <Go key={key} to={to} aria-current={here ? 'page' : undefined}>
            {t(`plans.tabs.${key}`)}
          </Go>
        );
      })}
    </nav>
  );
}
