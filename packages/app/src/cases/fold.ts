import { evolveCase, type Act, type CaseState, type LoopEvent } from '@qingshan/campaign';
import type { CaseEntry } from './ports.ts';

/** The case after what was decided. */
export function folded(id: string, before: CaseState | null, events: readonly LoopEvent[], { by, at }: Act): CaseState {
  let state = before;
  for (const { type, data } of events) {
    const seq = (state?.seq ?? 0) + 1;
    state = evolveCase(id, state, { id: 0, subject: `case:${id}`, seq, type, data, at, by });
  }
  if (state === null) throw new Error(`case ${id} did not begin`);
  return state;
}

export function entryOf(id: string, before: CaseState | null, events: readonly LoopEvent[], act: Act): CaseEntry {
  return { id, expected: before?.seq ?? 0, events, after: folded(id, before, events, act), act };
}

/** Cases as they are while a change of many of them is being put together. */
export class Draft {
  readonly entries: CaseEntry[] = [];
  readonly #states: Map<string, CaseState>;
  readonly #act: Act;

  constructor(states: ReadonlyMap<string, CaseState>, act: Act) {
    this.#states = new Map(states);
    this.#act = act;
  }

  state(id: string): CaseState | null {
    return this.#states.get(id) ?? null;
  }

  /** Every case as it is now, those that were opened here too */
  all(): CaseState[] {
    return [...this.#states.values()];
  }

  add(id: string, events: readonly LoopEvent[], act: Act = this.#act): void {
    if (events.length === 0) return;
    const entry = entryOf(id, this.state(id), events, act);
    this.entries.push(entry);
    this.#states.set(id, entry.after);
  }
}
