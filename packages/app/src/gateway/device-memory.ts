import { HOUR_SECONDS, type Moment } from '@qingshan/kernel';
import type { hj212 } from '@qingshan/sources';

/** The newest value of one code of one command. */
export interface LatestValue extends hj212.DeviceObservation {
  readonly cn: string;
  readonly received: Moment;
}

/** Hours of which is known whether they came: two days */
const HOURS_KNOWN = 48;
/** Seconds after an hour for which its data may take to come */
const PATIENCE = 30 * 60;

/** What one device has sent lately, as far as it becomes no observation: minute, real-time and daily values. */
export class DeviceMemory {
  /** Frames by CN */
  readonly frames = new Map<string, number>();
  /** What was not stored as it came, by reason */
  readonly doubts = new Map<hj212.DoubtCode, number>();
  readonly latest = new Map<string, LatestValue>();
  /** Seconds from the end of the newest period to its receipt */
  delay: number | null = null;
  /** By end of the hour: whether its own value came, or only shorter ones */
  readonly #hours = new Map<Moment, 'sent' | 'minutes'>();
  #newestMinute = Number.NEGATIVE_INFINITY;

  learn(received: Moment, cn: string, { observations, doubts }: hj212.Readout): void {
    this.frames.set(cn, (this.frames.get(cn) ?? 0) + 1);
    for (const { doubt } of doubts) this.doubts.set(doubt, (this.doubts.get(doubt) ?? 0) + 1);
    for (const observation of observations) {
      const key = `${cn} ${observation.code}`;
      const known = this.latest.get(key);
      if (known === undefined || observation.time >= known.time) this.latest.set(key, { ...observation, cn, received });
    }
    const [first] = observations;
    if (!first) return;
    if (first.averaging !== 'day') this.#learnHour(first);
    this.delay = received - first.time;
  }

  /** Ends of hours of which minute or real-time data came and the hourly value did not. Hours are not made of minutes. */
  missingHours(): Moment[] {
    return this.#hours
      .entries()
      .filter(([end, from]) => from === 'minutes' && end + PATIENCE <= this.#newestMinute)
      .map(([end]) => end)
      .toArray()
      .sort((a, b) => a - b);
  }

  #learnHour({ averaging, time }: hj212.DeviceObservation): void {
    const end = Math.ceil(time / HOUR_SECONDS) * HOUR_SECONDS;
    if (averaging === 'hour') this.#hours.set(end, 'sent');
    else {
      this.#newestMinute = Math.max(this.#newestMinute, time);
      if (!this.#hours.has(end)) this.#hours.set(end, 'minutes');
    }
    if (this.#hours.size > HOURS_KNOWN) this.#hours.delete(Math.min(...this.#hours.keys()));
  }
}
