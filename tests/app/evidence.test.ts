import { createHash } from 'node:crypto';
import { rm, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, type Application } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const town: Actor = { id: 'p4', name: '联络员丁', role: 'town', unit: 'mtg-longquan' };
const leader: Actor = { id: 'p5', name: '领导戊', role: 'leader', unit: null };

/** One entry of a TIFF directory: tag, type (2 text, 4 number, 5 fraction), count, and the number or where the value lies. */
function entry(tag: number, type: number, count: number, value: number): number[] {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return [...bytes];
}

function fractions(...numbers: readonly number[]): number[] {
  const bytes = Buffer.alloc(numbers.length * 8);
  numbers.forEach((n, i) => {
    bytes.writeUInt32LE(n, i * 8);
    bytes.writeUInt32LE(1, i * 8 + 4);
  });
  return [...bytes];
}

/** A JPEG head that says: taken 2024-06-03 09:15:00 at 39° 56′ 24″ N, 116° 6′ 0″ E. */
function photo(): Uint8Array {
  const text = [...Buffer.from('2024:06:03 09:15:00\0')];
  const main = [2, 0, ...entry(0x8769, 4, 1, 38), ...entry(0x8825, 4, 1, 76), 0, 0, 0, 0];
  const exif = [1, 0, ...entry(0x9003, 2, 20, 56), 0, 0, 0, 0];
  const north = 'N'.codePointAt(0) ?? 0;
  const east = 'E'.codePointAt(0) ?? 0;
  const gps = [4, 0, ...entry(1, 2, 2, north), ...entry(2, 5, 3, 130), ...entry(3, 2, 2, east), ...entry(4, 5, 3, 154)];
  const tiff = [
    ...Buffer.from('II*\0'),
    ...Buffer.from([8, 0, 0, 0]),
    ...main,
    ...exif,
    ...text,
    ...gps,
    ...Buffer.alloc(4),
    ...fractions(39, 56, 24),
    ...fractions(116, 6, 0),
  ];
  const segment = [...Buffer.from('Exif\0\0'), ...tiff];
  const length = segment.length + 2;
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 0xff, ...segment, 0xff, 0xd9]);
}

let it: TestWorkspace;
let as: (actor: Actor) => Application;

beforeAll(async () => {
  it = await testWorkspace(false, '2024-06-05T10:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
});
afterAll(() => it.remove());

describe('evidence', () => {
  test('a photo is kept under its hash, with the time and place that it says', async () => {
    const bytes = photo();
    const kept = await as(town).addEvidence({ name: '裸地苫盖.jpg', bytes });
    expect(kept).toMatchObject({
      id: createHash('sha256').update(bytes).digest('hex'),
      type: 'image/jpeg',
      takenAt: '2024-06-03T09:15',
      by: '联络员丁',
      at: '2024-06-05T10:00',
    });
    expect(kept.place?.latitude).toBeCloseTo(39.94, 10);
    expect(kept.place?.longitude).toBeCloseTo(116.1, 10);
    const opened = await as(leader).evidenceBytes(kept.id);
    expect(opened.bytes).toEqual(bytes);
  });

  test('the same bytes again are the same file, whatever they are called', async () => {
    const again = await as(town).addEvidence({ name: '另一个名字.jpg', bytes: photo() });
    expect(again.name).toBe('裸地苫盖.jpg');
  });

  test.each([
    ['空.jpg', '', '空的'],
    ['脚本.jpg', '<script>', '不是照片'],
    ['压缩包.zip', 'PK\u0003\u0004…', '不是照片'],
  ])('%s is refused with the reason', async (name, content, why) => {
    const bytes = new TextEncoder().encode(content);
    await expect(as(town).addEvidence({ name, bytes })).rejects.toMatchObject({
      code: 'bad-file',
      text: { zh: expect.stringContaining(why) },
    });
  });

  test('a file larger than 20 MB is refused', async () => {
    const bytes = new Uint8Array(20 * 1_048_576 + 1);
    bytes.set(photo());
    await expect(as(town).addEvidence({ name: '大.jpg', bytes })).rejects.toThrow('20 MB');
  });

  test('a broken photo says nothing and is kept all the same', async () => {
    const kept = await as(town).addEvidence({ name: '坏.jpg', bytes: photo().slice(0, 60) });
    expect(kept).toMatchObject({ takenAt: null, place: null });
  });

  test('who looks on may open it, not bring any; a file that is not there is said so', async () => {
    await expect(as(leader).addEvidence({ name: 'a.jpg', bytes: photo() })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(as(leader).evidenceBytes('0'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('bytes that were changed on the disk are not given out', async () => {
    const { id } = await as(town).addEvidence({ name: 'x.pdf', bytes: new TextEncoder().encode('%PDF-1.7 甲') });
    const path = join(it.folder, 'files', id.slice(0, 2), id.slice(2));
    await writeFile(path, '%PDF-1.7 乙');
    await expect(as(leader).evidenceBytes(id)).rejects.toMatchObject({ code: 'workspace-damaged' });
    await rm(path);
    await expect(as(leader).evidenceBytes(id)).rejects.toMatchObject({ code: 'workspace-damaged' });
  });

  test('no half-written file is left behind', async () => {
    const names = await readdir(join(it.folder, 'files'), { recursive: true });
    expect(names.filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
