import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { methodsQuery } from '../api/queries.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { NumberList } from '../shared/number-list.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import './methods.css';

export function MethodsPage() {
  const { t } = useTranslation();
  const query = useQuery(methodsQuery);
  return (
    <Page title={t('methods.title')} sub={t('methods.sub')}>
      <Loaded query={query} lines={10}>
        {(methods) => (
          <ul className="entries">
            {methods.map((method) => (
              <MethodEntry key={method.id} method={method} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}

function MethodEntry({ method }: { readonly method: Schemas['MethodSummary'] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <li>
      <div>
        <Go to={`/methods/${method.id}`} className="entry-title">
          {text(method.title)}
        </Go>{' '}
        <code>{method.id}</code>
        <p>{text(method.summary)}</p>
      </div>
      <div className="note">
        <NumberList of={method.editions} />
        <br />
        {t('methods.casesCount', { count: method.cases })} · {t('methods.version', { version: method.version })}
      </div>
    </li>
  );
}
