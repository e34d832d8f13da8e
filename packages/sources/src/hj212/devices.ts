import type { HourLabel } from '@qingshan/kernel';
import type { CrcVariant } from '@qingshan/methods';
import type { Parameter } from '@qingshan/standards';
import type { Version } from './telegram.ts';

/** How the values of one code are stored. */
export interface Mapping {
  readonly parameter: Parameter;
  /** Unit in which the device sends them */
  readonly unit: string;
}

/**
 * In which unit a device sends air concentrations, where its registration does not say so code by code: as Annex B prints
 * them, or as ambient stations do, in that of the parameter (µg/m³, CO mg/m³). `null`: not known, so they are not stored.
 */
export const UNIT_RULES = ['annex-b', 'ambient'] as const;
export type UnitRule = (typeof UNIT_RULES)[number];

/** An instrument as it is registered. */
export interface Device {
  readonly mn: string;
  /** PW of every telegram; may be empty */
  readonly password: string;
  /** ST */
  readonly system: string;
  /** Id of the site to which its values belong */
  readonly site: string;
  readonly mappings: ReadonlyMap<string, Mapping>;
  readonly units: UnitRule | null;
  readonly crc: CrcVariant;
  /** The newest version that it may use */
  readonly version: Version;
  /** The standard names a period by its beginning; devices are met that name its end. */
  readonly hourLabel: HourLabel;
  /** Length in minutes of the period of minute data (2051); `null`: not known, so they are not stored */
  readonly minutes: number | null;
}
