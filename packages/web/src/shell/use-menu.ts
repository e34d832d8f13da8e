import { useCallback, useEffect, useId, useRef, useState, type RefObject } from 'react';

export interface Menu {
  /** Of the element that opens and closes */
  readonly id: string;
  readonly open: boolean;
  readonly button: RefObject<HTMLButtonElement | null>;
  toggle(): void;
  close(): void;
}

/** A menu behind a button: Escape and a click elsewhere close it, Escape gives the focus back to the button. */
export function useMenu(): Menu {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    const onPress = ({ target }: Event): void => {
      const inside = target instanceof Node && document.getElementById(id)?.contains(target) === true;
      if (!inside && !(target instanceof Node && button.current?.contains(target) === true)) setOpen(false);
    };
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', onPress);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', onPress);
    };
  }, [open, id]);
  return { id, open, button, toggle: () => setOpen((is) => !is), close };
}
