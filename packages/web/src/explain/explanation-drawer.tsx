import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { explanationQuery } from '../api/queries.ts';
import { useAddress } from '../shared/address.ts';
import { CopyLink } from '../shared/copy-link.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { PrintButton } from '../shared/page.tsx';
import { Explanation } from './explanation.tsx';
import './explanation.css';

/** Opens over any page while `?explain=<assessment id>` is in its address, so that it can be linked and printed. */
export function ExplanationDrawer() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const id = address.get('explain');
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef<HTMLButtonElement>(null);

  // The browser keeps the focus inside a modal dialog and returns it when the dialog closes.
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (id !== null && !element.open) {
      element.showModal();
      closing.current?.focus();
    }
    if (id === null && element.open) element.close();
  }, [id]);

  const close = (): void => change({ explain: null });
  return (
    <dialog
      ref={dialog}
      className="explanation"
      aria-labelledby="explanation-title"
      onClose={close}
      onClick={(e) => (e.target === e.currentTarget ? close() : undefined)}
    >
      {id === null ? null : (
        <div className="sheet">
          <div className="page-head">
            <h2 id="explanation-title">{t('explain.title')}</h2>
            <div className="actions">
              <CopyLink />
              <PrintButton />
              <button ref={closing} type="button" onClick={close}>
                {t('app.close')} <kbd>Esc</kbd>
              </button>
            </div>
          </div>
          <ExplanationOf id={id} />
        </div>
      )}
    </dialog>
  );
}

function ExplanationOf({ id }: { readonly id: string }) {
  const query = useQuery(explanationQuery(id));
  return <Loaded query={query}>{(assessment) => <Explanation assessment={assessment} />}</Loaded>;
}
