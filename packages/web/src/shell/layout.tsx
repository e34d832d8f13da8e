import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { workspaceQuery } from '../api/queries.ts';
import { ExplanationDrawer } from '../explain/explanation-drawer.tsx';
import { InboxLink } from '../inbox/inbox-link.tsx';
import { useNarrow } from '../shared/use-narrow.ts';
import { useText } from '../shared/use-text.ts';
import { Header } from './header.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Navigation } from './navigation.tsx';
import { useMenu } from './use-menu.ts';
import { WhenControl } from './when-control.tsx';

export function Layout() {
  const { t } = useTranslation();
  const text = useText();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  const narrow = useNarrow();
  const menu = useMenu();
  const { data: workspace } = useQuery(workspaceQuery);

  // After a change of page a screen reader goes on from the new content.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <Header menu={menu} />
      <div className="columns">
        <Navigation id={menu.id} open={narrow && menu.open} close={menu.close}>
          {narrow ? (
            <div className="menu-foot">
              <b className="workspace">{workspace ? text(workspace.plan.title) : ''}</b>
              <InboxLink opened={menu.close} />
              <WhenControl workspace={workspace} />
              <LanguageSwitch />
            </div>
          ) : null}
        </Navigation>
        <main id="content" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <ExplanationDrawer />
      <ScrollRestoration />
    </>
  );
}
