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

const AREAS = [
  'air',
  'dust',
  'alerts',
  'water',
  'groundwater',
  'soil',
  'noise',
  'fumes',
  'carbon',
  'emissions',
  'ecology',
  'complaints',
  'ranking',
  'change',
  'projection',
  'common',
] as const;
type Area = (typeof AREAS)[number];

/** The field of a method, from its id; a field without a heading of its own is common. */
function areaOf(id: string): Area {
  const prefix = id.slice(0, id.indexOf('.'));
  return AREAS.find((a) => a === prefix) ?? 'common';
}

export function MethodsPage() {
  const { t } = useTranslation();
  const query = useQuery(methodsQuery);
  return (
    <Page title={t('methods.title')} sub={t('methods.sub')}>
      <p>
        <Go to="/validation">{t('validation.link')}</Go>
      </p>
      <Loaded query={query} lines={10}>
        {(methods) => (
          <>
            {AREAS.map((area) => (
              <Area key={area} area={area} methods={methods.filter((m) => areaOf(m.id) === area)} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Area({ area, methods }: { readonly area: Area; readonly methods: readonly Schemas['MethodSummary'][] }) {
  const { t } = useTranslation();
  if (methods.length === 0) return null;
  return (
    <section>
      <h2>
        {t(`methods.area.${area}`)} <small className="note">{methods.length}</small>
      </h2>
      <ul className="catalogue">
        {methods.map((method) => (
          <MethodEntry key={method.id} method={method} />
        ))}
      </ul>
    </section>
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
