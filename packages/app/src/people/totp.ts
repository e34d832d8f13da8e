import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** One-time codes after RFC 6238 (TOTP) over RFC 4226 (HOTP), as authenticator apps show them. */

const STEP = 30;
const DIGITS = 6;
/** A code of the step before or after is taken too, for clocks that differ (RFC 6238 5.2). */
const DRIFT = [0, -1, 1];
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of a counter. `secret`: bytes; RFC 4226 5.3. */
export function hotp(secret: Buffer, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The step that a moment (seconds of Unix time) lies in. */
export function stepOf(seconds: number): number {
  return Math.floor(seconds / STEP);
}

/** The step whose code was given, or `null`; `seconds` in Unix time. */
export function matchingStep(secret: string, code: string, seconds: number): number | null {
  const given = Buffer.from(code.replaceAll(/\s/g, ''));
  const bytes = fromBase32(secret);
  const step = DRIFT.map((d) => stepOf(seconds) + d).find((s) => {
    const expected = Buffer.from(hotp(bytes, s));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return step ?? null;
}

/** A new secret of 160 bits (RFC 4226 4, R6) in base32, as authenticator apps take it. */
export function newSecret(): string {
  return toBase32(randomBytes(20));
}

export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The address that an authenticator app reads from a QR code or a link. */
export function otpauthUri(secret: string, person: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(person)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&digits=${DIGITS}&period=${STEP}`;
}
