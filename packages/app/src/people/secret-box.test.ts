import { expect, test } from 'vitest';
import { secretBox } from './secret-box.ts';

const box = secretBox(Buffer.alloc(32, 1));
const SECRET = 'JBSWY3DPEHPK3PXP';

// McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 14: a key, a nonce and a text of zeros.
test('opens the published example', () => {
  const tag = Buffer.from('d0d1c8a799996bf0265b98b5d48ab919', 'hex');
  const text = Buffer.from('cea7403d4d606b6e074ec5d3baf39d18', 'hex');
  const sealed = `sealed:v1:${Buffer.concat([Buffer.alloc(12), tag, text]).toString('base64')}`;
  expect(secretBox(Buffer.alloc(32)).open(sealed, '')).toBe('\0'.repeat(16));
});

test('gives back what was sealed, which cannot be seen and is never sealed alike', () => {
  const [one, two] = [box.seal(SECRET, 'zhang'), box.seal(SECRET, 'zhang')];
  expect(one).not.toBe(two);
  expect(Buffer.from(one.split(':').at(-1) ?? '', 'base64').toString('latin1')).not.toContain(SECRET);
  expect([box.open(one, 'zhang'), box.open(two, 'zhang')]).toEqual([SECRET, SECRET]);
});

test('opens with the same key, for the same person and unchanged only', () => {
  const sealed = box.seal(SECRET, 'zhang');
  const bytes = Buffer.from(sealed.slice('sealed:v1:'.length), 'base64');
  const changed = [0, 12, bytes.length - 1].map((at) => {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    return `sealed:v1:${other.toString('base64')}`;
  });
  for (const text of [...changed, SECRET, 'sealed:v1:', '']) {
    expect(() => box.open(text, 'zhang')).toThrow(expect.objectContaining({ code: 'secret-unreadable' }));
  }
  expect(() => box.open(sealed, 'wang')).toThrow('wang');
  expect(() => secretBox(Buffer.alloc(32, 2)).open(sealed, 'zhang')).toThrow('secret.key');
});
