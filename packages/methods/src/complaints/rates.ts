import { named } from '../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';

export const RATES = ['response', 'solution', 'satisfaction'] as const;
export type RateName = (typeof RATES)[number];

/** What the call-back found; `null` where it was not rated. */
export const complaintSchema = z.strictObject({
  id: z.string(),
  unit: z.string().exactOptional().meta(named('承办单位', 'unit in charge')),
  topic: z.string().exactOptional().meta(named('问题分类', 'topic')),
  response: z.boolean().nullable().meta(named('是否按时联系', 'contacted in time')),
  solution: z
    .boolean()
    .nullable()
    .meta(named('是否解决', 'solved', null, { zh: '是否解决，未评价为 null', en: 'solved, null when not rated' })),
  satisfaction: z
    .boolean()
    .nullable()
    .meta(
      named('是否满意', 'satisfied', null, { zh: '是否满意，未评价为 null', en: 'satisfied, null when not rated' }),
    ),
  excluded: z.string().exactOptional().meta(named('经核准剔除的原因', 'why it is excluded')),
  repeatOf: z.string().exactOptional().meta(named('重复的是哪一件', 'which complaint it repeats')),
});
export type Complaint = z.output<typeof complaintSchema>;

export interface Counting {
  /** Which call-back stands for a complaint that was repeated */
  readonly repeats: 'latest' | 'separate';
  /** Whether what was not rated counts as not done */
  readonly unrated: 'leave-out' | 'count';
}

export interface Rate {
  readonly done: number;
  readonly assessed: number;
  readonly percent: Decimal | null;
}

/** Complaints that are assessed: without the excluded ones, repeats merged into the last of them. */
export function assessedOf(complaints: readonly Complaint[], { repeats }: Counting): Complaint[] {
  const kept = complaints.filter((c) => c.excluded === undefined);
  if (repeats === 'separate') return kept;
  const byId = new Map(complaints.map((c) => [c.id, c]));
  const merged = new Map<string, Complaint>();
  for (const complaint of kept) {
    const root = rootOf(complaint, byId);
    // Named after the first of them, in the order of the first; what the last call-back found counts.
    merged.set(root, { ...complaint, id: root });
  }
  return [...merged.values()];
}

/** The first complaint of a chain of repeats; a chain that runs in a circle ends where it began. */
function rootOf(complaint: Complaint, byId: ReadonlyMap<string, Complaint>): string {
  const seen = new Set<string>();
  let current = complaint;
  while (current.repeatOf !== undefined && !seen.has(current.id)) {
    seen.add(current.id);
    const next = byId.get(current.repeatOf);
    if (!next) return current.repeatOf;
    current = next;
  }
  return current.id;
}

export function rateOf(complaints: readonly Complaint[], name: RateName, { unrated }: Counting): Rate {
  const rated = unrated === 'count' ? complaints : complaints.filter((c) => c[name] !== null);
  const done = rated.filter((c) => c[name] === true).length;
  return {
    done,
    assessed: rated.length,
    percent: rated.length === 0 ? null : new Decimal(done).times(100).div(rated.length),
  };
}
