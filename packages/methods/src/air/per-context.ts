import type { Pins, StandardsLibrary } from '@qingshan/standards';
import type { MethodContext } from '../define.ts';

/**
 * Remembers what a look-up in the standards gave: thousands of series ask for the same few rules. The answer depends on
 * nothing but the library, the pins, the place and the arguments.
 */
export function perContext<Args extends readonly (string | number)[], T>(
  lookUp: (context: MethodContext, ...args: Args) => T,
): (context: MethodContext, ...args: Args) => T {
  const memory = new WeakMap<StandardsLibrary, WeakMap<Pins, Map<string, T>>>();
  return (context, ...args) => {
    const ofLibrary = memory.get(context.standards) ?? new WeakMap<Pins, Map<string, T>>();
    memory.set(context.standards, ofLibrary);
    const known = ofLibrary.get(context.pins) ?? new Map<string, T>();
    ofLibrary.set(context.pins, known);
    const key = [context.place ?? '', ...args].join('\n');
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = lookUp(context, ...args);
    known.set(key, answer);
    return answer;
  };
}
