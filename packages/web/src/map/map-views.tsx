import { useTranslation } from 'react-i18next';
import { useAddress } from '../shared/address.ts';

const VIEWS = ['towns', 'places'] as const;

export function MapViews() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const now = address.get('view') === 'places' ? 'places' : 'towns';
  return (
    <span className="switch" role="group" aria-label={t('map.viewsLabel')}>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === now}
          onClick={() => change({ view: view === 'towns' ? null : view })}
        >
          {t(`map.views.${view}`)}
        </button>
      ))}
    </span>
  );
}
