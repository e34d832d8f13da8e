import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workspaceQuery } from '../api/queries.ts';
import { Go } from '../shared/go.tsx';
import { Simulated } from '../shared/marks.tsx';
import { useText } from '../shared/use-text.ts';
import { AccountMenu } from './account-menu.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SearchDialog } from './search-dialog.tsx';
import { WhenControl } from './when-control.tsx';

export function Header() {
  const { t } = useTranslation();
  const text = useText();
  const { data } = useQuery(workspaceQuery);
  return (
    <header className="header">
      <Go to="/" className="brand">
        {t('app.name')}
      </Go>
      <b className="workspace">{data ? text(data.plan.title) : ''}</b>
      <Simulated when={data?.simulated === true} />
      <span className="grow" />
      {data ? <WhenControl workspace={data} /> : null}
      <SearchDialog />
      <LanguageSwitch />
      <AccountMenu />
    </header>
  );
}
