import { createApplication, type Application, type Message, type Messenger } from '@qingshan/app';
import { SYSTEM, type Actor } from '@qingshan/campaign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };
const leader: Actor = { id: 'p5', name: '领导戊', role: 'leader', unit: null };
const EMPTY = { quantity: null, steps: [], kept: null, percent: null };
const content = (text: string) => ({
  progress: { ...EMPTY, quantity: '3', kept: true },
  text,
  problems: '',
  next: '',
  evidence: [],
});

let it: TestWorkspace;
let as: (actor: Actor) => Application;
let sent: Message[];
let failing = false;
/** Two measures on which the transport bureau reports every month. */
let own: readonly string[];

beforeAll(async () => {
  it = await testWorkspace(false, '2024-01-03T09:00');
  sent = [];
  const post = (channel: Messenger['channel']): Messenger => ({
    channel,
    send: async (message) => {
      if (failing) throw new Error('no network');
      sent.push(message);
    },
  });
  const application = createApplication({ ...it.workspace, messengers: [post('mail'), post('wecom')] });
  as = (actor) => application.as(actor);
  const { rows } = await as(office).assignments({ unit: 'mtg-transport' });
  own = rows.filter((row) => row.reports && row.progressKind === 'quantity').map((row) => row.id);
  own = own.slice(0, 2);
});
afterAll(() => it.remove());

async function kinds(actor: Actor): Promise<string[]> {
  return (await as(actor).inbox()).notices.map((n) => `${n.kind} ${n.count}`);
}

describe('the inbox', () => {
  test('says what others did that concerns the unit, one act at a time', async () => {
    expect(await kinds(liaison)).toEqual([]);
    await as(office).changeDispatch({ do: 'dispatch', assignments: [...own], share: null, note: '' });
    expect(await kinds(liaison)).toEqual(['dispatched 2']);
    expect((await as(liaison).inbox()).notices[0]).toMatchObject({ by: '攻坚办甲', path: '/work', read: false });
    // Nobody is told what they did themselves, and nobody what concerns others only.
    expect(await kinds(office)).toEqual([]);
    expect(await kinds(leader)).toEqual([]);
    await as(liaison).signFor({ assignments: [...own] });
    expect(await kinds(liaison)).toEqual(['dispatched 2']);
  });

  test('says when reports fall due and when they are late, until they are handed in', async () => {
    // January's reports are due on the first working day of February, Thursday the 1st.
    it.clock.set('2024-01-28T09:00');
    expect(await kinds(liaison)).toEqual(['dispatched 2']);
    it.clock.set('2024-01-29T09:00');
    expect(await kinds(liaison)).toEqual(['due-soon 2', 'dispatched 2']);
    it.clock.set('2024-02-02T09:00');
    expect(await kinds(liaison)).toEqual(['overdue 2', 'dispatched 2']);
    await as(liaison).writeReport(`${own[0]}/2024-01`, { do: 'submit', content: content('已完成') });
    expect(await kinds(liaison)).toEqual(['overdue 1', 'dispatched 2']);
  });

  test('says what was returned, and leads there', async () => {
    await as(office).verifyReport(`${own[0]}/2024-01`, { do: 'return', remark: '请附凭证' });
    const { notices } = await as(liaison).inbox();
    const returned = notices.find((n) => n.kind === 'returned');
    expect(returned).toMatchObject({ count: 1, path: `/reports/${own[0]}/2024-01`, by: '攻坚办甲' });
  });

  test('counts what is unread; a mark stays with the person', async () => {
    const { notices, unread } = await as(liaison).inbox();
    expect(unread).toBe(3);
    const [first] = notices;
    expect(await as(liaison).readNotices({ notices: [first?.id ?? ''] })).toEqual({ unread: 2 });
    expect((await as(liaison).inbox()).notices.filter((n) => n.read).map((n) => n.id)).toEqual([first?.id]);
    expect((await as({ ...liaison, id: 'p9' }).inbox()).unread).toBe(3);
  });

  test('leaves out what one does not want to be told', async () => {
    const setting = { mail: 'p3@example.org', muted: ['dispatched' as const] };
    expect((await as(liaison).setNotices(setting)).setting).toEqual(setting);
    expect(await kinds(liaison)).not.toContain('dispatched 2');
    expect((await as({ ...liaison, id: 'p9' }).inbox()).notices).toHaveLength(3);
  });

  test('of the office has what is asked of it', async () => {
    const [measure = ''] = own[0]?.split('/') ?? [];
    await as(liaison).askChange({ measure, unit: 'mtg-transport', what: 'cancel', to: null, reason: '任务已并入他项' });
    expect(await kinds(office)).toEqual(['change-asked 1']);
  });
});

describe('the digest of a day', () => {
  beforeAll(async () => {
    for (const [id, role, unit] of [
      ['p3', 'department', 'mtg-transport'],
      ['p5', 'leader', null],
    ] as const) {
      await as(SYSTEM).addPerson({ id, name: '某人', role, unit, localPassword: false });
    }
    await as(leader).setNotices({ mail: 'p5@example.org', muted: [] });
  });

  test('goes by mail to who wants it and has something unread, to the group once, and once a day', async () => {
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 2, failed: 0, skipped: 0 });
    expect(sent.map((m) => m.to)).toEqual(['p3@example.org', '*']);
    expect(sent[0]?.title).toBe('青山：1 条未读消息（2024-02-02）');
    expect(sent[0]?.lines.join('\n')).toContain('份报告');
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 0, failed: 0, skipped: 2 });
    expect(sent).toHaveLength(2);
  });

  test('that certainly did not arrive is tried again, ever later', async () => {
    it.clock.set('2024-02-03T09:00');
    failing = true;
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 0, failed: 2, skipped: 0 });
    it.clock.set('2024-02-03T09:04');
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 0, failed: 0, skipped: 2 });
    it.clock.set('2024-02-03T09:05');
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 0, failed: 2, skipped: 0 });
    it.clock.set('2024-02-03T09:14');
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 0, failed: 0, skipped: 2 });
    failing = false;
    it.clock.set('2024-02-03T09:15');
    expect(await as(SYSTEM).sendDigests()).toEqual({ sent: 2, failed: 0, skipped: 0 });
  });

  test('of a demonstration goes nowhere', async () => {
    const messenger: Messenger = { channel: 'wecom', send: () => Promise.reject(new Error('sent')) };
    const demonstration = { today: '2024-01-31' };
    const application = createApplication({ ...it.workspace, demonstration, messengers: [messenger] });
    expect(await application.as(SYSTEM).sendDigests()).toEqual({ sent: 0, failed: 0, skipped: 0 });
  });
});
