import { measuresOf, tasksOf, type Role } from '../measures.ts';
import type { Due, Measure, Plan } from '../types.ts';
import { bare, similarity } from './similarity.ts';

/** Wordings less alike than this are two measures and not one reworded. */
const ALIKE = 0.6;

export const ROLES = ['lead', 'responsible', 'assisting'] as const;

export interface UnitChange {
  readonly role: Role;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What became of one measure. */
export interface MeasureChange {
  /** Ids before and after; they differ where measures before it came or went */
  readonly from: string;
  readonly to: string;
  readonly reworded: { readonly from: string; readonly to: string } | null;
  readonly units: readonly UnitChange[];
  readonly due: { readonly from: Due; readonly to: Due } | null;
  /** The mark 特色举措 was given or taken */
  readonly initiative: boolean | null;
  /** The task that it stands under has another title */
  readonly task: { readonly from: string; readonly to: string } | null;
}

export interface PlanDiff {
  readonly added: readonly Measure[];
  readonly dropped: readonly Measure[];
  readonly changed: readonly MeasureChange[];
  /** Measures in which nothing changed; their ids may have */
  readonly unchanged: number;
  /** Every measure of the later plan to that of the earlier one, `null` for an added one */
  readonly links: Readonly<Record<string, string | null>>;
}

type Words = (measure: Measure) => string;

/** Pairs measures in rounds, surest first; each measure is paired once. */
class Pairing {
  readonly pairs = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #before: readonly Measure[];
  readonly #after: readonly Measure[];

  /** @param after without those that are known to be new */
  constructor(before: readonly Measure[], after: readonly Measure[]) {
    this.#before = before;
    this.#after = after;
  }

  #open(): { before: Measure[]; after: Measure[] } {
    return {
      before: this.#before.filter((m) => !this.#taken.has(m.id)),
      after: this.#after.filter((m) => !this.pairs.has(m.id)),
    };
  }

  #pair(after: string, before: string): void {
    this.pairs.set(after, before);
    this.#taken.add(before);
  }

  /** Pairs measures that have the same key, in their order. */
  byKey(beforeKey: (m: Measure) => string, afterKey: (m: Measure) => string): void {
    const { before, after } = this.#open();
    const byKey = Map.groupBy(before, beforeKey);
    for (const measure of after) {
      const match = byKey.get(afterKey(measure))?.shift();
      if (match) this.#pair(measure.id, match.id);
    }
  }

  /** Pairs what is left by likeness of wording, the most alike first. */
  byLikeness(wordsBefore: Words, wordsAfter: Words): void {
    const { before, after } = this.#open();
    const likely = after
      .flatMap((a) => before.map((b) => ({ a, b, score: similarity(wordsBefore(b), wordsAfter(a)) + bonus(a, b) })))
      .filter(({ score, a, b }) => score - bonus(a, b) >= ALIKE)
      .sort((x, y) => y.score - x.score);
    for (const { a, b } of likely) {
      if (!this.pairs.has(a.id) && !this.#taken.has(b.id)) this.#pair(a.id, b.id);
    }
  }
}

/** Of two wordings equally alike, the one with the same id or board is the likelier. */
function bonus(a: Measure, b: Measure): number {
  return (a.id === b.id ? 0.02 : 0) + (a.board === b.board ? 0.01 : 0);
}

function unitChanges(before: Measure, after: Measure): UnitChange[] {
  return ROLES.flatMap((role) => {
    const added = after[role].filter((id) => !before[role].includes(id));
    const removed = before[role].filter((id) => !after[role].includes(id));
    return added.length + removed.length === 0 ? [] : [{ role, added, removed }];
  });
}

/** Whether two due terms mean the same; the words may differ. */
function isSameDue(a: Due, b: Due): boolean {
  if (a.kind === 'date') return b.kind === 'date' && a.date === b.date;
  if (a.kind === 'season') return b.kind === 'season' && a.from === b.from && a.to === b.to;
  return b.kind === 'rhythm' && a.every === b.every;
}

interface Side {
  readonly plan: Plan;
  /** Official wording by measure id, where it differs from the title */
  readonly wordings?: Readonly<Record<string, { readonly words: string }>>;
}

const wordsIn =
  ({ wordings }: Side): Words =>
  (measure) =>
    wordings?.[measure.id]?.words ?? measure.title.zh;

function changeOf(before: Measure, after: Measure, words: [Words, Words], titles: TaskTitles): MeasureChange | null {
  const [from, to] = [words[0](before), words[1](after)];
  const [taskBefore = '', taskAfter = ''] = [titles.before.get(before.task), titles.after.get(after.task)];
  const change: MeasureChange = {
    from: before.id,
    to: after.id,
    reworded: bare(from) === bare(to) ? null : { from, to },
    units: unitChanges(before, after),
    due: isSameDue(before.due, after.due) ? null : { from: before.due, to: after.due },
    initiative: before.initiative === after.initiative ? null : after.initiative,
    task: bare(taskBefore) === bare(taskAfter) ? null : { from: taskBefore, to: taskAfter },
  };
  const { reworded, units, due, initiative, task } = change;
  const isSame = reworded === null && units.length === 0 && due === null && initiative === null && task === null;
  return isSame ? null : change;
}

interface TaskTitles {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

const titlesOf = (plan: Plan): Map<string, string> => new Map(tasksOf(plan).map((t) => [t.id, t.title.zh]));

/**
 * Compares two plans or versions measure by measure. Measures are paired by the links given, then by equal words within
 * a task of the same title, then by equal words anywhere, then by likeness; what is not paired was added or dropped.
 *
 * @param links measure of the later plan to that of the earlier one, where they are known; `null` for a new one
 */
export function diffPlans(a: Side, b: Side, links: Readonly<Record<string, string | null>> = {}): PlanDiff {
  const [before, after] = [measuresOf(a.plan), measuresOf(b.plan)];
  const [wordsBefore, wordsAfter] = [wordsIn(a), wordsIn(b)];
  const titles: TaskTitles = { before: titlesOf(a.plan), after: titlesOf(b.plan) };
  const pairing = new Pairing(
    before,
    after.filter((m) => links[m.id] !== null),
  );
  pairing.byKey(
    (m) => m.id,
    (m) => links[m.id] ?? '',
  );
  pairing.byKey(
    (m) => `${bare(titles.before.get(m.task) ?? '')}|${bare(wordsBefore(m))}`,
    (m) => `${bare(titles.after.get(m.task) ?? '')}|${bare(wordsAfter(m))}`,
  );
  pairing.byKey(
    (m) => bare(wordsBefore(m)),
    (m) => bare(wordsAfter(m)),
  );
  pairing.byLikeness(wordsBefore, wordsAfter);
  const byId = new Map(before.map((m) => [m.id, m]));
  const paired = after.map((m) => ({ after: m, before: byId.get(pairing.pairs.get(m.id) ?? '') }));
  const kept = new Set(paired.map((p) => p.before));
  const changes = paired.flatMap((p) =>
    p.before ? [changeOf(p.before, p.after, [wordsBefore, wordsAfter], titles)] : [],
  );
  const changed = changes.filter((c) => c !== null);
  return {
    added: paired.filter((p) => !p.before).map((p) => p.after),
    dropped: before.filter((m) => !kept.has(m)),
    changed,
    unchanged: changes.length - changed.length,
    links: Object.fromEntries(paired.map((p) => [p.after.id, p.before?.id ?? null])),
  };
}
