import type { Peers } from '@qingshan/app';

/** Does work under each name one after the other, within this process. */
export function inTurnHere(): Peers['inTurn'] {
  const last = new Map<string, Promise<unknown>>();
  return (what, work) => {
    const done = (last.get(what) ?? Promise.resolve()).then(work);
    last.set(
      what,
      done.catch(() => undefined),
    );
    return done;
  };
}
