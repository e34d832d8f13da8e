import { DAY_SECONDS, formatDay, parseDay, parseMoment, QingshanError, type Day, type Moment } from '@qingshan/kernel';
import type { Asking } from './question.ts';
import { todayOf, type Workspace } from '../workspace.ts';

/** When a question is asked, read and completed. */
export interface When {
  readonly through: Day;
  readonly asOf: Moment | null;
  /** As it was asked, for answers */
  readonly asOfText: string | null;
}

/** @throws QingshanError `bad-request` */
export function readAsOf(text: string): Moment {
  const day = parseDay(text);
  const moment = day === null ? parseMoment(text) : (day + 1) * DAY_SECONDS;
  if (moment !== null) return moment;
  throw new QingshanError('bad-request', {
    why: `“${text}”不是时刻（not a moment）。`,
    hint: '2024-10-31 / 2024-10-31T08:00',
  });
}

/** @throws QingshanError `bad-request` */
export function readWhen(workspace: Workspace, asking: Asking): When {
  const today = todayOf(workspace);
  const through = asking.through === undefined || asking.through === '' ? today : parseDay(asking.through);
  if (through === null) {
    throw new QingshanError('bad-request', {
      why: `“${asking.through}”不是日期（not a date）。`,
      hint: formatDay(today),
    });
  }
  const asOfText = asking.asOf === undefined || asking.asOf === '' ? null : asking.asOf;
  return { through, asOf: asOfText === null ? null : readAsOf(asOfText), asOfText };
}
