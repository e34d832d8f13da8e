import { formatMoment, parseDay, parseMoment, QingshanError, type ErrorCode } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import type { LoopEvent } from '../loop/event.ts';
import {
  canDoResponse,
  decideResponse,
  type AlertResponse,
  type Listed,
  type ResponseCommand,
  type ResponseVerb,
  type RoundContent,
} from './alert-response.ts';
import { Alerts, checksKey, receiptKey } from './alerts.ts';
import { decideCheck, type EnterpriseCheckContent } from './enterprise-check.ts';
import { decideReceipt, enterprisesOf, type ReceiptCommand } from './receipt.ts';
import { forecastFor, responseStanding, tellingOf, timesOf } from './standing.ts';

const at = (text: string): number => parseMoment(text) ?? Number.NaN;

const OFFICE: Actor = { id: 'o', name: '攻坚办', role: 'plan-office', unit: 'eeb' };
const DAYU: Actor = { id: 't', name: '大峪', role: 'town', unit: 'dayu' };
const INSPECTOR: Actor = { id: 'i', name: '检查员', role: 'inspector', unit: 'eeb' };
const OTHER: Actor = { id: 'j', name: '另一检查员', role: 'inspector', unit: 'eeb' };

function listed(key: string, change: Partial<Listed> = {}): Listed {
  return {
    key,
    name: `示例${key}`,
    town: 'dayu',
    authority: null,
    industry: '建材',
    grade: 'C',
    line: '',
    measures: { yellow: '限产', orange: '限产一半', red: '停产' },
    cuts: { yellow: 1, orange: 2, red: 3 },
    vehicles: '',
    ...change,
  };
}

/** 1 acts under every level, 2 under red only and has an authority, 3 never. */
const LIST = [
  listed('1'),
  listed('2', { town: 'junzhuang', authority: 'housing', measures: { yellow: '', orange: ' ', red: '停工' } }),
  listed('3', { grade: 'guaranteed', measures: { yellow: '', orange: '', red: '' } }),
];
const UNITS = ['dayu', 'junzhuang', 'housing'];

function round(change: Partial<RoundContent> = {}): RoundContent {
  return {
    level: 'yellow',
    starts: at('2024-11-03T00:00'),
    basis: '市级指令',
    regime: 'beijing',
    edition: 'alert-beijing-2023',
    forecast: { first: '2024-11-03', aqi: [160, 170] },
    proposed: 'yellow',
    ...change,
  };
}

const ISSUE: ResponseCommand = { do: 'issue', round: round(), list: LIST, units: UNITS, simulated: true };

/** An alert as the application plays it: commands of the office notify the units. */
class Story {
  readonly alerts = new Alerts();
  readonly id = 'YJ-20241102-1';
  #next = 1;

  get response(): AlertResponse {
    return this.alerts.response(this.id);
  }

  #play(key: string, seq: number, events: readonly LoopEvent[], by: Actor, when: string): void {
    for (const [i, event] of events.entries()) {
      const id = this.#next++;
      this.alerts.apply(key, { ...event, id, subject: `response:${key}`, seq: seq + i + 1, at: at(when), by });
    }
  }

  office(command: ResponseCommand, when: string): this {
    this.#play(this.id, this.response.seq, decideResponse(this.response, command), OFFICE, when);
    const level = this.response.rounds.at(-1)?.level;
    if (command.do !== 'issue' && command.do !== 'change') return this;
    for (const unit of UNITS) {
      const { seq } = this.alerts.receipt(this.id, unit);
      this.#play(receiptKey(this.id, unit), seq, [{ type: 'notified', data: { level } }], OFFICE, when);
    }
    return this;
  }

  unit(unit: string, command: ReceiptCommand, when: string): this {
    const receipt = this.alerts.receipt(this.id, unit);
    const events = decideReceipt(this.response, unit, receipt, command);
    this.#play(receiptKey(this.id, unit), receipt.seq, events, { ...DAYU, unit, name: unit }, when);
    return this;
  }

  check(key: string, change: Partial<EnterpriseCheckContent>, when: string, by: Actor = INSPECTOR): this {
    const check = { ...CHECK, at: when, ...change };
    return this.#onChecks(key, { do: 'record', check }, when, by);
  }

  withdraw(key: string, number: number, when: string, by: Actor): this {
    return this.#onChecks(key, { do: 'withdraw', number, reason: '记错企业' }, when, by);
  }

  #onChecks(key: string, command: Parameters<typeof decideCheck>[3], when: string, by: Actor): this {
    const checks = this.alerts.checks(this.id, key);
    const events = decideCheck(this.response, key, checks, command, { by, at: at(when) });
    this.#play(checksKey(this.id, key), checks.seq, events, by, when);
    return this;
  }
}

const CHECK: EnterpriseCheckContent = {
  act: '00000000-0000-4000-8000-000000000001',
  at: '2024-11-03T10:00',
  kept: true,
  seen: '',
  ordered: '',
  position: null,
  evidence: [],
};
const act = (n: number) => ({ act: `00000000-0000-4000-8000-00000000000${n}` });

function code(run: () => unknown): ErrorCode | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof QingshanError) return error.code;
    throw error;
  }
}

const issued = () => new Story().office(ISSUE, '2024-11-02T16:00');
const ORANGE = round({ level: 'orange', proposed: 'orange', starts: at('2024-11-04T00:00') });
const RED = round({ level: 'red', proposed: 'red', starts: at('2024-11-04T00:00') });

describe('an alert', () => {
  const stories: Readonly<Record<AlertResponse['state'], () => Story>> = {
    none: () => new Story(),
    active: issued,
    lifted: () => issued().office({ do: 'lift', reason: '市级解除' }, '2024-11-05T08:00'),
    withdrawn: () => issued().office({ do: 'withdraw', reason: '误发' }, '2024-11-02T16:05'),
  };
  const commands: Readonly<Record<ResponseVerb, ResponseCommand>> = {
    issue: ISSUE,
    change: { do: 'change', round: ORANGE },
    lift: { do: 'lift', reason: '市级解除' },
    resume: { do: 'resume', reason: '误解除' },
    withdraw: { do: 'withdraw', reason: '误发' },
  };
  // Where each command leads from each state, `-` where it is refused.
  test.each([
    ['none', 'active - - - -'],
    ['active', '- active lifted - withdrawn'],
    ['lifted', '- - - active -'],
    ['withdrawn', '- - - - -'],
  ] as const)('from %s: issue, change, lift, resume, withdraw lead to %s', (state, expected) => {
    const verbs = ['issue', 'change', 'lift', 'resume', 'withdraw'] as const;
    const led = verbs.map((verb) => {
      const story = stories[state]();
      expect(story.response.state).toBe(state);
      const can = canDoResponse(story.response, verb);
      const refused = code(() => story.office(commands[verb], '2024-11-06T08:00'));
      expect(refused).toBe(can ? null : 'wrong-state');
      return can ? story.response.state : '-';
    });
    expect(led.join(' ')).toBe(expected);
  });

  test('is refused without a basis, without units, with the same level, and with an earlier start', () => {
    const { response } = issued();
    const none = new Story().response;
    const refused: readonly [AlertResponse, ResponseCommand][] = [
      [none, { ...ISSUE, round: round({ basis: ' ' }) }],
      [none, { ...ISSUE, units: [] }],
      [none, { ...ISSUE, round: round({ forecast: { first: '2024-02-30', aqi: [200] } }) }],
      [response, { do: 'change', round: round() }],
      [response, { do: 'change', round: { ...ORANGE, starts: at('2024-11-02T23:59') } }],
      [response, { do: 'lift', reason: ' ' }],
    ];
    expect(refused.map(([state, command]) => code(() => decideResponse(state, command)))).toEqual(
      refused.map(() => 'bad-report'),
    );
  });

  test('keeps its list as it was at issue, whatever the level is later', () => {
    const { response } = issued().office({ do: 'change', round: RED }, '2024-11-03T20:00');
    expect(response.list).toEqual(LIST);
    expect(response.rounds.map((r) => [r.level, formatMoment(r.at)])).toEqual([
      ['yellow', '2024-11-02T16:00'],
      ['red', '2024-11-03T20:00'],
    ]);
  });
});

describe('receipt', () => {
  test('a unit confirms once for each level, and may take it back', () => {
    const story = issued().unit('dayu', { do: 'confirm', note: '' }, '2024-11-02T16:30');
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({ units: 3, confirmed: 1 });
    // A second time changes nothing: the moment of the first stands.
    story.unit('dayu', { do: 'confirm', note: '又点了一次' }, '2024-11-02T18:00');
    expect(timesOf(story.alerts, story.id, 0).longestMinutes).toBe(30);
    story.unit('dayu', { do: 'unconfirm' }, '2024-11-02T18:10');
    expect(responseStanding(story.alerts, story.id).counts.confirmed).toBe(0);
    story.unit('dayu', { do: 'confirm', note: '' }, '2024-11-02T19:00');
    story.office({ do: 'change', round: ORANGE }, '2024-11-03T20:00');
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({ units: 3, confirmed: 0 });
  });

  test('a unit passes it on to its own enterprises that have something to do under the level', () => {
    const story = issued();
    // 1 is of Dayu; 2 has nothing to do under yellow, and under red answers to its town and its authority.
    const own = () => UNITS.map((unit) => enterprisesOf(story.response, unit).join());
    expect(own()).toEqual(['1', '', '']);
    story.unit('dayu', { do: 'tell', enterprises: ['1', '1'] }, '2024-11-02T17:00');
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({ enterprises: 1, told: 1 });
    story.office({ do: 'change', round: RED }, '2024-11-03T20:00');
    expect(own()).toEqual(['1', '2', '2']);
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({ enterprises: 2, told: 0 });
    // Said by both units, it is one enterprise; the first counts.
    story.unit('housing', { do: 'tell', enterprises: ['2'] }, '2024-11-03T21:00');
    story.unit('junzhuang', { do: 'tell', enterprises: ['2'] }, '2024-11-03T22:00');
    const standing = responseStanding(story.alerts, story.id);
    expect(standing.counts.told).toBe(1);
    expect(standing.enterprises.find(({ listed: { key } }) => key === '2')?.told?.by).toBe('housing');
    story.unit('housing', { do: 'untell', enterprises: ['2'] }, '2024-11-03T22:30');
    story.unit('junzhuang', { do: 'untell', enterprises: ['2'] }, '2024-11-03T22:30');
    expect(responseStanding(story.alerts, story.id).counts.told).toBe(0);
  });

  test('is refused for a unit that was not notified, for others’ enterprises, and after the end', () => {
    const story = issued();
    expect(code(() => story.unit('mentougou', { do: 'confirm', note: '' }, '2024-11-02T17:00'))).toBe('not-found');
    expect(code(() => story.unit('dayu', { do: 'tell', enterprises: ['2'] }, '2024-11-02T17:00'))).toBe('bad-report');
    story.office({ do: 'lift', reason: '市级解除' }, '2024-11-05T08:00');
    expect(code(() => story.unit('dayu', { do: 'confirm', note: '' }, '2024-11-05T08:01'))).toBe('wrong-state');
  });

  test('response times: 10, 20 and 90 minutes; the middle one is 20; a silent unit is named', () => {
    const story = issued()
      .unit('dayu', { do: 'confirm', note: '' }, '2024-11-02T16:10')
      .unit('junzhuang', { do: 'confirm', note: '' }, '2024-11-02T17:30')
      .unit('housing', { do: 'confirm', note: '' }, '2024-11-02T16:20')
      .office({ do: 'change', round: ORANGE }, '2024-11-03T20:00')
      .unit('dayu', { do: 'confirm', note: '' }, '2024-11-03T20:05')
      .unit('housing', { do: 'confirm', note: '' }, '2024-11-03T20:45');
    expect(timesOf(story.alerts, story.id, 0)).toEqual({
      notified: 3,
      confirmed: 3,
      medianMinutes: 20,
      longestMinutes: 90,
      silent: [],
    });
    // Of two, half is the first.
    expect(timesOf(story.alerts, story.id, 1)).toEqual({
      notified: 3,
      confirmed: 2,
      medianMinutes: 5,
      longestMinutes: 45,
      silent: ['junzhuang'],
    });
  });
});

describe('looking back', () => {
  const day = (text: string) => parseDay(text) ?? Number.NaN;
  const story = issued()
    .unit('dayu', { do: 'tell', enterprises: ['1'] }, '2024-11-02T17:00')
    .office(
      { do: 'change', round: { ...RED, forecast: { first: '2024-11-03', aqi: [999, 310, null] } } },
      '2024-11-04T00:00',
    )
    .unit('housing', { do: 'tell', enterprises: ['2'] }, '2024-11-04T08:00');

  test('each level keeps how far it was passed on', () => {
    expect([0, 1].map((i) => tellingOf(story.alerts, story.id, i))).toEqual([
      { enterprises: 1, told: 1 },
      { enterprises: 2, told: 1 },
    ]);
  });

  // Issued on the 2nd: 160 and 170 for the 3rd and 4th. On the 4th: 310 for that day; what it says of the 3rd is no forecast.
  test.each([
    ['2024-11-02', null],
    ['2024-11-03', 160],
    ['2024-11-04', 310],
    ['2024-11-05', null],
  ])('of %s the forecast said %s', (text, aqi) => expect(forecastFor(story.response, day(text))).toBe(aqi));
});

describe('checks', () => {
  const SEEN = { kept: false, seen: '未停产', ordered: '立即停产' };

  test('are counted by enterprise and by check; a violation says what was ordered', () => {
    const story = issued()
      .check('1', { ...act(1), ...SEEN }, '2024-11-03T10:00')
      .check('1', act(2), '2024-11-03T15:00');
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({ checked: 1, checks: 2, violations: 1 });
    expect(code(() => story.check('1', { ...act(3), kept: false, seen: '未停产' }, '2024-11-03T16:00'))).toBe(
      'bad-report',
    );
  });

  test('the same act again changes nothing', () => {
    const story = issued().check('1', {}, '2024-11-03T10:00').check('1', {}, '2024-11-03T10:00');
    expect(responseStanding(story.alerts, story.id).counts.checks).toBe(1);
  });

  test('lie within the alert and carry the level that was in force', () => {
    const story = issued()
      .office({ do: 'change', round: RED }, '2024-11-03T20:00')
      .check('1', act(1), '2024-11-03T23:59')
      .check('1', act(2), '2024-11-04T00:00')
      .office({ do: 'lift', reason: '市级解除' }, '2024-11-05T08:00')
      .check('2', { ...act(3), at: '2024-11-05T07:30' }, '2024-11-06T09:00');
    expect(story.alerts.checks(story.id, '1').checks.map((check) => check.level)).toEqual(['yellow', 'red']);
    const refused = [
      // before it began; in the future; after it was lifted; nothing to do under yellow
      code(() => story.check('1', { ...act(4), at: '2024-11-02T23:59' }, '2024-11-06T09:00')),
      code(() => story.check('1', { ...act(4), at: '2024-11-05T07:00' }, '2024-11-05T06:59')),
      code(() => story.check('1', { ...act(4), at: '2024-11-05T08:01' }, '2024-11-06T09:00')),
      code(() => story.check('2', { ...act(4), at: '2024-11-03T12:00' }, '2024-11-06T09:00')),
      code(() => story.check('9', { ...act(4), at: '2024-11-04T12:00' }, '2024-11-06T09:00')),
    ];
    expect(refused).toEqual(['bad-report', 'bad-report', 'bad-report', 'bad-report', 'not-found']);
    const withdrawn = issued().office({ do: 'withdraw', reason: '误发' }, '2024-11-03T09:00');
    expect(code(() => withdrawn.check('1', {}, '2024-11-03T10:00'))).toBe('wrong-state');
  });

  test('are taken back by whoever made them or the office, and then count no more', () => {
    const story = issued().check('1', { ...act(1), ...SEEN }, '2024-11-03T10:00');
    expect(code(() => story.withdraw('1', 1, '2024-11-03T11:00', OTHER))).toBe('bad-report');
    expect(code(() => story.withdraw('1', 2, '2024-11-03T11:00', OFFICE))).toBe('not-found');
    story.withdraw('1', 1, '2024-11-03T11:00', INSPECTOR).withdraw('1', 1, '2024-11-03T11:05', OFFICE);
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({ checked: 0, checks: 0, violations: 0 });
    expect(story.alerts.checks(story.id, '1').checks[0]?.withdrawn?.by).toBe('检查员');
    // The next has the next number; a number is not used again.
    story.check('1', act(2), '2024-11-03T12:00');
    expect(story.alerts.checks(story.id, '1').checks.map((check) => check.number)).toEqual([1, 2]);
  });

  test('an enterprise found under red still counts when the level has fallen and it has nothing to do', () => {
    const story = issued()
      .office({ do: 'change', round: RED }, '2024-11-03T20:00')
      .check('2', { ...act(1), ...SEEN }, '2024-11-04T09:00')
      .office({ do: 'change', round: round({ starts: at('2024-11-04T12:00') }) }, '2024-11-04T12:00');
    expect(responseStanding(story.alerts, story.id).counts).toMatchObject({
      enterprises: 1,
      checked: 0,
      checks: 1,
      violations: 1,
    });
  });
});
