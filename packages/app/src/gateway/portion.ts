import type { Site } from '@qingshan/campaign';
import { hj212, ObservationBuilder, type Fault, type ParsedObservations } from '@qingshan/sources';

/** The source of batches that the gateway brought. */
export const GATEWAY_SOURCE = 'hj212';

/** Hourly values of a piece of the log of frames, of real or of simulated sites. */
export interface DeviceHours {
  readonly simulated: boolean;
  /** Name of the log */
  readonly log: string;
  /** Positions in it */
  readonly from: number;
  readonly to: number;
  readonly parsed: ParsedObservations;
  readonly faults: readonly Fault[];
}

/** Faults that are kept with a batch; all of them can be read from the log. */
const MOST_FAULTS = 200;

/** How a batch says which piece of the log it is of. */
export function pieceName({ log, from, to }: Pick<DeviceHours, 'log' | 'from' | 'to'>): string {
  return `frames ${log === '' ? '' : `${log} `}${from}-${to}`;
}

/** Where the piece of a batch ends in a log; 0: it is of none, or of another log. */
export function endOfPiece(log: string, name: string | undefined): number {
  const [, of = '', end = 0] = /^frames (?:(\S+) )?\d+-(\d+)$/.exec(name ?? '') ?? [];
  return of === log ? Number(end) : 0;
}

/** A doubt as the batch keeps it. */
export function faultOf(mn: string, doubt: hj212.Doubt): Fault {
  const quarantined = doubt.doubt === 'implausible' || doubt.doubt === 'unknown-flag';
  const { zh, en } = hj212.doubtText(doubt);
  return {
    code: doubt.doubt,
    severity: quarantined ? 'quarantined' : 'refused',
    file: mn,
    row: null,
    column: doubt.code,
    value: doubt.text,
    text: { zh: `${mn} ${zh}`, en: `${mn} ${en}` },
  };
}

/** Hourly values that were read from the log and are not stored yet. */
export class Portion {
  readonly from: number;
  to: number;
  frames = 0;
  readonly #kinds = [false, true].map((simulated) => ({
    simulated,
    rows: new ObservationBuilder(),
    faults: [] as Fault[],
  }));

  constructor(from: number) {
    this.from = from;
    this.to = from;
  }

  add(site: Site, { observations, doubts }: hj212.Readout, mn: string): void {
    for (const { simulated, rows, faults } of this.#kinds) {
      if (simulated !== site.simulated) continue;
      for (const { parameter, time, value, flag } of observations)
        rows.push(rows.sites.number(site.id), rows.parameters.number(parameter), time, value, flag, 0);
      faults.push(...doubts.slice(0, MOST_FAULTS - faults.length).map((doubt) => faultOf(mn, doubt)));
    }
  }

  /** What there is to store, by kind of site. */
  hours(log: string): DeviceHours[] {
    const { from, to } = this;
    return this.#kinds
      .filter(({ rows }) => rows.length > 0)
      .map(({ simulated, rows, faults }) => ({ simulated, log, from, to, parsed: rows.finish(), faults }));
  }
}
