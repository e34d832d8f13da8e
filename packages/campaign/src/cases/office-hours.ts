import { DAY_SECONDS, type Moment } from '@qingshan/kernel';
import { isWorkingDay, type WorkingDays } from '../loop/working-days.ts';

/** A part of a working day, in seconds after midnight. */
export interface OfficeShift {
  readonly from: number;
  readonly to: number;
}

/** When offices work: the working days, and the hours of each. */
export interface OfficeTime {
  readonly calendar: WorkingDays;
  /** In order, none over another */
  readonly shifts: readonly OfficeShift[];
}

function* shiftsFrom({ calendar, shifts }: OfficeTime, moment: Moment): Generator<{ from: Moment; to: Moment }> {
  for (let day = Math.floor(moment / DAY_SECONDS); ; day++) {
    if (!isWorkingDay(calendar, day)) continue;
    for (const shift of shifts) {
      const [from, to] = [Math.max(moment, day * DAY_SECONDS + shift.from), day * DAY_SECONDS + shift.to];
      if (from < to) yield { from, to };
    }
  }
}

/** The moment at which so many seconds of office time have passed; what begins outside office hours waits for them. */
export function addWorkingSeconds(office: OfficeTime, from: Moment, seconds: number): Moment {
  let left = seconds;
  for (const shift of shiftsFrom(office, from)) {
    const length = shift.to - shift.from;
    if (left <= length) return shift.from + left;
    left -= length;
  }
  return from;
}

/** Seconds of office time between two moments; negative when `to` is the earlier one. */
export function workingSecondsBetween(office: OfficeTime, from: Moment, to: Moment): number {
  if (to < from) return -workingSecondsBetween(office, to, from);
  let sum = 0;
  for (const shift of shiftsFrom(office, from)) {
    if (shift.from >= to) return sum;
    sum += Math.min(shift.to, to) - shift.from;
  }
  return sum;
}
