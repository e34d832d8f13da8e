import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Page } from '../shared/page.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.notFound')} sub={t('app.notFoundHint')}>
      <p>
        <Go to="/">{t('app.toBoard')}</Go>
      </p>
    </Page>
  );
}
