import { useEffect, useState } from 'react';

/** A figure that is marked shortly when new data change it. @param of what it is a figure of; of another it is no change */
export function Followed({ of, value }: { readonly of: string; readonly value: string }) {
  const [shown, setShown] = useState({ of, value, changed: false });
  if (shown.of !== of || shown.value !== value) setShown({ of, value, changed: shown.of === of });
  useEffect(() => {
    if (!shown.changed) return undefined;
    const timer = setTimeout(() => setShown((was) => ({ ...was, changed: false })), 4000);
    return () => clearTimeout(timer);
  }, [shown]);
  return <span className={shown.changed ? 'followed changed' : 'followed'}>{value}</span>;
}
