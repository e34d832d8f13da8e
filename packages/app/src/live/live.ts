import { formatMoment } from '@qingshan/kernel';
import type { Application } from '../application.ts';
import type { Workspace } from '../workspace.ts';
import type { ChangeFeed, Topic } from './change-feed.ts';
import type { Live } from './ports.ts';

/** The use case by which a reader sees a part; whoever may not run it hears nothing of the part. */
const SEEN_BY: Readonly<Record<Topic, keyof Application>> = {
  observations: 'board',
  rules: 'standards',
  plan: 'board',
  campaign: 'desk',
  registers: 'registers',
  cases: 'cases',
  responses: 'responses',
  documents: 'publications',
  people: 'people',
};

/** Asks for it once after each change of observations, however many readers there are. */
export class LastReceived {
  readonly #workspace: Workspace;
  readonly #feed: ChangeFeed;
  #known: { readonly number: number; readonly moment: Promise<string | null> } | null = null;

  constructor(workspace: Workspace, feed: ChangeFeed) {
    this.#workspace = workspace;
    this.#feed = feed;
  }

  get(): Promise<string | null> {
    const number = this.#feed.numberOf('observations');
    if (this.#known?.number !== number) this.#known = { number, moment: this.#read() };
    return this.#known.moment;
  }

  async #read(): Promise<string | null> {
    const newest = await this.#workspace.registry.newestReceipt();
    return newest === null ? null : formatMoment(newest);
  }
}

export function liveOf(feed: ChangeFeed, last: LastReceived, may: (useCase: keyof Application) => boolean): Live {
  return {
    get version() {
      return feed.version;
    },
    since: (version) => feed.since(version).filter((topic) => may(SEEN_BY[topic])),
    received: () => last.get(),
    listen: (hear) => feed.listen(hear),
  };
}
