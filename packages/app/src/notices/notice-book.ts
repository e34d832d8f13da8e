import { helpSchema, parseSubject, type RecordedEvent } from '@qingshan/campaign';
import type { Moment } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import type { NoticeKind } from './ports.ts';

/** Something that happened and concerns a unit, or the plan office. Things done in one act are one notice. */
export interface Happened {
  /** `returned:4711`, with the number of its first event */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: Moment;
  readonly by: string;
  readonly byId: string;
  /** Keys of what it is about, `A15-1/mtg-transport/2024-10` */
  readonly about: readonly string[];
}

/** The addressee of what concerns the plan office. */
export const OFFICE = 'office';

const KINDS: Readonly<Record<string, NoticeKind>> = {
  'dispatch/dispatched': 'dispatched',
  'report/returned': 'returned',
  'report/accepted': 'accepted',
  'help/raised': 'help-asked',
  'help/answered': 'help-answered',
  'request/asked': 'change-asked',
  'request/approved': 'change-decided',
  'request/refused': 'change-decided',
  'response/notified': 'alert',
  'response/resumed': 'alert',
  'response/ended': 'alert-over',
};

/** Whom each unit is told about, in the order in which it happened; brought up to date with new events only. */
export class NoticeBook {
  readonly #campaign: Campaign;
  readonly #of = new Map<string, Happened[]>();
  readonly #helpTo = new Map<string, string>();
  #lastId = 0;
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(campaign: Campaign) {
    this.#campaign = campaign;
  }

  /** What concerns one of these addressees, the oldest first. */
  async of(addressees: readonly string[]): Promise<readonly Happened[]> {
    this.#catchingUp = this.#catchingUp.catch(() => undefined).then(() => this.#catchUp());
    await this.#catchingUp;
    return addressees.flatMap((addressee) => this.#of.get(addressee) ?? []).toSorted((a, b) => a.at - b.at);
  }

  async #catchUp(): Promise<void> {
    for (const event of await this.#campaign.workspace.registry.eventsSince(this.#lastId)) {
      this.#lastId = event.id;
      this.#take(event);
    }
  }

  #take(event: RecordedEvent): void {
    const subject = parseSubject(event.subject);
    const kind = KINDS[`${subject?.kind}/${event.type}`];
    if (!subject || kind === undefined) return;
    const addressee = this.#addressee(kind, subject.key, event);
    if (addressee === undefined) return;
    const list = this.#of.get(addressee) ?? [];
    this.#of.set(addressee, list);
    const last = list.at(-1);
    if (last && last.kind === kind && last.at === event.at && last.byId === event.by.id) {
      list[list.length - 1] = { ...last, about: [...last.about, subject.key] };
      return;
    }
    const { name: by, id: byId } = event.by;
    list.push({ id: `${kind}:${event.id}`, kind, at: event.at, by, byId, about: [subject.key] });
  }

  /** The unit stands second in every key; a call for help says whom it asks. */
  #addressee(kind: NoticeKind, key: string, event: RecordedEvent): string | undefined {
    if (kind === 'change-asked') return OFFICE;
    if (kind === 'help-asked') {
      const content = helpSchema.safeParse(event.data);
      if (content.success) this.#helpTo.set(key, content.data.to);
      return this.#helpTo.get(key);
    }
    return key.split('/')[1];
  }
}
