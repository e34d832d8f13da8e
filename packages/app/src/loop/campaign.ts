import { CampaignState, type Act, type Actor, type LoopEvent, type RecordedEvent } from '@qingshan/campaign';
import { DAY_SECONDS, QingshanError, type Day, type Moment } from '@qingshan/kernel';
import { historyOf, type MeasureHistory } from '../plan/history.ts';
import { PlanBook } from '../plan/plan-book.ts';
import type { VersionRecord } from '../plan/ports.ts';
import { Books } from '../registers/books.ts';
import { RegisterFigures } from '../registers/figures.ts';
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
  readonly #book: PlanBook;
  #state: CampaignState;
  #version = -1;
  /** Registers of the same workspace, and what they say of its measures */
  readonly books: Books;
  readonly figures: RegisterFigures;
  #catchingUp: Promise<void> = Promise.resolve();
  /** The next catching up, as long as it has not begun */
  #next: Promise<void> | null = null;

  constructor(workspace: Workspace, book: PlanBook = new PlanBook(workspace)) {
    this.workspace = workspace;
    this.#book = book;
    this.#state = new CampaignState(workspace.plan, workspace.district);
    this.books = new Books(this);
    this.figures = new RegisterFigures(this.books);
  }

  /** The day that the campaign takes as today */
  get today(): Day {
    const { demonstration, clock } = this.workspace;
    return demonstration ? todayOf(this.workspace) : Math.floor(clock.now() / DAY_SECONDS);
  }

  /** The state of the plan in force, with everything that any process has appended, and what the registers count now. */
  async current(): Promise<CampaignState> {
    // One after the other, and one for all who come while another goes on: it begins after they have asked.
    this.#next ??= this.#catchingUp
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.#catchUp();
      });
    this.#catchingUp = this.#next;
    await this.#next;
    return this.#state;
  }

  async #catchUp(): Promise<void> {
    await this.#book.refresh();
    const version = this.#book.inForce();
    if (version.id !== this.#version) {
      const earlier = this.#book.before(version).map((v) => v.content.plan);
      this.#state = new CampaignState(version.content.plan, this.workspace.district, earlier);
      this.#version = version.id;
    }
    this.#state.apply(await this.workspace.registry.eventsSince(this.#state.lastId));
    await this.figures.refresh(this.#state);
  }

  /** What a running measure went through from version to version, the newest first. */
  historyOf(measure: string): readonly { readonly version: VersionRecord; readonly change: MeasureHistory }[] {
    return historyOf(this.#book, this.workspace.district, measure);
  }

  /** The official words of a measure, where they differ from its title */
  wordingOf(measure: string): string | null {
    const version = this.#book.inForce();
    const versions = [version, ...this.#book.before(version).toReversed()];
    return versions.find((v) => v.content.wordings[measure])?.content.wordings[measure]?.words ?? null;
  }

  /**
   * The state of the plan in force as it was at a moment: what had happened before it, and nothing since.
   *
   * @param events all events, where the caller has read them already
   */
  async asOf(moment: Moment, events?: readonly RecordedEvent[]): Promise<CampaignState> {
    await this.#book.refresh();
    const version = this.#book.inForce();
    const earlier = this.#book.before(version).map((v) => v.content.plan);
    const state = new CampaignState(version.content.plan, this.workspace.district, earlier);
    const all = events ?? (await this.workspace.registry.eventsSince(0));
    state.apply(all.filter((event) => event.at < moment));
    return state;
  }

  /** A demonstration lives on its own day, at the hour of the clock. */
  get now(): Moment {
    const now = this.workspace.clock.now();
    return this.workspace.demonstration ? this.today * DAY_SECONDS + (now % DAY_SECONDS) : now;
  }

  /** Who acts when. */
  act(by: Actor): Act {
    return { by, at: this.now };
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
