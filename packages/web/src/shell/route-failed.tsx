import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Page } from '../shared/page.tsx';

/** A defect in a page: say so, and show the words that help to mend it. */
export function RouteFailed() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Page title={t('app.failed')} sub={t('app.unexpected')}>
      <pre className="defect">{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
    </Page>
  );
}
