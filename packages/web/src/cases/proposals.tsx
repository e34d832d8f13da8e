import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { caseAddress, mergeCases, proposalsQuery, useCaseStep } from './cases-queries.ts';

/** Complaints of the last weeks that seem to repeat another; opened, they can be merged one by one. */
export function Proposals({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <details className="proposals">
      <summary>{t('cases.proposals', { count })}</summary>
      <List />
    </details>
  );
}

function List() {
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(proposalsQuery);
  const merge = useCaseStep(mergeCases);
  return (
    <Loaded query={query} lines={3}>
      {(proposals) => (
        <>
          <ul>
            {proposals.map(({ case: one, main, by }) => (
              <li key={one.id}>
                <Go to={caseAddress(one.id)}>{`${one.id} ${text(one.title)}`}</Go> →{' '}
                <Go to={caseAddress(main.id)}>{main.id}</Go> ({t(`cases.proposedBy.${by}`)}){' '}
                <button
                  type="button"
                  disabled={merge.isPending}
                  onClick={() => merge.mutate({ cases: [one.id], into: main.id })}
                >
                  {t('cases.merge')}
                </button>
              </li>
            ))}
          </ul>
          {merge.isError ? <Failed error={merge.error} /> : null}
        </>
      )}
    </Loaded>
  );
}
