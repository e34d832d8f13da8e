import { argon2Sync } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { checkPassword, generatePassword, hashPassword, passwordFaults, verifyPassword } from './passwords.ts';

const RULES = { length: 8, classes: 3, days: 90, history: 2 };
const ZHANG = { id: 'zhang.san', name: '张三' };

describe('a password', () => {
  it.each([
    ['Abcdef12', 0, 'three classes, eight characters'],
    ['青山绿水 Ab1', 0, 'Chinese characters are other signs'],
    ['Abcde12', 1, 'seven characters'],
    ['abcdef12', 1, 'two classes'],
    ['abc', 2, 'short and of one class'],
    ['Zhang.San-2024', 1, 'the user name in it, whatever the case'],
    ['我是张三 Ab1', 1, 'the name in it'],
    [`Aa1${'x'.repeat(126)}`, 1, '129 characters'],
  ])('%s breaks %d rules: %s', (password, faults) => {
    expect(passwordFaults(password, ZHANG, RULES)).toHaveLength(faults);
  });

  it('may come again only after as many others as the rules say', async () => {
    const before = await Promise.all(['Third-3333', 'Second-222', 'First-1111'].map(hashPassword));
    const check = (password: string) => checkPassword(password, { ...ZHANG, before }, RULES);
    await expect(check('Third-3333')).rejects.toMatchObject({ code: 'bad-password' });
    await expect(check('Second-222')).rejects.toThrow('最近 2 次');
    await expect(check('First-1111')).resolves.toBeUndefined();
  });
});

describe('a hash', () => {
  it('is Argon2id in the PHC format, and another each time', async () => {
    const [one, two] = await Promise.all([hashPassword('Abcdef12'), hashPassword('Abcdef12')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('Abcdef12', one)).toBe(true);
    expect(await verifyPassword('Abcdef13', one)).toBe(false);
  });

  it('is checked by its own parameters when the product’s have changed', async () => {
    const [memory, passes, parallelism] = [1024, 1, 2];
    const nonce = Buffer.from('saltsaltsaltsalt');
    const tag = argon2Sync('argon2id', { message: 'Abcdef12', nonce, memory, passes, parallelism, tagLength: 32 });
    const [salt, hash] = [nonce, tag].map((b) => b.toString('base64').replaceAll('=', ''));
    const stored = `$argon2id$v=19$m=1024,t=1,p=2$${salt}$${hash}`;
    expect(await verifyPassword('Abcdef12', stored)).toBe(true);
    expect(await verifyPassword('Abcdef13', stored)).toBe(false);
  });

  it('that is not there matches nothing', async () => {
    expect(await verifyPassword('', null)).toBe(false);
    expect(await verifyPassword('', 'plain')).toBe(false);
  });

  it('is the same for a password typed with composed and with combining signs', async () => {
    expect(await verifyPassword('e\u0301tude-A1', await hashPassword('\u00e9tude-A1'))).toBe(true);
  });
});

test('generated passwords keep the strictest rules and differ', () => {
  const made = Array.from({ length: 50 }, generatePassword);
  for (const password of made)
    expect(passwordFaults(password, ZHANG, { ...RULES, length: 16, classes: 4 })).toEqual([]);
  expect(new Set(made).size).toBe(50);
});
