import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { rangeOf, withAll } from './selection.ts';

/** The attribute by which a row says which id it stands for. */
const ROW = 'data-row';

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly allChosen: boolean;
  set(chosen: ReadonlySet<string>): void;
  toggleAll(): void;
  /** Properties of the checkbox of a row; with Shift all between it and the one pressed before */
  box(id: string): {
    readonly checked: boolean;
    readonly onClick: (event: MouseEvent<HTMLInputElement>) => void;
    readonly onChange: () => void;
  };
  /** Properties of whatever holds the rows: x chooses the row with the focus, a all, ↑↓ go to the next */
  readonly keys: { readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void };
}

/** Rows that are chosen for a bulk act, by mouse and by keyboard. `ids`: those that may be chosen, as they are listed. */
export function useSelection(ids: readonly string[]): Selection {
  const [marked, set] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  // What has left the list is not acted on unseen.
  const chosen = new Set(ids.filter((id) => marked.has(id)));
  const allChosen = ids.length > 0 && chosen.size === ids.length;
  const toggle = (id: string, range: boolean): void => {
    const are = !chosen.has(id);
    set(withAll(chosen, range ? rangeOf(ids, last.current, id) : [id], are));
    last.current = id;
  };
  const toggleAll = (): void => set(allChosen ? new Set() : new Set(ids));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement;
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.closest('textarea, select, input:not([type=checkbox])')
    ) {
      return;
    }
    const id = target.closest(`[${ROW}]`)?.getAttribute(ROW) ?? null;
    if (event.key === 'a') toggleAll();
    else if (event.key === 'x' && id !== null && ids.includes(id)) toggle(id, event.shiftKey);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>(`[${ROW}] input[type=checkbox]:enabled`)];
      const at = boxes.findIndex((box) => box.closest(`[${ROW}]`)?.getAttribute(ROW) === id);
      boxes[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else return;
    event.preventDefault();
  };
  return {
    chosen,
    allChosen,
    set,
    toggleAll,
    box: (id) => ({
      checked: chosen.has(id),
      onClick: (event) => toggle(id, event.shiftKey),
      // React asks for one; the click has done it already.
      onChange: () => undefined,
    }),
    keys: { onKeyDown },
  };
}
