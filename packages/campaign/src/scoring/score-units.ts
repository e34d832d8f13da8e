import { Decimal, type ClauseRef, type Localized } from '@qingshan/kernel';
import { competitionRanks } from '@qingshan/methods';
import type { Edition, Figure } from '@qingshan/standards';

/** An item of a scoring pack; points are decimal strings. */
export interface ScoreItem {
  readonly id: string;
  readonly name: Localized;
  readonly full: string;
  /** Before anything is added or taken off */
  readonly start: string;
  readonly floor: string;
  readonly cap: string;
}

/** What an event costs or earns. */
export interface ScorePoint {
  readonly item: string;
  /** `late`, `missing`, `overdue`, `silent`, `returned`, `at-risk`, `not-met` */
  readonly event: string;
  readonly each: string;
  readonly reason: Localized;
}

export interface ScoreStep {
  /** In a row at the bottom, this one included */
  readonly months: number;
  readonly kind: string;
  readonly text: Localized;
}

/** How units are scored: a pack is an edition, so that every figure has its certainty and can be confirmed. */
export interface ScoringPack {
  readonly items: readonly ScoreItem[];
  readonly points: readonly ScorePoint[];
  readonly leagues: readonly { readonly id: string; readonly name: Localized }[];
  readonly ladder: readonly ScoreStep[];
  /** Working days after the due day on which a month is scored */
  readonly scoredAfter: number;
  /** Whoever has at least so many points has nothing to fear at the bottom */
  readonly sparedFrom: string;
  readonly clauses: readonly ClauseRef[];
}

const NAMELESS: Localized = { zh: '', en: '' };

function textOf(figure: Figure | null): Localized {
  return figure?.text ?? NAMELESS;
}

/** Reads a pack of scoring. */
export function scoringPack(edition: Edition): ScoringPack {
  const names = edition.figures('names');
  const number = (rule: string) => String(edition.figure('rules', { rule }).value ?? 0);
  return {
    items: names.map(({ keys, text }) => {
      const id = keys['item'] ?? '';
      const field = (name: string) => String(edition.figure('items', { item: id, field: name }).value ?? 0);
      return {
        id,
        name: text ?? NAMELESS,
        full: field('full'),
        start: field('start'),
        floor: field('floor'),
        cap: field('cap'),
      };
    }),
    points: edition.figures('points').map((figure) => ({
      item: figure.keys['item'] ?? '',
      event: figure.keys['event'] ?? '',
      each: String(figure.value ?? 0),
      reason: textOf(figure),
    })),
    leagues: edition.figures('leagues').map((figure) => ({ id: figure.keys['league'] ?? '', name: textOf(figure) })),
    ladder: edition.figures('consequences').map((figure) => ({
      months: Number(figure.keys['months']),
      kind: figure.keys['kind'] ?? '',
      text: textOf(figure),
    })),
    scoredAfter: Number(number('scored-after')),
    sparedFrom: number('spared-from'),
    clauses: ['items', 'points', 'rules', 'consequences'].flatMap((table) =>
      edition.figures(table).map((figure) => figure.clause),
    ),
  };
}

/** What happened to a unit in a month, by event. */
export interface UnitRecord {
  readonly unit: string;
  readonly league: string;
  readonly events: Readonly<Record<string, number>>;
}

export interface ScoreEntry {
  readonly item: string;
  readonly event: string;
  readonly reason: Localized;
  readonly times: string;
  readonly each: string;
  readonly points: string;
}

export interface ScoredUnit {
  readonly unit: string;
  readonly league: string;
  readonly entries: readonly ScoreEntry[];
  /** Of each item, by its id */
  readonly scores: Readonly<Record<string, string>>;
  readonly total: string;
  /** Standard competition rank within the league: 1, 1, 3 */
  readonly rank: number;
  readonly tied: boolean;
  /** At the bottom of a league in which not all are equal */
  readonly last: boolean;
}

function entriesOf(pack: ScoringPack, record: UnitRecord): ScoreEntry[] {
  return pack.points.flatMap(({ item, event, each, reason }) => {
    const times = record.events[event] ?? 0;
    if (times === 0) return [];
    const points = new Decimal(times).times(each).toFixed();
    return [{ item, event, reason, times: String(times), each, points }];
  });
}

function itemScore(item: ScoreItem, entries: readonly ScoreEntry[]): string {
  const sum = entries
    .filter((entry) => entry.item === item.id)
    .reduce((total, entry) => total.plus(entry.points), new Decimal(item.start));
  return Decimal.max(item.floor, Decimal.min(item.cap, sum)).toFixed();
}

/** Scores units and ranks them within their leagues; equal totals share a rank, and the next ranks are left out. */
export function scoreUnits(pack: ScoringPack, records: readonly UnitRecord[]): ScoredUnit[] {
  const scored = records.map((record) => {
    const entries = entriesOf(pack, record);
    const scores = Object.fromEntries(pack.items.map((item) => [item.id, itemScore(item, entries)]));
    const value = Object.values(scores).reduce((sum, score) => sum.plus(score), new Decimal(0));
    return { unit: record.unit, league: record.league, entries, scores, value };
  });
  return pack.leagues.flatMap(({ id }) => {
    const own = scored.filter((s) => s.league === id);
    const ranked = competitionRanks(own, 'descending');
    const [worst, best] = [ranked.at(-1)?.value, ranked[0]?.value];
    return ranked.map(({ value, ...rest }) => ({
      ...rest,
      total: value.toFixed(),
      tied: ranked.some((other) => other.unit !== rest.unit && other.rank === rest.rank),
      last: worst !== undefined && best !== undefined && value.eq(worst) && !worst.eq(best),
    }));
  });
}

/** What follows from so many months in a row at the bottom: the highest step reached; nothing for who is spared. */
export function ladderStep(pack: ScoringPack, total: string, monthsLast: number): ScoreStep | null {
  if (monthsLast === 0 || new Decimal(total).gte(pack.sparedFrom)) return null;
  return pack.ladder.filter((step) => step.months <= monthsLast).toSorted((a, b) => b.months - a.months)[0] ?? null;
}
