import { strToU8, zipSync } from 'fflate';

export type ZipEntry = readonly [name: string, content: string | Uint8Array];

/** The earliest time that a zip archive can hold; every entry carries it, so that equal content gives equal bytes. */
const FIXED_TIME = new Date(1980, 0, 1);

/** Packs the entries in the order given. Equal entries give equal bytes, whenever and wherever it runs. */
export function packZip(entries: readonly ZipEntry[]): Uint8Array {
  const files = Object.fromEntries(
    entries.map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
  );
  return zipSync(files, { mtime: FIXED_TIME, level: 6 });
}
