import type { Certainty, Localized } from '@qingshan/kernel';
import type { z } from 'zod';
import type { conditionsSchema, countSchema, fieldSchema, PATTERNS, PHASES, SENSITIVITIES } from './schema.ts';

export type Pattern = (typeof PATTERNS)[number];
export type Phase = (typeof PHASES)[number];
/** Why a field is not for everybody, and for whom it is. */
export interface Sensitivity {
  readonly id: (typeof SENSITIVITIES)[number];
  readonly name: Localized;
  /** Roles of actors */
  readonly maySee: readonly string[];
  /** Whether those roles may take it out of the system in a workbook */
  readonly exported: boolean;
}

type Named<T> = T extends { zh: string; en: string } ? Omit<T, 'zh' | 'en'> & { readonly name: Localized } : never;

/** One of the words that a cell may hold. */
export interface Word {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Other ways in which it is written */
  readonly also: readonly string[];
}

type Resolved<T> = T extends unknown
  ? Readonly<Omit<T, 'sensitive' | 'certainty' | 'words' | 'also'>> & {
      /** Other heads under which its column is recognised */
      readonly also: readonly string[];
      readonly certainty: Certainty;
      readonly sensitive: Sensitivity | null;
    } & (T extends { words: unknown } ? { readonly words: readonly Word[] } : unknown)
  : never;

/** A field of a register. `type` decides what else it has. */
export type Field = Resolved<Named<z.output<typeof fieldSchema>>>;
export type FieldType = Field['type'];
export type FieldOf<T extends FieldType> = Extract<Field, { type: T }>;

export interface Section {
  readonly id: string;
  readonly name: Localized;
  readonly fields: readonly Field[];
}

export interface State {
  readonly id: string;
  readonly name: Localized;
  readonly phase: Phase;
  readonly means: Localized;
  readonly also: readonly string[];
}

/** Field id (or `phase`) to what its value must be. */
export type Conditions = Readonly<z.output<typeof conditionsSchema>>;
export type Count = Named<z.output<typeof countSchema>>;

export interface Rule {
  readonly id: string;
  readonly when: Conditions;
  /** Fields that must then be filled in */
  readonly given: readonly string[];
  /** What must then hold */
  readonly holds: Conditions;
  readonly severity: 'refused' | 'doubtful';
  readonly text: Localized;
}

export interface DuplicateRule {
  readonly fields: readonly string[];
  readonly within?: number;
}

/** A 台账: what an entry holds, what its states mean, and what may be counted of it. */
export interface RegisterDefinition {
  readonly id: string;
  readonly name: Localized;
  /** Board of the plan, or `all` */
  readonly board: string;
  readonly purpose: Localized;
  /** Unit that keeps it; the Chinese text is the unit's short name in the district's list */
  readonly keeper: Localized;
  /** `own`: departments and towns see the entries that name them; its keeper and the other roles see all */
  readonly seenBy: 'all' | 'own';
  readonly basis: readonly { readonly text: Localized; readonly certainty: Certainty }[];
  /** Its entries are records of an entry of that register (进出厂记录 of a 用车大户) */
  readonly partOf: string | null;
  readonly sections: readonly Section[];
  /** All fields, in the order of the sections */
  readonly fields: readonly Field[];
  readonly states: readonly State[];
  readonly counts: readonly Count[];
  readonly rules: readonly Rule[];
  readonly order: readonly (readonly string[])[];
  readonly duplicates: readonly DuplicateRule[];
}

/** Degrees, CGCS2000 (for maps the same as WGS 84). `blurred`: size in degrees of the square that is shown instead. */
export interface Position {
  readonly lon: number;
  readonly lat: number;
  readonly blurred?: number;
}

/**
 * A value as it is stored (JSON): text, words of an enum by id, towns, units and references by id, date `2024-03-05`,
 * month `2024-03`, time `2024-03-05T08:00:00`; numbers in the unit of the field.
 */
export type Value = string | number | boolean | readonly string[] | Position;
export type Values = Readonly<Record<string, Value>>;

/** An entry of a register. A field without a value has no key. */
export interface Entry {
  readonly register: string;
  /** Number of the entry (编号), unique in its register */
  readonly key: string;
  readonly values: Values;
}

/** What a cell of a form or workbook holds before it is understood. */
export type Cell = string | number | boolean | null;
/** By column id: the field id, or `position.lon` and `position.lat`. */
export type Cells = Readonly<Record<string, Cell>>;

/** A town or unit of the district. */
export interface Place {
  readonly id: string;
  readonly name: Localized;
  readonly short: string;
}

/** What the engine must be told of the district. */
export interface RegisterContext {
  readonly towns: readonly Place[];
  readonly units: readonly Place[];
  /** Name of the district (门头沟区); it may stand before the name of a town. Without it no prefix is accepted */
  readonly district?: string;
  /** `2024-10-31`: what happened cannot be later; `null`: not checked */
  readonly today: string | null;
  /** Numbers of the entries of another register; without it references are not checked */
  readonly keys?: (register: string) => ReadonlySet<string>;
  /** Gives a number to an entry that has none; without it the number is required */
  readonly newKey?: () => string;
}

/** What a rule in code finds wrong. */
export interface RuleFault {
  /** Field that it is about, or `null` */
  readonly field: string | null;
  readonly severity: 'refused' | 'doubtful';
  readonly why: Localized;
}
/** A rule that words in `register.yaml` cannot say. */
export type CodeRule = (entry: Entry, definition: RegisterDefinition) => RuleFault | null;
