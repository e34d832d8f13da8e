import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { boardQuery } from '../api/queries.ts';
import { useAddress, useAsking } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import './board.css';
import { filterBoard } from './filter-board.ts';
import { Tally } from './tally.tsx';
import { TargetRow } from './target-row.tsx';

export function BoardPage() {
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(boardQuery(useAsking()));
  return (
    <Page
      title={query.data ? text(query.data.headline) : t('board.title')}
      sub={t('board.sub')}
      actions={<PrintButton />}
    >
      <Loaded query={query} lines={9}>
        {(board) => <BoardRows board={board} />}
      </Loaded>
    </Page>
  );
}

function BoardRows({ board }: { readonly board: Schemas['Board'] }) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const status = address.get('status');
  const chosen = address.get('board');
  const filtered = filterBoard(board.boards, chosen, status);
  return (
    <>
      <div className="board-filters">
        <Tally of={filtered} status={status} choose={(s) => change({ status: s })} />
        <SelectField name={t('board.filter')} value={chosen ?? ''} set={(id) => change({ board: id })}>
          <option value="">{t('app.all')}</option>
          {board.boards.map((b) => (
            <option key={b.id} value={b.id}>
              {text(b.title)}
            </option>
          ))}
        </SelectField>
      </div>
      {filtered.boards.map((b) => (
        <section key={b.id} className="board" aria-labelledby={`board-${b.id}`}>
          <h2 id={`board-${b.id}`}>{text(b.title)}</h2>
          <ul className="rows">
            {b.targets.map((row) => (
              <TargetRow key={row.id} row={row} allSimulated={board.simulated} />
            ))}
          </ul>
        </section>
      ))}
      {filtered.shown === 0 ? (
        <p className="empty">{board.tally.total === 0 ? t('board.empty') : t('app.nothing')}</p>
      ) : null}
      <footer className="basis">
        {t('board.basis', { list: board.basis.join(t('app.listSep')) })} <Go to="/methods">{t('board.basisMethod')}</Go>
        {' · '}
        <Simulated when={board.simulated} />
      </footer>
    </>
  );
}
