import { parseDay, parseMoment, QingshanError, DAY_SECONDS, type Moment } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import type { Workspace } from '../workspace.ts';
import type { FrameLog, StoredFrame } from './ports.ts';

export interface RawAsked {
  readonly mn?: string | undefined;
  /** DataTime not before, and before: `2024-10-31` or `2024-10-31T08:00`; a day as the end is that day's end */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A CSV that is made while it is read. */
export interface RawFile {
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

interface Wanted {
  readonly mn: string | undefined;
  readonly from: Moment;
  readonly to: Moment;
}

/** Characters that are given away at once */
const PIECE = 64 * 1024;

/** A moment, or a day as its beginning or end. @throws QingshanError `bad-request` */
export function momentAsked(text: string, dayEnds: boolean): Moment {
  const day = parseDay(text);
  const moment = day === null ? parseMoment(text) : (day + (dayEnds ? 1 : 0)) * DAY_SECONDS;
  if (moment !== null) return moment;
  throw new QingshanError('bad-request', {
    why: { zh: `“${text}”不是时刻。`, en: `“${text}” is not a moment.` },
    hint: '2024-10-31 / 2024-10-31T08:00',
  });
}

function momentOf(text: string | undefined, open: Moment, dayEnds: boolean): Moment {
  return text === undefined || text === '' ? open : momentAsked(text, dayEnds);
}

function linesOf({ bytes, mn }: StoredFrame, wanted: Wanted): string[] {
  if (wanted.mn !== undefined && wanted.mn !== mn) return [];
  const telegram = hj212.readPacket(bytes);
  if (hj212.isRefusal(telegram)) return [];
  const isAll = wanted.from === Number.NEGATIVE_INFINITY && wanted.to === Number.POSITIVE_INFINITY;
  const time = hj212.momentOfStamp(hj212.fieldOf(telegram, 'DataTime') ?? '');
  if (!isAll && (time === null || time < wanted.from || time >= wanted.to)) return [];
  return hj212.rawRows(telegram).map(hj212.rawLine);
}

async function* piecesOf(log: FrameLog, wanted: Wanted): AsyncGenerator<string> {
  let piece = `${hj212.RAW_HEAD}\n`;
  for await (const frame of log.read(0)) {
    for (const line of linesOf(frame, wanted)) piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/**
 * The values of all frames as they were received, in the order in which they came, so that anyone can compare what a device
 * sent with what is stored. Only what is being read is in memory.
 *
 * @throws QingshanError `bad-request`
 */
export async function exportRaw(workspace: Workspace, { mn, from, to }: RawAsked): Promise<RawFile> {
  const wanted = {
    mn: mn === '' ? undefined : mn,
    from: momentOf(from, Number.NEGATIVE_INFINITY, false),
    to: momentOf(to, Number.POSITIVE_INFINITY, true),
  };
  return { name: 'raw.csv', pieces: piecesOf(await workspace.frames(), wanted) };
}
