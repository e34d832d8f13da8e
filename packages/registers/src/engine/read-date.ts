import { dayOfDate, formatDay } from '@qingshan/kernel';
import { fault, value, type Reading } from './reading.ts';

const FULL = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[T ]+00:00(?::00)?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^\d{5}$/;
const MONTH_ONLY = /^\d{4}\s*[-./年]\s*\d{1,2}\s*月?$/;
const NO_YEAR = /^(?:\d{2}\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?$/;
const MONTH = /^(\d{4})\s*[-./年]?\s*(\d{1,2})\s*月?$/;
const TIME = /^(.+?)[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const COMPACT_TIME = /^(\d{8}) ?(\d{2})(\d{2})(\d{2})$/;

/** Day numbers of spreadsheets count from 1899-12-30: 1970-01-01 is 25569. Those taken for dates: 1954 to 2119. */
const EPOCH_SERIAL = 25_569;
const SERIALS = { first: 20_000, last: 80_000 };

function dayText(year: string, month: string, date: string): string | null {
  const day = dayOfDate(Number(year), Number(month), Number(date));
  return day === null ? null : formatDay(day);
}

function dayOf(text: string): string | null {
  const m = FULL.exec(text) ?? COMPACT.exec(text);
  return m ? dayText(m[1] ?? '', m[2] ?? '', m[3] ?? '') : null;
}

/** Reads `2024-3-5`, `2024.3.5`, `2024年3月5日`, `20240305`, and day numbers of spreadsheets. */
export function readDate(text: string): Reading {
  const day = dayOf(text);
  if (day !== null) return value(day);
  if (SERIAL.test(text) && Number(text) >= SERIALS.first && Number(text) <= SERIALS.last) {
    const date = formatDay(Number(text) - EPOCH_SERIAL);
    return { value: date, faults: [{ code: 'serial-date', values: { date } }] };
  }
  if (FULL.test(text) || COMPACT.test(text)) return fault('bad-date');
  if (MONTH_ONLY.test(text)) return fault('date-without-day');
  return fault(NO_YEAR.test(text) ? 'date-without-year' : 'bad-date');
}

/** Reads `2024-03`, `2024年3月`, `2024.3`, `202403`, and the first day of a month, which spreadsheets make of it. */
export function readMonth(text: string): Reading {
  const day = dayOf(text);
  if (day?.endsWith('-01') === true) return value(day.slice(0, 7));
  const m = MONTH.exec(text);
  const first = m ? dayText(m[1] ?? '', m[2] ?? '', '1') : null;
  return first === null ? fault('bad-month') : value(first.slice(0, 7));
}

/** Reads `2024-03-05 8:30`, `2024.3.5 08:30:00` and the `20240305 083000` of HJ 1321. */
export function readTime(text: string): Reading {
  const m = TIME.exec(text) ?? COMPACT_TIME.exec(text);
  const day = m ? dayOf(m[1] ?? '') : null;
  const [hour, minute, second] = [m?.[2] ?? '', m?.[3] ?? '', m?.[4] ?? '00'];
  if (day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return fault('bad-time');
  return value(`${day}T${hour.padStart(2, '0')}:${minute}:${second}`);
}
