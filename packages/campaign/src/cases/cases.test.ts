import { formatMoment, parseMoment } from '@qingshan/kernel';
import { describe, expect, it, test } from 'vitest';
import type { Actor } from '../actor.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import type { LoopEvent } from '../loop/event.ts';
import {
  CASE_STATES,
  NOT_RATED,
  type CaseContent,
  type CaseState,
  type CaseStateName,
  type RecordedElsewhere,
} from './case.ts';
import { canDoCase, decideCase, decideMerge, decideOpen, decideUnmerge, type CaseCommand } from './decide-case.ts';
import { clockUntil, inTime, lightOf } from './deadline.ts';
import { evolveCase } from './evolve-case.ts';
import { hotSpotsOf } from './hot-spots.ts';
import { ladderOf, stepDue } from './ladder.ts';
import { addWorkingSeconds, workingSecondsBetween } from './office-hours.ts';
import { proposeRepeats } from './repeats.ts';

const at = (text: string): number => {
  const moment = parseMoment(text);
  if (moment === null) throw new Error(`not a moment: ${text}`);
  return moment;
};
const rules = {
  ...loadDistrict(districtFolder('mentougou')).cases,
  // Written out here, so that a change of the example changes no test: 7 office hours to the day.
  hours: {
    dispatch: 3.5,
    sign: 3.5,
    verify: 14,
    finish: { complaint: 35, patrol: 21, exceedance: 14, inspection: 70 },
  },
  yellow: 0.25,
};
const { office } = rules;

const OFFICE: Actor = { id: 'p1', name: '办公室甲', role: 'plan-office', unit: 'mtg-eeb' };
const INSPECTOR: Actor = { id: 'p2', name: '检查员乙', role: 'inspector', unit: 'mtg-eeb' };
const TOWN: Actor = { id: 'p3', name: '镇街丙', role: 'town', unit: 'mtg-dayu' };

const CONTENT: CaseContent = {
  source: 'complaint',
  number: 'G1',
  title: '夜间扬尘',
  topic: 'site-dust',
  town: 'mtg-dayu',
  place: '示例街 1 号',
  position: null,
  received: at('2024-10-21T09:00'),
  channel: 'telephone',
  cause: '',
  simulated: true,
};

/** Plays events onto a case. */
function play(id: string, state: CaseState | null, events: readonly LoopEvent[], by: Actor, when: string): CaseState {
  let next = state;
  for (const { type, data } of events) {
    const seq = (next?.seq ?? 0) + 1;
    next = evolveCase(id, next, { id: seq, subject: `case:${id}`, seq, type, data, at: at(when), by });
  }
  if (next === null) throw new Error('nothing happened');
  return next;
}

function opened(id = 'a', content: Partial<CaseContent> = {}, recorded: RecordedElsewhere | null = null): CaseState {
  const all = { ...CONTENT, ...content };
  return play(id, null, decideOpen(all, recorded, null, rules), OFFICE, formatMoment(all.received));
}

function act(state: CaseState, command: CaseCommand, by: Actor, when: string): CaseState {
  return play(state.id, state, decideCase(state, command, { by, at: at(when) }, rules), by, when);
}

const DISPATCH: CaseCommand = { do: 'dispatch', unit: 'mtg-dayu', assisting: ['mtg-housing'], note: '' };

/** A case in each state, as people bring it there. */
function inState(name: CaseStateName): CaseState {
  const fresh = opened();
  const dispatched = act(fresh, DISPATCH, OFFICE, '2024-10-21T10:00');
  const handling = act(dispatched, { do: 'sign' }, TOWN, '2024-10-21T11:00');
  const submitted = act(handling, { do: 'submit', result: '已苫盖', evidence: [] }, TOWN, '2024-10-22T11:00');
  const verified = act(submitted, { do: 'accept', remark: '' }, INSPECTOR, '2024-10-22T15:00');
  const closed = act(verified, { do: 'close', remark: '' }, OFFICE, '2024-10-23T09:00');
  const merged = play('a', fresh, decideMerge(fresh, opened('b')).repeat, OFFICE, '2024-10-21T10:00');
  const withdrawn = play('a', fresh, [{ type: 'withdrawn', data: {} }], OFFICE, '2024-10-21T10:00');
  return { new: fresh, dispatched, handling, submitted, verified, closed, merged, withdrawn }[name];
}

describe('office hours: 9:00–12:00 and 13:30–17:30', () => {
  it.each([
    // within one shift; over lunch; over night; over the weekend of 26 and 27 October
    ['2024-10-21T09:00', 2, '2024-10-21T11:00'],
    ['2024-10-21T11:00', 2, '2024-10-21T14:30'],
    ['2024-10-21T17:00', 1, '2024-10-22T09:30'],
    ['2024-10-25T17:00', 1, '2024-10-28T09:30'],
    // before the office opens, at night, on a Sunday: it waits for the next shift
    ['2024-10-21T06:00', 1, '2024-10-21T10:00'],
    ['2024-10-21T22:00', 1, '2024-10-22T10:00'],
    ['2024-10-27T10:00', 1, '2024-10-28T10:00'],
    // Saturday 12 October was a working day; 1–7 October were holidays
    ['2024-10-11T17:00', 1, '2024-10-12T09:30'],
    ['2024-09-30T17:00', 1, '2024-10-08T09:30'],
    // ends with the day, not with the next morning
    ['2024-10-21T09:00', 7, '2024-10-21T17:30'],
  ])('%s and %d h end at %s', (from, hours, end) => {
    expect(formatMoment(addWorkingSeconds(office, at(from), hours * 3600))).toBe(end);
    expect(workingSecondsBetween(office, at(from), at(end))).toBe(hours * 3600);
    expect(workingSecondsBetween(office, at(end), at(from))).toBe(-hours * 3600);
  });
});

describe('deadlines and lights', () => {
  // Dispatched on Monday 21 October at 10:00. To finish: 35 h, five days of 7 h, until Monday 28 at 10:00. A quarter, 8.75 h, is left
  // after 26.25 h: 6 h on Monday, 7 h on Tuesday, Wednesday and Thursday make 27 h by Thursday evening; 0.75 h less is 16:45.
  const handling = inState('handling');
  it.each([
    ['2024-10-24T16:44', 'green'],
    ['2024-10-24T16:45', 'yellow'],
    ['2024-10-28T10:00', 'yellow'],
    ['2024-10-28T10:01', 'red'],
  ])('at %s %s', (now, light) => expect(lightOf(handling, at(now))).toBe(light));

  test('each stage has its own deadline, and what waits for nobody has no light', () => {
    const light = (name: CaseStateName, now: string) => lightOf(inState(name), at(now));
    // Received at 9:00, 3.5 h: 14:00. Dispatched at 10:00, 3.5 h: 15:00. Handed in on the 22nd at 11:00, 14 h: two days later.
    expect([light('new', '2024-10-21T14:00'), light('new', '2024-10-21T14:01')]).toEqual(['yellow', 'red']);
    expect([light('dispatched', '2024-10-21T15:00'), light('dispatched', '2024-10-21T15:01')]).toEqual([
      'yellow',
      'red',
    ]);
    expect([light('submitted', '2024-10-24T11:00'), light('submitted', '2024-10-24T11:01')]).toEqual(['yellow', 'red']);
    for (const name of ['verified', 'closed', 'merged', 'withdrawn'] as const) {
      expect(light(name, '2025-01-01T09:00')).toBeNull();
    }
  });

  test('what was handed in first decides whether the unit was in time, also after a return', () => {
    const returned = act(inState('submitted'), { do: 'return', remark: '请补照片' }, INSPECTOR, '2024-10-29T09:00');
    expect(inTime(returned, at('2024-11-05T09:00'))).toBe(true);
    expect(lightOf(returned, at('2024-10-29T09:00'))).toBe('red');
    expect(inTime(handling, at('2024-10-28T10:01'))).toBe(false);
    expect(inTime(handling, at('2024-10-28T10:00'))).toBeNull();
  });

  test('a deadline that was set by hand turns yellow by the same share', () => {
    // Monday 9:00 to Tuesday 17:30 is 14 h; 3.5 h are left at 13:30 less … 17:30 − 3.5 h = 14:00.
    const clock = clockUntil(rules, 'finish', at('2024-10-21T09:00'), at('2024-10-22T17:30'));
    expect(formatMoment(clock.yellowAt)).toBe('2024-10-22T14:00');
  });
});

describe('the table of states and commands', () => {
  const COMMANDS: readonly (readonly [CaseCommand, Actor])[] = [
    [{ ...DISPATCH, unit: 'mtg-chengzi' }, OFFICE],
    [{ do: 'sign' }, TOWN],
    [{ do: 'decline', reason: '不在本辖区' }, TOWN],
    [{ do: 'note', text: '已到现场', evidence: [] }, TOWN],
    [{ do: 'submit', result: '已整改', evidence: [] }, TOWN],
    [{ do: 'accept', remark: '' }, INSPECTOR],
    [{ do: 'return', remark: '不属实' }, INSPECTOR],
    [{ do: 'close', remark: '' }, OFFICE],
    [{ do: 'rate', rating: { response: true, solution: true, satisfaction: false } }, OFFICE],
    [{ do: 'reopen', reason: '又反映' }, OFFICE],
    [{ do: 'extend', due: at('2024-12-02T17:30'), reason: '需施工' }, OFFICE],
    [{ do: 'escalate', step: 'reminder', note: '' }, OFFICE],
    [{ do: 'ask-exclusion', reason: '诉求不合理' }, TOWN],
  ];
  // One column a state in the order of CASE_STATES: where the command leads, `-` where it is refused.
  const EXPECTED: Readonly<Record<string, string>> = {
    dispatch: 'dispatched dispatched dispatched - - - - -',
    sign: '- handling - - - - - -',
    decline: '- new - - - - - -',
    note: '- - handling - - - - -',
    submit: '- - submitted - - - - -',
    accept: '- - - verified - - - -',
    return: '- - - handling - - - -',
    close: '- - - - closed - - -',
    rate: '- - - - verified closed - -',
    reopen: '- - - - handling handling - -',
    extend: '- dispatched handling - - - - -',
    escalate: '- dispatched handling - - - - -',
    'ask-exclusion': '- dispatched handling submitted verified closed - -',
  };
  test.each(COMMANDS)('%o', (command, by) => {
    const row = CASE_STATES.map((name) => {
      const state = inState(name);
      if (!canDoCase(state, command.do)) {
        expect(() => decideCase(state, command, { by, at: at('2024-10-23T10:00') }, rules)).toThrow();
        return '-';
      }
      return act(state, command, by, '2024-10-23T10:00').state;
    });
    expect(row.join(' ')).toBe(EXPECTED[command.do]);
  });

  test('nobody verifies what they handed in, nor a unit its own', () => {
    const submitted = inState('submitted');
    const accept = (by: Actor) => () => decideCase(submitted, { do: 'accept', remark: '' }, { by, at: 1 }, rules);
    expect(accept({ ...TOWN, role: 'plan-office' })).toThrow('另一人');
    expect(accept({ ...TOWN, id: 'p9' })).toThrow('承办单位');
  });

  test.each([
    ['dispatched', { do: 'decline', reason: ' ' }, '退单要写明原因'],
    ['handling', { do: 'submit', result: '', evidence: [] }, '没有填写办理结果'],
    ['submitted', { do: 'return', remark: '' }, '退回时要写明原因'],
    ['handling', { do: 'extend', due: 5, reason: '施工' }, '新的时限已经过去'],
    ['handling', { do: 'escalate', step: 'shout', note: '' }, '没有“shout”这一级措施'],
    ['closed', { do: 'reopen', reason: '' }, '重新办理要写明原因'],
  ] as const)('%s: %o says what is missing', (name, command, why) => {
    expect(() => decideCase(inState(name), command, { by: INSPECTOR, at: at('2024-10-23T10:00') }, rules)).toThrow(why);
  });

  test('to the same unit again nothing is sent', () => {
    expect(decideCase(inState('handling'), DISPATCH, { by: OFFICE, at: 1 }, rules)).toEqual([]);
  });
});

describe('repeats', () => {
  test('a merged case is counted in its main case and comes back as it was', () => {
    const main = inState('handling');
    const repeat = { ...inState('dispatched'), id: 'b' };
    const merge = decideMerge(repeat, main);
    const gone = play('b', repeat, merge.repeat, OFFICE, '2024-10-23T09:00');
    expect(gone).toMatchObject({ state: 'merged', mergedInto: 'a', back: 'dispatched' });
    const holder = play('a', main, merge.main, OFFICE, '2024-10-23T09:00');
    expect(holder.absorbed).toEqual(['b']);
    const back = decideUnmerge(gone);
    expect(play('b', gone, back.repeat, OFFICE, '2024-10-23T10:00')).toMatchObject({
      state: 'dispatched',
      mergedInto: null,
      clock: repeat.clock,
    });
    expect(play('a', holder, back.main, OFFICE, '2024-10-23T10:00').absorbed).toEqual([]);
    expect(() => decideMerge(main, main)).toThrow('并入自己');
    expect(() => decideMerge(gone, main)).toThrow('已并入');
  });

  const one = { topic: 'site-dust', town: 'mtg-dayu', place: '', phone: '' };
  test('are proposed by caller and by place, within the days, with the first as main case', () => {
    const cases = [
      { ...one, id: 'a', phone: '138 0000 0001', place: '示例街1号', received: at('2024-10-01T09:00') },
      // same caller, 14 days later; same place, 15 days after that one
      { ...one, id: 'b', phone: '13800000001', received: at('2024-10-15T09:00') },
      { ...one, id: 'c', phone: '13800000001', received: at('2024-10-30T09:00') },
      // same place written otherwise
      { ...one, id: 'd', place: '示例街 １号', received: at('2024-10-10T09:00') },
      // another topic, another town, too late
      { ...one, id: 'e', topic: 'burning', phone: '13800000001', received: at('2024-10-03T09:00') },
      { ...one, id: 'f', town: 'mtg-chengzi', place: '示例街1号', received: at('2024-10-03T09:00') },
      { ...one, id: 'g', phone: '13800000001', received: at('2024-11-14T09:01') },
    ];
    expect(proposeRepeats(cases, { days: 15, by: ['caller', 'place'] })).toEqual([
      { case: 'd', main: 'a', by: 'place' },
      { case: 'b', main: 'a', by: 'caller' },
      { case: 'c', main: 'a', by: 'caller' },
    ]);
  });

  test('hot spots count every call', () => {
    const cases = ['a', 'b', 'c'].map((id, i) =>
      opened(id, { received: CONTENT.received + i, place: `示例街 ${'1１1'[i]} 号` }),
    );
    const other = opened('d', { place: '另一处' });
    expect(hotSpotsOf([...cases, other, opened('e', { place: '' }), opened('f', { place: '' })], 2)).toEqual([
      { town: 'mtg-dayu', place: '示例街 1 号', topic: 'site-dust', cases: ['a', 'b', 'c'] },
    ]);
  });
});

describe('the ladder', () => {
  // To finish by Monday 28 at 10:00; yellow on Thursday 24 at 16:45. Letter 7 h after: Tuesday 29 at 10:00. Interview 35 h after: Monday
  // 4 November at 10:00.
  const handling = inState('handling');
  it.each([
    ['2024-10-24T16:44', null],
    ['2024-10-24T16:45', 'reminder'],
    ['2024-10-29T09:59', 'reminder'],
    ['2024-10-29T10:00', 'supervision-letter'],
    ['2024-11-04T10:00', 'interview'],
  ])('at %s %s is due', (now, step) => expect(stepDue(handling, rules, at(now))?.id ?? null).toBe(step));

  test('a step that was taken is no longer due, nor are those below it', () => {
    const letter = act(handling, { do: 'escalate', step: 'supervision-letter', note: '' }, OFFICE, '2024-10-29T11:00');
    expect(stepDue(letter, rules, at('2024-10-29T12:00'))).toBeNull();
    expect(stepDue(letter, rules, at('2024-11-04T10:00'))?.id).toBe('interview');
    expect(ladderOf(letter, rules).map(({ step, doneAt }) => [step.id, doneAt === null])).toEqual([
      ['reminder', true],
      ['supervision-letter', false],
      ['interview', true],
    ]);
  });

  test('it begins anew with another unit, and ends when the unit hands in', () => {
    const reminded = act(handling, { do: 'escalate', step: 'reminder', note: '' }, OFFICE, '2024-10-25T09:00');
    const moved = act(reminded, { ...DISPATCH, unit: 'mtg-chengzi' }, OFFICE, '2024-10-25T10:00');
    expect(ladderOf(moved, rules).every(({ doneAt }) => doneAt === null)).toBe(true);
    expect(stepDue(inState('submitted'), rules, at('2025-01-01T09:00'))).toBeNull();
  });
});

test('what an export says stands as it is, and was not done here', () => {
  const recorded: RecordedElsewhere = {
    state: 'closed',
    unit: 'mtg-dayu',
    assisting: [],
    dispatchedAt: at('2024-10-21T09:30'),
    finishedAt: at('2024-10-22T16:00'),
    due: at('2024-10-25T17:30'),
    result: '已苫盖',
    rating: { response: true, solution: true, satisfaction: null },
    repeated: false,
    exclusionAsked: true,
  };
  const state = opened('G1', {}, recorded);
  expect(state).toMatchObject({
    state: 'closed',
    unit: 'mtg-dayu',
    rating: { response: true, solution: true, satisfaction: null },
    exclusion: { state: 'asked' },
    submittedBy: null,
    touched: false,
  });
  expect(inTime(state, at('2025-01-01T00:00'))).toBe(true);
  expect(opened().rating).toEqual(NOT_RATED);
});
