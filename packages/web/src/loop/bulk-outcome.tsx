import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';
import { useText } from '../shared/use-text.ts';
import type { Bulk } from './use-bulk.ts';

interface BulkOutcomeProps<Item, Output> {
  readonly of: Bulk<Item, Output>;
  /** Takes back what was done */
  readonly undo: Bulk<Output, unknown>;
  readonly nameOf: (item: Item) => string;
}

/** What a bulk act did, what it could not do and why, and the way back. */
export function BulkOutcome<Item, Output>({ of, undo, nameOf }: BulkOutcomeProps<Item, Output>) {
  const { t } = useTranslation();
  const text = useText();
  const { result } = of;
  if (result === null) return null;
  const { done, failed } = result;
  const back = undo.result;
  return (
    <div className="bulk-outcome" role="status">
      <p>
        {t('loop.bulk.done', { count: done.length })}{' '}
        {done.length === 0 || back !== null ? null : (
          <button type="button" disabled={undo.isPending} onClick={() => undo.start(done)}>
            {t('loop.bulk.undo')}
          </button>
        )}
        {back === null ? null : t('loop.bulk.undone', { count: back.done.length })}
        {back === null || back.failed.length === 0 ? null : t('loop.bulk.notUndone', { count: back.failed.length })}
      </p>
      {failed.length === 0 ? null : (
        <ul>
          {failed.map(({ item, error }) => (
            <li key={nameOf(item)}>
              {nameOf(item)}: {error instanceof ApiProblem ? text(error.text) : t('app.offline')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
