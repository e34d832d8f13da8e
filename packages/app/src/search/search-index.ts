import type { CampaignState } from '@qingshan/campaign';
import type { Campaign } from '../loop/campaign.ts';
import type { StoredFile } from '../ports.ts';
import { wordsOf, type SearchDocument } from './document.ts';
import { filesOf, standingDocuments, subjectDocuments } from './documents.ts';
import type { Indexed } from './find.ts';

export function indexed(documents: readonly SearchDocument[]): Indexed[] {
  return documents.map((document) => ({ document, words: wordsOf(document) }));
}

/**
 * Everything that can be found, kept in memory: made whole when the plan in force changes, otherwise only what new events
 * have touched is made anew.
 */
export class SearchIndex {
  readonly #campaign: Campaign;
  readonly #subjects = new Map<string, readonly Indexed[]>();
  readonly #files = new Map<string, StoredFile>();
  #standing: readonly Indexed[] = [];
  #state: CampaignState | null = null;
  #lastId = 0;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(campaign: Campaign) {
    this.#campaign = campaign;
  }

  /** All that can be found, with everything that any process has appended. */
  async documents(): Promise<Iterable<Indexed>> {
    this.#refreshing = this.#refreshing.catch(() => undefined).then(() => this.#refresh());
    await this.#refreshing;
    return [...this.#standing, ...[...this.#subjects.values()].flat()];
  }

  async #refresh(): Promise<void> {
    const { workspace } = this.#campaign;
    const state = await this.#campaign.current();
    const { lastId } = state;
    const subjects = state === this.#state ? await this.#touched() : allSubjects(state);
    if (state !== this.#state) {
      this.#subjects.clear();
      this.#standing = indexed(standingDocuments(state, workspace));
    }
    for (const subject of subjects) await this.#renew(state, subject);
    this.#state = state;
    this.#lastId = lastId;
  }

  async #touched(): Promise<ReadonlySet<string>> {
    const events = await this.#campaign.workspace.registry.eventsSince(this.#lastId);
    return new Set(events.map((event) => event.subject));
  }

  async #renew(state: CampaignState, subject: string): Promise<void> {
    const { workspace } = this.#campaign;
    const key = subject.slice(subject.indexOf(':') + 1);
    const files = subject.startsWith('report:') ? await this.#known(filesOf(state, key)) : [];
    this.#subjects.set(subject, indexed(subjectDocuments(state, workspace.district, subject, files)));
  }

  async #known(ids: readonly string[]): Promise<StoredFile[]> {
    for (const id of ids) {
      if (this.#files.has(id)) continue;
      const file = await this.#campaign.workspace.registry.file(id);
      if (file) this.#files.set(id, file);
    }
    return ids.flatMap((id) => this.#files.get(id) ?? []);
  }
}

function named(kind: string, keys: Iterable<string>): string[] {
  return [...keys].map((key) => `${kind}:${key}`);
}

function allSubjects(state: CampaignState): ReadonlySet<string> {
  return new Set([
    ...named('report', state.reports.keys()),
    ...named('request', state.requests.keys()),
    ...named('help', state.helps.keys()),
  ]);
}
