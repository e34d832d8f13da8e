import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answer, client, type Schemas } from '../api/client.ts';
import { carry, useAddress } from '../shared/address.ts';
import { useText } from '../shared/use-text.ts';

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

const searchQuery = (query: string) =>
  queryOptions({
    queryKey: ['search', query],
    queryFn: ({ signal }) => answer(client.GET('/search', { params: { query: { q: query } }, signal })),
    enabled: query !== '',
    placeholderData: keepPreviousData,
    // Somebody may have written what is looked for just now.
    staleTime: 0,
  });

type Hit = Schemas['SearchResult']['groups'][number]['hits'][number];

function SearchBox({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [wanted, setWanted] = useState(false);
  const [address] = useAddress();
  const navigate = useNavigate();
  const list = useId();
  const asked = useDeferredValue(query.trim());
  const { data } = useQuery(searchQuery(asked));
  const groups = asked === '' ? [] : (data?.groups ?? []);
  const hits = groups.flatMap((group) => group.hits);
  const isFresh = data?.query === query.trim();
  const total = groups.reduce((sum, group) => sum + group.total, 0);

  const go = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    close();
    void navigate(carry(hit.to, address));
  };
  const first = hits[0];
  useEffect(() => {
    if (!wanted || !isFresh || first === undefined) return;
    close();
    void navigate(carry(first.to, address));
  }, [wanted, isFresh, first, close, navigate, address]);
  const move = (to: number): void => {
    const next = (to + hits.length) % Math.max(1, hits.length);
    setActive(next);
    document.querySelector(`#${CSS.escape(`${list}-${next}`)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      // The list may still be that of an earlier query; then it opens when it has come.
      if (isFresh) go(hits[active]);
      else setWanted(true);
    } else if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        type="search"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-activedescendant={hits.length > 0 ? `${list}-${active}` : undefined}
        aria-label={t('search.placeholder')}
        placeholder={t('search.placeholder')}
        value={query}
        onChange={(e) => {
          setQuery(e.target.value);
          setActive(0);
          setWanted(false);
        }}
        onKeyDown={onKey}
        autoFocus
      />
      <div id={list} role="listbox" aria-label={t('search.open')}>
        {groups.map((group) => (
          <Group key={group.kind} group={group} list={list} hits={hits} active={active} go={go} />
        ))}
      </div>
      <p role="status">
        {asked === ''
          ? t('search.hint')
          : data?.query === asked && hits.length === 0
            ? t('search.none', { query: asked })
            : t('search.results', { count: total })}
      </p>
    </>
  );
}

interface GroupProps {
  readonly group: Schemas['SearchResult']['groups'][number];
  readonly list: string;
  /** The hits of all groups, by which the keyboard goes through them */
  readonly hits: readonly Hit[];
  readonly active: number;
  readonly go: (hit: Hit) => void;
}

function Group({ group, list, hits, active, go }: GroupProps) {
  const { t } = useTranslation();
  const text = useText();
  const { kind, total } = group;
  return (
    <ul role="group" aria-label={t(`search.kind.${kind}`)}>
      <li role="presentation" className="kind">
        <small>
          {t(`search.kind.${kind}`)}{' '}
          {total > group.hits.length ? t('search.more', { shown: group.hits.length, total }) : total}
        </small>
      </li>
      {group.hits.map((hit) => {
        const i = hits.indexOf(hit);
        return (
          <li key={hit.id} id={`${list}-${i}`} role="option" aria-selected={i === active} onClick={() => go(hit)}>
            <span>{text(hit.title)}</span>
            {hit.where === null ? null : <small>{text(hit.where)}</small>}
            {hit.excerpt === null ? null : <small className="excerpt">{hit.excerpt}</small>}
          </li>
        );
      })}
    </ul>
  );
}
