import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { standardsQuery } from '../api/queries.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import './standards.css';
import { useValidity } from './use-validity.ts';

type Edition = Schemas['EditionSummary'];

/** The editions of each family, newest first. */
function byFamily(editions: readonly Edition[]): Edition[][] {
  return [...Map.groupBy(editions, (e) => e.family).values()].map((family) =>
    family.toSorted((a, b) => b.from.localeCompare(a.from)),
  );
}

export function StandardsPage() {
  const { t } = useTranslation();
  const query = useQuery(standardsQuery);
  return (
    <Page title={t('standards.title')} sub={t('standards.sub')}>
      <p>
        <Go to="/standards/compare?from=hj-633-2012&to=hj-633-2026">{t('standards.aqiLink')}</Go> ·{' '}
        <Go to="/validation">{t('validation.link')}</Go>
      </p>
      <Loaded query={query} lines={10}>
        {(editions) => (
          <>
            {byFamily(editions).map((family) => (
              <ul key={family[0]?.family} className="entries family">
                {family.map((edition, i) => (
                  <EditionEntry key={edition.id} edition={edition} older={family[i + 1]} />
                ))}
              </ul>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function EditionEntry({ edition: e, older }: { readonly edition: Edition; readonly older: Edition | undefined }) {
  const { t } = useTranslation();
  const text = useText();
  const validity = useValidity();
  return (
    <li>
      <div>
        <Go to={`/standards/${e.id}`} className="entry-title">
          {e.number}
        </Go>{' '}
        {text(e.title)} {e.pinned ? <span className="tag pinned">{t('standards.pinned')}</span> : null}
        <p>
          {text(e.issuer)} · {validity(e)}
        </p>
      </div>
      <div className="note">
        {t('standards.figures', { count: e.figures })} ·{' '}
        {e.toBeChecked === 0 ? (
          t('standards.allRead')
        ) : (
          <span className="amber">{t('standards.toBeChecked', { count: e.toBeChecked })}</span>
        )}
        {older === undefined ? null : (
          <>
            <br />
            <Go to={`/standards/compare?from=${older.id}&to=${e.id}`}>{t('standards.compare')}</Go>
          </>
        )}
      </div>
    </li>
  );
}
