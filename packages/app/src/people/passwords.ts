import { argon2, randomBytes, randomInt, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { QingshanError, type Localized } from '@qingshan/kernel';
import type { Settings } from './settings.ts';

/** Argon2id with the least parameters that OWASP's Password Storage Cheat Sheet names: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_LENGTH = 32;

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;

const argon2id = promisify((message: string, nonce: Buffer, cost: Cost, done: (e: Error | null, tag: Buffer) => void) =>
  argon2('argon2id', { message, nonce, tagLength: TAG_LENGTH, ...cost }, done),
);

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

/** A hash in the PHC string format, with its parameters and a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await argon2id(password.normalize('NFC'), salt, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Takes as long for a person who does not exist (`hash` null) as for one who does. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(hash ?? '') ?? [];
  const cost =
    memory === undefined ? COST : { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await argon2id(password.normalize('NFC'), Buffer.from(salt || 'nobody has this.', 'base64'), cost);
  const expected = Buffer.from(tag, 'base64');
  return found.length === expected.length && timingSafeEqual(found, expected);
}

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** What a password breaks of the rules; empty: it is good. */
export function passwordFaults(
  password: string,
  person: { readonly id: string; readonly name: string },
  { length, classes }: Settings['password'],
): Localized[] {
  const faults: Localized[] = [];
  const characters = [...password].length;
  if (characters < length) faults.push({ zh: `至少 ${length} 个字符`, en: `at least ${length} characters` });
  if (characters > 128) faults.push({ zh: '最多 128 个字符', en: 'at most 128 characters' });
  if (CLASSES.filter((c) => c.test(password)).length < classes) {
    faults.push({
      zh: `大写字母、小写字母、数字、其他符号中至少 ${classes} 类`,
      en: `at least ${classes} of capital letters, small letters, digits, other signs`,
    });
  }
  const low = password.toLowerCase();
  if ([person.id, person.name].some((name) => name !== '' && low.includes(name.toLowerCase()))) {
    faults.push({ zh: '不能含有用户名或姓名', en: 'not with the user name or the name in it' });
  }
  return faults;
}

/**
 * Refuses a password that breaks the rules or was used before. `before`: hashes, the newest first.
 *
 * @throws QingshanError `bad-password`
 */
export async function checkPassword(
  password: string,
  person: { readonly id: string; readonly name: string; readonly before: readonly string[] },
  rules: Settings['password'],
): Promise<void> {
  const faults = passwordFaults(password, person, rules);
  for (const hash of person.before.slice(0, rules.history)) {
    if (!(await verifyPassword(password, hash))) continue;
    faults.push({
      zh: `不能与最近 ${rules.history} 次用过的相同`,
      en: `not one of the last ${rules.history}`,
    });
    break;
  }
  if (faults.length === 0) return;
  const why = { zh: faults.map((f) => f.zh).join('；'), en: faults.map((f) => f.en).join('; ') };
  throw new QingshanError('bad-password', { why });
}

/** Without signs that look alike. */
const LETTERS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789', '-_+='] as const;

function pick(from: string): string {
  return from[randomInt(from.length)] ?? '';
}

/** A password that nobody chose: 16 characters of all four classes. */
export function generatePassword(): string {
  const all = LETTERS.join('');
  const signs = [...LETTERS.map(pick), ...Array.from({ length: 12 }, () => pick(all))];
  for (let i = signs.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [signs[i], signs[j]] = [signs[j] ?? '', signs[i] ?? ''];
  }
  return signs.join('');
}
