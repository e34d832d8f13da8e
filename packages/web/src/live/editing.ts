/** Forms in which the reader has written something and that still stand on the page. */
const begun = new Set<HTMLFormElement>();

function formOf({ target }: Event): HTMLFormElement | null {
  return target instanceof Element ? target.closest('form') : null;
}

function write(event: Event): void {
  const form = formOf(event);
  if (form) begun.add(form);
}

function finish(event: Event): void {
  const form = formOf(event);
  if (form) begun.delete(form);
}

/** Watches where the reader writes. @returns what ends it */
export function watchEditing(): () => void {
  document.addEventListener('input', write);
  document.addEventListener('submit', finish);
  document.addEventListener('reset', finish);
  return () => {
    document.removeEventListener('input', write);
    document.removeEventListener('submit', finish);
    document.removeEventListener('reset', finish);
    begun.clear();
  };
}

/** Whether a form is being filled in, which new data must not disturb. */
export function isEditing(): boolean {
  for (const form of begun) if (!form.isConnected) begun.delete(form);
  return begun.size > 0;
}
