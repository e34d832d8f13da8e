import { expect, test } from 'vitest';
import { fromBase32, hotp, matchingStep, newSecret, otpauthUri, stepOf, toBase32 } from './totp.ts';

/** RFC 6238 Appendix B and RFC 4226 Appendix D: the secret of the SHA-1 vectors. */
const SECRET = Buffer.from('12345678901234567890');

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('RFC 6238 Appendix B: at %d the code is %s', (seconds, code) => {
  expect(hotp(SECRET, stepOf(seconds), 8)).toBe(code);
  // Six digits are the last six of eight.
  expect(matchingStep(toBase32(SECRET), code.slice(2), seconds)).toBe(Math.floor(seconds / 30));
});

const HOTP = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];

test.each(HOTP.map((code, counter) => ({ counter, code })))(
  'RFC 4226 Appendix D: counter $counter gives $code',
  ({ counter, code }) => {
    expect(hotp(SECRET, counter)).toBe(code);
  },
);

test('a code of the step before or after is taken, one of two steps away is not', () => {
  const secret = toBase32(SECRET);
  // 969429 is the code of counter 3: seconds 90 to 119.
  const found = [59, 60, 90, 119, 149, 150].map((s) => matchingStep(secret, '969429', s));
  expect(found).toEqual([null, 3, 3, 3, 3, null]);
  expect(matchingStep(secret, '96 94 29', 100)).toBe(3);
  expect(matchingStep(secret, '', 100)).toBeNull();
});

test('secrets go through base32 (RFC 4648 section 10) and back', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(fromBase32('MZXW6YTBOI').toString()).toBe('foobar');
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(newSecret());
});

test('the address for authenticator apps carries the secret and who it is for', () => {
  const uri = new URL(otpauthUri('MZXW6YTBOI', 'zhang.san', '青山 门头沟区'));
  expect(uri.href).toMatch(/^otpauth:\/\/totp\//);
  expect(decodeURIComponent(uri.pathname)).toMatch(/青山 门头沟区:zhang\.san$/);
  expect(uri.searchParams.get('secret')).toBe('MZXW6YTBOI');
});
