/** When the question is asked: data through a day, as known at a moment. Both default to now. */
export interface Asking {
  /** Last day whose data count, `2024-10-31` */
  readonly through?: string | undefined;
  /** Only what had been received by then: `2024-10-31` (end of that day) or `2024-10-31T08:00` */
  readonly asOf?: string | undefined;
}

export interface TownsQuery extends Asking {
  /** Absent: the plan's year so far */
  readonly period?: string | undefined;
  /** Absent: `pm25` */
  readonly parameter?: string | undefined;
}

export interface AssessQuery extends Asking {
  readonly period: string;
  /** `district`, `town:龙泉镇`, `station:门头沟双峪`; absent: every scope that the plan's targets use */
  readonly scope?: string | undefined;
  /** Indicator id; absent: all that apply to the scope */
  readonly indicator?: string | undefined;
}
