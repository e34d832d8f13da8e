import { useRef, useState } from 'react';
import type { CheckState } from './check.ts';
import { deviceTime } from './field-queries.ts';

interface Kept {
  readonly act: string;
  readonly state: CheckState;
  readonly at: string;
}

interface Handling<T, Missing> {
  /** What has to be filled in first; `null`: nothing */
  missing(draft: T): Missing | null;
  isEmpty(draft: T): boolean;
  keep(draft: T): Promise<void>;
  remove(act: string): Promise<void>;
  leave(): Promise<void>;
}

export interface DeviceDraft<T, Missing> {
  readonly draft: T;
  /** What the last try to finish lacked */
  readonly complaint: Missing | null;
  change(some: Partial<T>): void;
  /** Lets it wait for being sent, and leaves. */
  done(): Promise<void>;
  /** Drops it, and leaves. */
  drop(): Promise<void>;
}

/** Something that is filled in on the spot: kept on the device with every change, so that leaving the page loses nothing. */
export function useDeviceDraft<T extends Kept, Missing>(
  begin: () => T,
  { missing, isEmpty, keep, remove, leave }: Handling<T, Missing>,
): DeviceDraft<T, Missing> {
  const [draft, setDraft] = useState(begin);
  const [complaint, complain] = useState<Missing | null>(null);
  const latest = useRef(draft);
  const change = (some: Partial<T>): void => {
    const next: T = { ...latest.current, state: 'draft', at: deviceTime(), ...some };
    latest.current = next;
    setDraft(next);
    complain(null);
    void keep(next);
  };
  const done = async (): Promise<void> => {
    const lacking = missing(latest.current);
    complain(() => lacking);
    if (lacking !== null) return;
    await keep({ ...latest.current, state: 'waiting' });
    // A browser that may clear what pages keep is asked not to.
    void navigator.storage?.persist?.();
    await leave();
  };
  const drop = async (): Promise<void> => {
    const { current } = latest;
    await (isEmpty(current) ? remove(current.act) : keep({ ...current, state: 'dropped' }));
    await leave();
  };
  return { draft, complaint, change, done, drop };
}
