import { describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import { doubtsOf } from './doubts.ts';
import type { Act, LoopEvent, RecordedEvent } from './event.ts';
import { NO_PROGRESS, standingOf, type ProgressSpec } from './progress.ts';
import {
  canDo,
  decideReport,
  EMPTY_REPORT,
  evolveReport,
  NO_REPORT,
  type Report,
  type ReportCommand,
  type ReportContent,
} from './report.ts';

const liaison: Actor = { id: 'u1', name: '联络员', role: 'department', unit: 'mtg-transport' };
const office: Actor = { id: 'u2', name: '攻坚办', role: 'plan-office', unit: 'mtg-eeb' };
const quantity: ProgressSpec = { kind: 'quantity', target: '40', unit: '辆' };

function content(change: Partial<ReportContent> & { quantity?: string | null } = {}): ReportContent {
  const { quantity: done = '10', ...rest } = change;
  return { ...EMPTY_REPORT, progress: { ...NO_PROGRESS, quantity: done }, ...rest };
}

function recorded(event: LoopEvent, act: Act, seq: number): RecordedEvent {
  return { ...event, id: seq, seq, subject: 'report:x', at: act.at, by: act.by };
}

/** Runs commands one after the other, as the application does. */
function run(steps: readonly (readonly [ReportCommand, Actor, number])[], spec = quantity): Report {
  let report = NO_REPORT;
  for (const [command, by, at] of steps) {
    for (const event of decideReport(report, command, { by, at }, spec)) {
      report = evolveReport(report, recorded(event, { by, at }, report.seq + 1));
    }
  }
  return report;
}

const submit = (c = content()): ReportCommand => ({ do: 'submit', content: c });

describe('a report', () => {
  test('goes from draft over submission to verification', () => {
    const report = run([
      [{ do: 'save', content: content() }, liaison, 10],
      [submit(), liaison, 20],
      [{ do: 'accept', remark: '现场抽查 3 辆' }, office, 30],
    ]);
    expect(report).toMatchObject({
      state: 'accepted',
      firstSubmittedAt: 20,
      decidedBy: office,
      remark: '现场抽查 3 辆',
    });
    expect(report.accepted).toEqual(content());
  });

  test('comes back with a reason and keeps the day of its first submission', () => {
    const report = run([
      [submit(), liaison, 20],
      [{ do: 'return', remark: '缺佐证' }, office, 30],
      [submit(content({ quantity: '12' })), liaison, 40],
    ]);
    expect(report).toMatchObject({ state: 'submitted', firstSubmittedAt: 20, submittedAt: 40, remark: '缺佐证' });
  });

  test('can be withdrawn while nobody has acted, and then counts as not handed in', () => {
    expect(
      run([
        [submit(), liaison, 20],
        [{ do: 'withdraw' }, liaison, 25],
      ]),
    ).toMatchObject({
      state: 'draft',
      firstSubmittedAt: null,
      submitted: null,
      content: content(),
    });
  });

  test('that a later check finds untrue is returned and no longer verified', () => {
    const report = run([
      [submit(), liaison, 20],
      [{ do: 'accept', remark: '' }, office, 30],
      [{ do: 'recheck', holds: false, remark: '现场只有 8 辆' }, office, 90],
    ]);
    expect(report).toMatchObject({ state: 'returned', accepted: null, remark: '现场只有 8 辆' });
  });

  test('a decision is taken back by whoever made it, and everything is as before', () => {
    const returned = [
      [submit(), liaison, 20],
      [{ do: 'return', remark: '缺佐证' }, office, 30],
      [submit(content({ quantity: '12' })), liaison, 40],
    ] as const;
    const again = run([...returned, [{ do: 'accept', remark: '属实' }, office, 50], [{ do: 'reopen' }, office, 60]]);
    expect(again).toEqual({ ...run(returned), seq: 5 });
    expect(run([...returned, [{ do: 'return', remark: '不全' }, office, 50], [{ do: 'reopen' }, office, 60]])).toEqual({
      ...run(returned),
      seq: 5,
    });
  });

  test('a decision on which others have acted stands, and so does another person’s', () => {
    const accepted = run([
      [submit(), liaison, 20],
      [{ do: 'accept', remark: '' }, office, 30],
    ]);
    const other = { ...office, id: 'u9' };
    expect(() => decideReport(accepted, { do: 'reopen' }, { by: other, at: 40 }, quantity)).toThrow('作出核查的人');
    const redrafted = run([
      [submit(), liaison, 20],
      [{ do: 'return', remark: '缺佐证' }, office, 30],
      [{ do: 'save', content: content({ quantity: '11' }) }, liaison, 40],
    ]);
    expect(() => decideReport(redrafted, { do: 'reopen' }, { by: office, at: 50 }, quantity)).toThrow('处理之前');
    const taken = run([
      [submit(), liaison, 20],
      [{ do: 'accept', remark: '' }, office, 30],
      [{ do: 'reopen' }, office, 40],
    ]);
    expect(() => decideReport(taken, { do: 'reopen' }, { by: office, at: 50 }, quantity)).toThrow('已提交');
  });

  test('a note decides nothing', () => {
    const before = run([[submit(), liaison, 20]]);
    const check = {
      act: '7b0f9f2e-7a55-4a7c-8f0e-1f2d3c4b5a69',
      holds: false,
      reading: null,
      at: '2024-06-03T09:15',
      place: null,
      evidence: [],
    };
    const [event] = decideReport(before, { do: 'note', remark: '未见施工', check }, { by: office, at: 30 }, quantity);
    expect(event).toEqual({ type: 'noted', data: { remark: '未见施工', check } });
    const after = event && evolveReport(before, recorded(event, { by: office, at: 30 }, 2));
    expect(after).toEqual({ ...before, seq: 2 });
  });

  test('saved unchanged leaves no event', () => {
    const draft = run([[{ do: 'save', content: content() }, liaison, 10]]);
    expect(decideReport(draft, { do: 'save', content: content() }, { by: liaison, at: 11 }, quantity)).toEqual([]);
  });

  test.each([
    ['a figure is missing', submit(content({ quantity: null })), '累计完成量'],
    ['the verifier wrote it', { do: 'accept', remark: '' }, '另一人'],
    ['no reason is given', { do: 'return', remark: ' ' }, '原因'],
  ] as const)('is refused when %s', (_, command, words) => {
    const submitted = run([[submit(), command.do === 'return' ? liaison : office, 20]]);
    const report = command.do === 'submit' ? NO_REPORT : submitted;
    expect(() => decideReport(report, command, { by: office, at: 30 }, quantity)).toThrow(words);
  });

  test('a duty that was not kept needs its reason', () => {
    const kept = (value: boolean, problems: string) =>
      submit({ ...EMPTY_REPORT, progress: { ...NO_PROGRESS, kept: value }, problems });
    const act = { by: liaison, at: 1 };
    expect(() => decideReport(NO_REPORT, kept(false, ''), act, { kind: 'routine' })).toThrow('存在问题');
    expect(decideReport(NO_REPORT, kept(false, '暴雨停工'), act, { kind: 'routine' })).toHaveLength(1);
    expect(decideReport(NO_REPORT, kept(true, ''), act, { kind: 'routine' })).toHaveLength(1);
  });

  test('allows in each state exactly what the table says', () => {
    const commands = ['save', 'submit', 'withdraw', 'accept', 'return', 'recheck', 'reopen', 'note'] as const;
    const table = {
      none: ['save', 'submit'],
      draft: ['save', 'submit', 'note'],
      submitted: ['withdraw', 'accept', 'return', 'note'],
      returned: ['save', 'submit', 'reopen', 'note'],
      accepted: ['recheck', 'reopen', 'note'],
    } as const;
    for (const [state, allowed] of Object.entries(table) as [Report['state'], readonly string[]][]) {
      expect(commands.filter((command) => canDo(state, command))).toEqual(allowed);
    }
    expect(() => decideReport(NO_REPORT, { do: 'accept', remark: '' }, { by: office, at: 1 }, quantity)).toThrow(
      '未填报',
    );
  });
});

describe('how far a measure has come', () => {
  test('quantity: 10 of 40 is a quarter, 44 of 40 is more than all', () => {
    expect(standingOf(quantity, content().progress)).toMatchObject({
      share: 0.25,
      done: '10',
      of: '40',
      complete: false,
    });
    expect(standingOf(quantity, content({ quantity: '44' }).progress)).toMatchObject({ share: 1.1, complete: true });
    expect(standingOf({ ...quantity, target: null }, content().progress)).toMatchObject({ share: null, done: '10' });
  });

  test('milestones: steps of the list that are done', () => {
    const steps = [
      { id: 'a', title: '开工', due: '2024-03-31' },
      { id: 'b', title: '完工', due: '2024-10-31' },
    ];
    const progress = {
      ...NO_PROGRESS,
      steps: [
        { id: 'a', on: '2024-03-20' },
        { id: 'x', on: '2024-03-20' },
      ],
    };
    expect(standingOf({ kind: 'milestones', steps }, progress)).toMatchObject({ share: 0.5, done: '1', of: '2' });
  });

  test('routine: periods in which the duty was kept, of those told', () => {
    const kept = (value: boolean | null) => ({ ...NO_PROGRESS, kept: value });
    const before = [kept(true), kept(false), kept(null)];
    expect(standingOf({ kind: 'routine' }, kept(true), before)).toMatchObject({ done: '2', of: '3', complete: false });
  });

  test('judged: a typed share is marked as such', () => {
    expect(standingOf({ kind: 'judged' }, { ...NO_PROGRESS, percent: 60 })).toMatchObject({ share: 0.6, typed: true });
  });
});

describe('doubts', () => {
  const codes = (now: ReportContent, before: readonly ReportContent[] = [], used: readonly string[] = []) =>
    doubtsOf(quantity, now, before, new Set(used)).map((d) => d.code);

  test.each([
    ['a total that goes down', content({ quantity: '9' }), [content()], ['decreased']],
    ['more than planned', content({ quantity: '41' }), [], ['more-than-planned']],
    ['words without a figure', content({ text: '正在积极推进相关工作' }), [], ['no-figure']],
    ['words with one', content({ text: '正在积极推进，本月更新 3 辆' }), [], []],
    [
      'the words of an earlier period',
      content({ text: '已更新 3 辆' }),
      [content({ text: '已更新 3 辆' })],
      ['copied-text'],
    ],
    [
      'the same increase three times',
      content({ quantity: '20' }),
      ['5', '10', '15'].map((q) => content({ quantity: q })),
      ['repeated-figures'],
    ],
    ['two equal increases', content({ quantity: '15' }), ['5', '10'].map((q) => content({ quantity: q })), []],
    ['nothing done three times', content({ quantity: '5' }), ['5', '5', '5'].map((q) => content({ quantity: q })), []],
  ])('%s', (_, now, before, expected) => {
    expect(codes(now, before)).toEqual(expected);
  });

  test('a file that is evidence elsewhere', () => {
    const file = 'a'.repeat(64);
    expect(codes(content({ evidence: [file] }), [], [file])).toEqual(['evidence-reused']);
    expect(codes(content({ evidence: [file] }), [], ['b'.repeat(64)])).toEqual([]);
  });
});
