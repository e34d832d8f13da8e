import type { Certainty, Localized, LonLat } from '@qingshan/kernel';
import type { SamplingRules, TargetClass } from '@qingshan/methods';
import type { Pins } from '@qingshan/standards';
import type { CaseRules } from './cases/case-rules.ts';
import type { DistrictMap } from './map/district-map.ts';
import type { ReportingRules } from './loop/reporting-rules.ts';
import type { WatchRules } from './watch/watch-rules.ts';

/** Where an item of the plan comes from; shown to users. */
export const ORIGINS = ['issued', 'stated', 'typical', 'inferred'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What kind of work a measure is; only the first four can be projected. */
export const MEASURE_KINDS = ['target-value', 'counted', 'list-cleared', 'project', 'routine', 'document'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

export interface Unit {
  /** `mtg-eeb` */
  readonly id: string;
  readonly name: Localized;
  readonly short: string;
  readonly kind: 'department' | 'town' | 'enterprise';
  /** Other ways in which documents write the name today: 区水务局 as 河长办 */
  readonly aliases?: readonly string[];
  /** Names that it had before; a document that uses one is asked about */
  readonly formerNames?: readonly string[];
  /** `read`: named in a source about Mentougou; `pattern`: pattern of Beijing districts, to be checked */
  readonly certainty: 'read' | 'pattern';
}

export interface Town extends Unit {
  readonly kind: 'town';
  /** National statistics code, `110109001` */
  readonly code: string;
  /** Beijing's plain-area rankings leave mountain towns out */
  readonly terrain: 'plain' | 'mountain';
  readonly terrainCertainty: Certainty;
  /** Why it is taken to be so */
  readonly terrainGround: Localized;
}

/** What a site measures. */
export const SITE_KINDS = [
  'air-station',
  'dust-jar',
  'section',
  'well',
  'water-source',
  'plot',
  'noise-point',
] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** What a section, drinking-water source or well is and what is asked of it. */
export interface WaterSite {
  /** Decides the limits of total phosphorus */
  readonly body: 'river' | 'lake';
  /** What a source takes in */
  readonly source: 'surface' | 'groundwater';
  /** The classes asked for, each with its days */
  readonly targetClass: readonly TargetClass[];
  /** Yearly intake of a source, one unit for all of a district; `null` where it is not known */
  readonly volume: string | null;
}

/** Degrees, CGCS2000 */
export interface SitePosition extends LonLat {
  /** Who gives it */
  readonly source: Localized;
}

/** A place where something is measured 点位. */
export interface Site {
  /** `bjmemc/门头沟双峪` */
  readonly id: string;
  readonly name: Localized;
  readonly kind: SiteKind;
  /** Town unit id, where the site lies in the district and the town is known */
  readonly town: string | null;
  readonly inDistrict: boolean;
  /** Years of service, `2021-01-23`; `null` open */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether it counts for the value of the district 评价点位 */
  readonly assessed: boolean;
  readonly simulated: boolean;
  readonly aliases: readonly string[];
  /** Of sections, sources and wells only */
  readonly water?: WaterSite;
  /** Absent: not known, or no source that may be named gives it */
  readonly position?: SitePosition;
}

/** When a measure is due: by a day, in a season every year, or at a rhythm. */
export type Due =
  | { readonly kind: 'date'; readonly date: string; readonly text: Localized }
  | {
      readonly kind: 'season';
      /** First and last day, `11-15` and `03-15`; a season may run over the new year */
      readonly from: string;
      readonly to: string;
      readonly certainty: Certainty;
      readonly text: Localized;
    }
  | { readonly kind: 'rhythm'; readonly every: 'month' | 'quarter' | 'all-year'; readonly text: Localized };

export interface Measure {
  /** `A01-1` */
  readonly id: string;
  readonly number: number;
  readonly task: string;
  readonly board: string;
  readonly title: Localized;
  readonly kind: MeasureKind;
  readonly origin: Origin;
  readonly initiative: boolean;
  /** Where the mark 特色举措 comes from; `null` without one */
  readonly initiativeOrigin: Origin | null;
  /** Unit ids; `towns` stands for all 13 */
  readonly lead: readonly string[];
  readonly responsible: readonly string[];
  readonly assisting: readonly string[];
  readonly due: Due;
  /** Ids of the targets that this measure is to reach */
  readonly targets: readonly string[];
  /** Words of the official explanation that it states, where `origin` is `stated` */
  readonly stated: string | null;
  /** The count of a register that says how far it has come, unless the plan office says otherwise */
  readonly count?: RegisterCount;
}

/** A count of a register 台账, of all its entries or of those that name the unit. */
export interface RegisterCount {
  readonly register: string;
  readonly count: string;
  readonly of: 'all' | 'own';
}

export interface Task {
  readonly id: string;
  readonly number: number;
  readonly board: string;
  readonly title: Localized;
  readonly measures: readonly Measure[];
}

export interface Board {
  /** `blue-sky` */
  readonly id: string;
  readonly title: Localized;
  readonly goal: Localized;
  readonly tasks: readonly Task[];
}

export const DIRECTIONS = ['at-most', 'at-least', 'about', 'not-worse', 'every'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What the plan promises, bound to the indicator that measures it. */
export interface Target {
  /** `pm25` */
  readonly id: string;
  readonly board: string;
  readonly title: Localized;
  /** Indicator id; the indicator may have no data yet */
  readonly indicator: string;
  readonly scope: string;
  /** Written for people: 全区, 13个镇街 */
  readonly scopeText: Localized;
  readonly period: string;
  readonly direction: Direction;
  /** In `unit`, decimal string; `null` where the goal is in words */
  readonly value: string | null;
  readonly unit: string;
  /** The goal as the plan writes it */
  readonly text: Localized;
  readonly stated: string;
}

export interface Plan {
  readonly id: string;
  readonly district: string;
  readonly year: number;
  readonly title: Localized;
  readonly pins: Pins;
  /** How its sections are assessed */
  readonly sampling: SamplingRules;
  readonly declared: {
    readonly boards: number;
    readonly tasks: number;
    readonly measures: number;
    readonly initiatives: number;
  };
  /** What a reader has to know about where the plan's items come from */
  readonly notes: readonly Localized[];
  readonly boards: readonly Board[];
  readonly targets: readonly Target[];
}

export interface Demonstration {
  /** The day that the demonstration takes as today, `2024-10-31` */
  readonly today: string;
  /** What pages and documents say beside its data */
  readonly note: Localized;
}

/**
 * What somebody has accounted or found out by hand: the input of a method, for an indicator that does not rest on
 * instruments (a yearly account, the classes of sections, an area accounted for).
 */
export interface Account {
  readonly indicator: string;
  /** `2024` */
  readonly period: string;
  /** The day from which it is known, `2024-03-15` */
  readonly available: string;
  readonly simulated: boolean;
  /** What it is and where from */
  readonly note: Localized;
  /** Input of the indicator's method, checked by its schema when it is judged */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A district as data: `districts/<id>/`. */
export interface District {
  readonly id: string;
  readonly name: Localized;
  readonly code: string;
  /** Place of early adoption of standards, `北京市` */
  readonly place: string;
  /** Departments, enterprises and towns */
  readonly units: readonly Unit[];
  readonly towns: readonly Town[];
  /** Real and simulated ones, told apart by `simulated`; see `sitesOf` */
  readonly sites: readonly Site[];
  /** The simulated year, `null` where the district has none */
  readonly accounts: readonly Account[];
  readonly demonstration: Demonstration | null;
  /** When its units report on measures */
  readonly reporting: ReportingRules;
  /** How its cases are handled */
  readonly cases: CaseRules;
  /** Which exceedances open cases by themselves */
  readonly watch: WatchRules;
  /** What it is drawn with */
  readonly map: DistrictMap;
  readonly plans: readonly Plan[];
}
