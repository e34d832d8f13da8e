import type { PersonRecord, Registry } from '@qingshan/app';
import { expect, test } from 'vitest';

export const ZHANG: PersonRecord = {
  id: 'zhang.san',
  name: '张三',
  role: 'town',
  unit: 'mtg-dayu',
  state: 'active',
  lockedUntil: null,
  password: '$argon2id$v=19$…',
  passwordAt: 2_000_000_000,
  mustChange: true,
  history: ['c', 'b', 'a'],
  failures: 0,
  secret: null,
  newSecret: null,
  lastStep: 0,
  demonstration: false,
  createdAt: 2_000_000_000,
  lastSignIn: null,
};

/** What every adapter does with people, sessions and questions to the audit. */
export function peopleContract(registryOf: () => Registry): void {
  const people = () => registryOf().people;

  test('people are kept as they were written, and a user name is given once', async () => {
    await people().addPerson({ ...ZHANG, id: 'wang', unit: null, password: null });
    await people().addPerson(ZHANG);
    expect(await people().person('zhang.san')).toEqual(ZHANG);
    expect(await people().person('nobody')).toBeNull();
    expect((await people().people()).map((p) => p.id)).toEqual(['wang', 'zhang.san']);
    await expect(people().addPerson({ ...ZHANG, name: '另一个' })).rejects.toMatchObject({ code: 'person-exists' });
    expect((await people().person('zhang.san'))?.name).toBe('张三');
  });

  test('people change only in what is named', async () => {
    await people().addPerson(ZHANG);
    const change = {
      state: 'locked',
      lockedUntil: 2_000_000_900,
      history: ['d'],
      unit: null,
      mustChange: false,
      secret: 'MZXW6YTBOI',
    } as const;
    await people().setPerson('zhang.san', change);
    expect(await people().person('zhang.san')).toEqual({ ...ZHANG, ...change });
    await expect(people().setPerson('nobody', change)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('failures at the same moment are all counted', async () => {
    await people().addPerson(ZHANG);
    const counts = await Promise.all(Array.from({ length: 5 }, () => people().countFailure('zhang.san')));
    expect(counts.sort()).toEqual([1, 2, 3, 4, 5]);
    await expect(people().countFailure('nobody')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a code is used once, also by two at the same moment', async () => {
    await people().addPerson(ZHANG);
    const used = await Promise.all([people().useStep('zhang.san', 50), people().useStep('zhang.san', 50)]);
    expect(used.sort()).toEqual([false, true]);
    expect(await people().useStep('zhang.san', 49)).toBe(false);
    expect(await people().useStep('zhang.san', 51)).toBe(true);
  });

  test('sessions begin, are seen, and end', async () => {
    await people().addPerson(ZHANG);
    await people().addPerson({ ...ZHANG, id: 'wang' });
    const session = { hash: 'h1', person: 'zhang.san', createdAt: 10, seenAt: 10 };
    for (const hash of ['h1', 'h2', 'h3']) await people().addSession({ ...session, hash });
    await people().addSession({ ...session, hash: 'w', person: 'wang', createdAt: 5 });
    await people().touchSession('h1', 20);
    expect(await people().session('h1')).toEqual({ ...session, seenAt: 20 });
    await people().endSession('h2');
    expect(await people().session('h2')).toBeNull();
    await people().endSessions('zhang.san', 'h1');
    expect([await people().session('h3'), (await people().session('h1'))?.hash]).toEqual([null, 'h1']);
    await people().forgetSessions(10);
    expect([await people().session('w'), (await people().session('h1'))?.hash]).toEqual([null, 'h1']);
    await people().endSessions('zhang.san');
    expect(await people().session('h1')).toBeNull();
  });

  test('the audit is asked for by person, action, subject and time', async () => {
    const entry = { at: 100, actor: 'zhang.san', action: 'import', subject: 'batch:1', detail: '{}' };
    const entries = [
      entry,
      { ...entry, at: 200, actor: 'wang', action: 'reset-password', subject: 'person:zhang.san' },
      { ...entry, at: 300, actor: 'wang', subject: 'batch:100%_' },
      { ...entry, at: 400, actor: 'zhang.san2', action: 'sign-in', subject: 'person:zhang.san2' },
    ];
    for (const e of entries) await registryOf().audit(e);
    const at = async (filter: Parameters<Registry['audits']>[0]) =>
      (await registryOf().audits(filter)).map((e) => e.at);
    expect(await at({})).toEqual([100, 200, 300, 400]);
    expect(await at({ person: 'zhang.san' })).toEqual([100, 200]);
    expect(await at({ action: 'import' })).toEqual([100, 300]);
    expect(await at({ subject: '%_' })).toEqual([300]);
    expect(await at({ from: 200, to: 300 })).toEqual([200, 300]);
    expect(await at({ action: 'import', last: 1 })).toEqual([300]);
  });
}
