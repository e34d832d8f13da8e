import { CampaignState, type Act, type Actor, type LoopEvent } from '@qingshan/campaign';
import { DAY_SECONDS, QingshanError, type Day } from '@qingshan/kernel';
import { todayOf, type Workspace } from '../workspace.ts';

/** What a use case wants to append, with the number of events that it has seen of the subject. */
export interface Entry {
  readonly subject: string;
  readonly expected: number;
  readonly events: readonly LoopEvent[];
}

/** The campaign of a workspace: its state, kept up to date with the event log, and the way to add to it. */
export class Campaign {
  readonly workspace: Workspace;
  readonly #state: CampaignState;
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.#state = new CampaignState(workspace.plan, workspace.district);
  }

  /** The day that the campaign takes as today */
  get today(): Day {
    const { demonstration, clock } = this.workspace;
    return demonstration ? todayOf(this.workspace) : Math.floor(clock.now() / DAY_SECONDS);
  }

  /** The state with everything that any process has appended. */
  async current(): Promise<CampaignState> {
    // One after the other: applying the same events twice at once would be wasted, not wrong.
    this.#catchingUp = this.#catchingUp
      .catch(() => undefined)
      .then(async () => this.#state.apply(await this.workspace.registry.eventsSince(this.#state.lastId)));
    await this.#catchingUp;
    return this.#state;
  }

  /** Who acts when: a demonstration lives on its own day, at the hour of the clock. */
  act(by: Actor): Act {
    const now = this.workspace.clock.now();
    return { by, at: this.workspace.demonstration ? this.today * DAY_SECONDS + (now % DAY_SECONDS) : now };
  }

  /**
   * Appends what was decided, all or none.
   *
   * @throws QingshanError `changed-meanwhile`
   */
  async append(entries: readonly Entry[], act: Act): Promise<void> {
    const some = entries.filter((entry) => entry.events.length > 0);
    if (some.length > 0) await this.workspace.registry.appendEvents(some, act);
  }
}

/**
 * The number of events that whoever acts has seen. Pages send it along; what has changed since must not be overwritten
 * unseen.
 *
 * @throws QingshanError `changed-meanwhile`
 */
export function checkSeen(seen: number | undefined, now: { readonly seq: number }): void {
  if (seen === undefined || seen === now.seq) return;
  throw new QingshanError('changed-meanwhile', {
    who: { zh: '别人', en: 'Somebody else' },
    when: { zh: '此后', en: 'a later moment' },
  });
}

export function unknown(what: { readonly zh: string; readonly en: string }, id: string): QingshanError {
  return new QingshanError('not-found', { what, id, hint: '' });
}
