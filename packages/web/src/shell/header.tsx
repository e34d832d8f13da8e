import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workspaceQuery } from '../api/queries.ts';
import { InboxLink } from '../inbox/inbox-link.tsx';
import { LiveIndicator } from '../live/live-indicator.tsx';
import { Go } from '../shared/go.tsx';
import { Simulated } from '../shared/marks.tsx';
import { useNarrow } from '../shared/use-narrow.ts';
import { useText } from '../shared/use-text.ts';
import { AccountMenu } from './account-menu.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SearchDialog } from './search-dialog.tsx';
import type { Menu } from './use-menu.ts';
import { KnownPill, WhenControl } from './when-control.tsx';

/** One line. On a phone the day, the notices and the language stand in the menu. */
export function Header({ menu }: { readonly menu: Menu }) {
  const { t } = useTranslation();
  const text = useText();
  const narrow = useNarrow();
  const { data } = useQuery(workspaceQuery);
  return (
    <header className="header">
      {narrow ? <MenuButton menu={menu} /> : null}
      <Go to="/" className="brand">
        {t('app.name')}
      </Go>
      {narrow ? null : <b className="workspace">{data ? text(data.plan.title) : ''}</b>}
      <Simulated when={data?.simulated === true} />
      <span className="grow" />
      <LiveIndicator />
      <KnownPill />
      {narrow ? null : <WhenControl workspace={data} />}
      <SearchDialog />
      {narrow ? null : <LanguageSwitch />}
      {narrow ? null : <InboxLink />}
      <AccountMenu />
    </header>
  );
}

function MenuButton({ menu: { id, open, button, toggle } }: { readonly menu: Menu }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="menu-open"
      ref={button}
      aria-label={t('app.menu')}
      aria-expanded={open}
      aria-controls={id}
      onClick={toggle}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path
          d={open ? 'M3 3l12 12M15 3L3 15' : 'M2 4h14M2 9h14M2 14h14'}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
      </svg>
    </button>
  );
}
