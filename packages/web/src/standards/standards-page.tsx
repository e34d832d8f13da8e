import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { standardsQuery } from '../api/queries.ts';
import { useAddress } from '../shared/address.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { Quoted, QuotedNote } from '../shared/quoted.tsx';
import { useText } from '../shared/use-text.ts';
import {
  filterStandards,
  groupStandards,
  olderOf,
  standardsFilter,
  type Edition,
  type FieldGroup,
} from './filter-standards.ts';
import { StandardsFilters } from './standards-filters.tsx';
import './standards.css';
import { useValidity } from './use-validity.ts';

export function StandardsPage() {
  const { t } = useTranslation();
  const query = useQuery(standardsQuery);
  return (
    <Page title={t('standards.title')} sub={t('standards.sub')} actions={<PrintButton />}>
      <p>
        <Go to="/standards/compare?from=hj-633-2012&to=hj-633-2026">{t('standards.aqiLink')}</Go> ·{' '}
        <Go to="/validation">{t('validation.link')}</Go>
      </p>
      <Loaded query={query} lines={10}>
        {(editions) => <StandardsList all={editions} />}
      </Loaded>
    </Page>
  );
}

const sumOf = (editions: readonly Edition[], of: 'figures' | 'toBeChecked'): number =>
  editions.reduce((sum, edition) => sum + edition[of], 0);

function StandardsList({ all }: { readonly all: readonly Edition[] }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const filter = standardsFilter(address);
  const shown = filterStandards(all, filter);
  const toBeChecked = sumOf(shown, 'toBeChecked');
  const counts = { count: shown.length, figures: sumOf(shown, 'figures'), toBeChecked };
  return (
    <>
      <StandardsFilters all={all} filter={filter} change={change} />
      <p role="status" className={shown.length === 0 ? 'empty' : 'standards-answer'}>
        {shown.length === 0
          ? t('standards.nothing')
          : t(toBeChecked === 0 ? 'standards.answerRead' : 'standards.answer', counts)}
      </p>
      <QuotedNote of={shown.map((e) => e.number)} />
      {groupStandards(shown).map((group) => (
        <Field key={group.field} group={group} all={all} />
      ))}
    </>
  );
}

function Field({ group, all }: { readonly group: FieldGroup; readonly all: readonly Edition[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>
        {t(`standards.fields.${group.field}`)} <small className="note">{group.count}</small>
      </h2>
      {group.families.map((family) => (
        <ul key={family[0]?.family} className="catalogue family">
          {family.map((edition) => (
            <EditionEntry key={edition.id} edition={edition} older={olderOf(edition, all)} />
          ))}
        </ul>
      ))}
    </section>
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
          <Quoted text={e.number} />
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
