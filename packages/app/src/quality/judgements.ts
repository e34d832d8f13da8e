import type { Actor, RecordedEvent } from '@qingshan/campaign';
import { parseMoment, QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Registry } from '../ports.ts';

const hours = z.object({ check: z.string().nullable(), first: z.string(), last: z.string() });
const excluded = hours.extend({ note: z.string(), batch: z.number() });
const kept = hours.extend({ note: z.string() });

/** What a person has said of hours that looked wrong. */
export interface Judgement {
  readonly judgement: 'excluded' | 'kept';
  readonly check: string | null;
  readonly first: Moment;
  readonly last: Moment;
  readonly note: string;
  readonly by: Actor;
  readonly at: Moment;
  /** The batch that took them out; `null` of kept ones */
  readonly batch: number | null;
}

export interface Judgements {
  /** Number of events, for the next one */
  readonly seq: number;
  /** Those that stand, oldest first */
  readonly standing: readonly Judgement[];
}

/** The judgement that keeps exactly these hours for a check; -1: none does. */
export function indexOfKept(
  standing: readonly Judgement[],
  { check, first, last }: { readonly check: string | null; readonly first: string; readonly last: string },
): number {
  const [from, to] = [readHour(first), readHour(last)];
  return standing.findLastIndex(
    (one) => one.judgement === 'kept' && one.check === check && one.first === from && one.last === to,
  );
}

/** Where the judgements of a series are kept among the events. */
export function judgementSubject(site: string, parameter: string): string {
  return `hours:${site}|${parameter}`;
}

/** @throws QingshanError `bad-request` */
export function readHour(text: string): Moment {
  const at = parseMoment(text);
  if (at === null || at % 3600 !== 0) {
    const why = { zh: `“${text}”不是整点`, en: `“${text}” is no full hour` };
    throw new QingshanError('bad-request', { why, hint: '' });
  }
  return at;
}

function judgementOf({ type, data, by, at }: RecordedEvent): Judgement | null {
  if (type !== 'excluded' && type !== 'kept') return null;
  const { check, note, first, last } = (type === 'excluded' ? excluded : kept).parse(data);
  const batch = type === 'excluded' ? excluded.parse(data).batch : null;
  return { judgement: type, check, first: readHour(first), last: readHour(last), note, by, at, batch };
}

export async function judgementsOf(
  registry: Pick<Registry, 'eventsOf'>,
  site: string,
  parameter: string,
): Promise<Judgements> {
  const events = await registry.eventsOf(judgementSubject(site, parameter));
  const standing: Judgement[] = [];
  for (const event of events) {
    const judgement = judgementOf(event);
    if (judgement) standing.push(judgement);
    else {
      const of = indexOfKept(standing, hours.parse(event.data));
      if (of >= 0) standing.splice(of, 1);
    }
  }
  return { seq: events.at(-1)?.seq ?? 0, standing };
}
