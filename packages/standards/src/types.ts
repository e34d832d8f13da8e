import type { Certainty, ClauseRef, Day, Localized } from '@qingshan/kernel';

/** Both ends included; `to: null` is open. Dates as `2026-03-01`. */
export interface Validity {
  readonly from: string;
  readonly to: string | null;
}

/**
 * One figure of a document: where it applies (`keys`), what it is, and which clause says so.
 * `value` is a decimal string or a word as printed; `values` a list (breakpoints). One of them is there, or `text` alone.
 * Numbers have a unit (`1` where they are pure), words none.
 */
export interface Figure {
  readonly keys: Readonly<Record<string, string>>;
  readonly value: string | null;
  readonly values: readonly (string | null)[] | null;
  readonly unit: string | null;
  readonly text: Localized | null;
  readonly clause: ClauseRef;
  readonly note: Localized | null;
}

/** A table of an edition. Several tables may share a name when each holds for a stage of its own (`valid`). */
export interface StandardTable {
  readonly name: string;
  readonly title: Localized;
  readonly keys: readonly string[];
  readonly valid: Validity | null;
  readonly figures: readonly Figure[];
}

/** One dated issue of a document: one folder of `standards/`. */
export interface Edition {
  /** Folder name, `gb-3095-2012` */
  readonly id: string;
  /** What it is an edition of, `gb-3095` */
  readonly family: string;
  /** `GB 3095-2012` */
  readonly number: string;
  readonly title: Localized;
  readonly issuer: Localized;
  readonly issued: string | null;
  readonly inForce: Validity;
  /** Places that applied it before `inForce.from`. */
  readonly earlyAdoption: readonly { readonly place: string; readonly from: string; readonly certainty: Certainty }[];
  readonly supersedes: readonly string[];
  readonly sources: readonly { readonly what: string; readonly where: string; readonly sha256?: string }[];
  readonly notes: readonly Localized[];
  readonly tables: readonly StandardTable[];

  /**
   * The one figure of a table at the given keys.
   * @param on the day that is judged; needed only where the table has stages. Outside all stages the nearest one is taken.
   * @throws QingshanError `no-figure`
   */
  figure(table: string, keys: Readonly<Record<string, string>>, on?: Day): Figure;
  /** Like `figure`, `null` when there is none. */
  find(table: string, keys: Readonly<Record<string, string>>, on?: Day): Figure | null;
  /** All figures of a table whose keys include the given ones, in file order. */
  figures(table: string, keys?: Readonly<Record<string, string>>, on?: Day): readonly Figure[];
}

/** Which edition of a family a plan fixes, by family: `{ 'hj-663': 'hj-663-2013' }`. */
export type Pins = Readonly<Record<string, string>>;

/** Everything under `standards/`, loaded and checked. */
export interface StandardsLibrary {
  readonly editions: readonly Edition[];
  readonly parameters: readonly Parameter[];
  /** @throws QingshanError `not-found` */
  edition(id: string): Edition;
  /** @throws QingshanError `not-found` */
  parameter(id: string): Parameter;
  /**
   * The edition of `family` that judges `on`: the pinned one, else the one in force that day (early adoption by
   * `place` counts; where no place is named and nothing is in force yet, by any place).
   * @throws QingshanError `no-edition`, `not-found` for a pin that is no edition of the family
   */
  resolve(family: string, on: Day, options?: { readonly pins?: Pins; readonly place?: string }): Edition;
}

/** A thing that is measured 监测项目: `standards/parameters.yaml`. */
export interface Parameter {
  /** `pm25` */
  readonly id: string;
  /** Written name, `PM2.5` */
  readonly name: Localized;
  /** Canonical unit of its stored values */
  readonly unit: string;
  /** Code of HJ 212 Annex B / HJ 524, where there is one */
  readonly code: string | null;
  /** Plausible range of an hourly value in `unit`; outside it a value is quarantined. Ours, not a standard's. */
  readonly plausible: { readonly min: number; readonly max: number } | null;
  readonly aliases: readonly string[];
}
