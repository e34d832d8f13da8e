import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { boardQuery, methodsQuery, planQuery, standardsQuery } from '../api/queries.ts';
import { carry, useAddress, useAsking } from '../shared/address.ts';
import { useLanguage, useText } from '../shared/use-text.ts';
import { find, searchIndex, type SearchEntry } from './search-index.ts';

const TYPING = 'input, textarea, select, [contenteditable]';

/** Opens on Ctrl K, ⌘ K, and on `/` outside of fields. */
function useShortcut(open: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const typing = event.target instanceof Element && event.target.closest(TYPING) !== null;
      const wanted = (event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing);
      if (!wanted) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open]);
}

export function SearchDialog() {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const open = useMemo(() => () => setOpen(true), []);
  useShortcut(open);
  useEffect(() => {
    if (isOpen && dialog.current?.open === false) dialog.current.showModal();
  }, [isOpen]);
  return (
    <>
      <button
        type="button"
        className="pill search-open"
        onClick={open}
        aria-label={t('search.open')}
        aria-keyshortcuts="Control+K"
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm4 9 3 3" fill="none" stroke="currentColor" strokeWidth="1.4" />
        </svg>
        <span>{t('search.open')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <dialog ref={dialog} className="search" aria-label={t('search.open')} onClose={() => setOpen(false)}>
        {isOpen ? <SearchBox close={() => dialog.current?.close()} /> : null}
      </dialog>
    </>
  );
}

function useEntries(): SearchEntry[] {
  const board = useQuery(boardQuery(useAsking())).data;
  const plan = useQuery(planQuery).data;
  const methods = useQuery(methodsQuery).data;
  const standards = useQuery(standardsQuery).data;
  return useMemo(() => searchIndex({ board, plan, methods, standards }), [board, plan, methods, standards]);
}

function SearchBox({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const text = useText();
  const language = useLanguage();
  const entries = useEntries();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [address] = useAddress();
  const navigate = useNavigate();
  const list = useId();
  const results = find(entries, query, language);

  const go = (entry: SearchEntry | undefined): void => {
    if (entry === undefined) return;
    close();
    void navigate(carry(entry.to, address));
  };
  const move = (to: number): void => {
    const next = (to + results.length) % Math.max(1, results.length);
    setActive(next);
    document.querySelector(`#${CSS.escape(`${list}-${next}`)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') go(results[active]);
    else if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        type="search"
        role="combobox"
        aria-expanded={results.length > 0}
        aria-controls={list}
        aria-activedescendant={results.length > 0 ? `${list}-${active}` : undefined}
        aria-label={t('search.placeholder')}
        placeholder={t('search.placeholder')}
        value={query}
        onChange={(e) => {
          setQuery(e.target.value);
          setActive(0);
        }}
        onKeyDown={onKey}
        autoFocus
      />
      <ul id={list} role="listbox" aria-label={t('search.open')}>
        {results.map((entry, i) => (
          <li
            key={`${entry.kind} ${entry.id}`}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === active}
            onClick={() => go(entry)}
          >
            <small>{t(`search.kind.${entry.kind}`)}</small>
            <span>{text(entry.title)}</span>
          </li>
        ))}
      </ul>
      <p role="status">
        {query.trim() === ''
          ? t('search.hint')
          : results.length === 0
            ? t('search.none', { query })
            : t('search.results', { count: results.length })}
      </p>
    </>
  );
}
