import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { SourceFile } from '../define.ts';
import { Refusal } from '../faults.ts';

/** Called with the number of bytes of the file read so far (compressed ones where it is compressed). */
export type Progress = (bytes: number) => void;

/**
 * The content of a file in pieces. Gzip is recognised by its first two bytes, not by the name, and unpacked as it
 * comes; several members in a row count as one file.
 *
 * @throws Refusal `is-directory`, `unreadable`, `empty-file`, `gzip-truncated`, `gzip-damaged`
 */
export async function* readBytes(file: SourceFile, progress?: Progress): AsyncGenerator<Uint8Array> {
  const pieces = rawBytes(file, progress);
  const start = await takeStart(pieces, 2);
  if (start.length === 0) throw new Refusal(file.name, 'empty-file');
  const whole = prepend(start, pieces);
  if (start[0] === 0x1f && start[1] === 0x8b) yield* gunzip(file.name, whole);
  else yield* whole;
}

/** The first `count` bytes or more (fewer when the content ends before). */
export async function takeStart(pieces: AsyncIterator<Uint8Array>, count: number): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array(0);
  while (start.length < count) {
    const next = await pieces.next();
    if (next.done === true) break;
    start = start.length === 0 ? next.value : joinBytes([start, next.value]);
  }
  return start;
}

export async function* prepend(
  start: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (start.length > 0) yield start;
  yield* rest;
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function* rawBytes(file: SourceFile, progress: Progress | undefined): AsyncGenerator<Uint8Array> {
  let read = 0;
  try {
    for await (const piece of file.open()) {
      read += piece.length;
      progress?.(read);
      if (piece.length > 0) yield piece;
    }
  } catch (error) {
    throw openingRefusal(file.name, error) ?? error;
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function openingRefusal(file: string, error: unknown): Refusal | null {
  const code = errorCode(error);
  if (code === 'EISDIR') return new Refusal(file, 'is-directory');
  return ['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR'].includes(code)
    ? new Refusal(file, 'unreadable', {}, { why: code })
    : null;
}

async function* gunzip(file: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip();
  // Errors reach the loop below, because the pipeline destroys `unpacked` with them.
  pipeline(Readable.from(pieces), unpacked, () => {});
  let size = 0;
  try {
    for await (const piece of unpacked as AsyncIterable<Uint8Array>) {
      size += piece.length;
      yield piece;
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'Z_BUF_ERROR') throw new Refusal(file, 'gzip-truncated');
    throw code.startsWith('Z_') ? new Refusal(file, 'gzip-damaged', {}, { why: code }) : error;
  }
  if (size === 0) throw new Refusal(file, 'empty-file');
}
