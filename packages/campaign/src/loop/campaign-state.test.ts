import { DAY_SECONDS, parseDay } from '@qingshan/kernel';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import { assignmentsOf, assignmentsOfPlan } from './assignment.ts';
import { CampaignState } from './campaign-state.ts';
import type { LoopEvent } from './event.ts';
import { facetsOf } from './facets.ts';
import { NO_PROGRESS } from './progress.ts';
import { EMPTY_REPORT, type ReportContent } from './report.ts';

const district = loadDistrict(districtFolder('mentougou'));
const plan = district.plans[0];
if (!plan) throw new Error('no plan');
const liaison: Actor = { id: 'u1', name: '联络员', role: 'department', unit: 'mtg-transport' };
const rules = district.reporting;

/** A15-1: scrapping trucks up to China IV, counted, by the end of the year. */
const MEASURE = 'A15-1';
let state: CampaignState;
let seq: Map<string, number>;

function day(text: string): number {
  return parseDay(text) ?? Number.NaN;
}

function happen(subject: string, event: LoopEvent, on: string): void {
  const n = (seq.get(subject) ?? 0) + 1;
  seq.set(subject, n);
  state.apply([{ ...event, id: state.lastId + 1, subject, seq: n, at: day(on) * DAY_SECONDS + 36_000, by: liaison }]);
}

function assignment() {
  const found = [...state.assignments.values()].find((a) => a.measure === MEASURE && a.reports);
  if (!found) throw new Error(`${MEASURE} has nobody who reports`);
  return found;
}

function quantity(done: string): ReportContent {
  return { ...EMPTY_REPORT, progress: { ...NO_PROGRESS, quantity: done } };
}

beforeEach(() => {
  state = new CampaignState(plan, district);
  seq = new Map();
});

describe('assignments', () => {
  test('every measure has somebody who reports, and no unit has it twice', () => {
    const all = assignmentsOfPlan(plan, district);
    expect(new Set(all.map((a) => a.id)).size).toBe(all.length);
    const reported = new Set(all.filter((a) => a.reports).map((a) => a.measure));
    expect(reported.size).toBe(200);
  });

  test('towns of the plan are thirteen assignments', () => {
    const measure = state.measure('A01-2');
    if (!measure) throw new Error('A01-2');
    const found = assignmentsOf(measure, district);
    // Led by the bureau, the thirteen towns responsible: fourteen, of which the towns report.
    expect([found.length, found.filter((a) => a.reports).length]).toEqual([14, 13]);
    expect(found[0]).toEqual({ id: 'A01-2/mtg-eeb', measure: 'A01-2', unit: 'mtg-eeb', role: 'lead', reports: false });
  });
});

describe('the five facets', () => {
  const facets = (on: string) => facetsOf(state, assignment(), rules, day(on));

  test('before dispatch nothing is expected of anybody but it shows', () => {
    expect(facets('2024-04-01').status).toBe('not-dispatched');
  });

  test('claimed, verified, timely and fresh are told apart', () => {
    const { id } = assignment();
    happen(
      `measure:${MEASURE}`,
      {
        type: 'specified',
        data: { spec: { kind: 'quantity', target: '40', unit: '辆' }, frequency: 'month', criteria: '' },
      },
      '2024-01-02',
    );
    happen(`dispatch:${id}`, { type: 'dispatched', data: { share: null, note: '' } }, '2024-01-03');
    expect(facets('2024-01-10').status).toBe('unsigned');
    happen(`dispatch:${id}`, { type: 'signed', data: {} }, '2024-01-04');
    happen(`report:${id}/2024-01`, { type: 'submitted', data: { content: quantity('10') } }, '2024-02-01');
    happen(`report:${id}/2024-01`, { type: 'accepted', data: { remark: '' } }, '2024-02-05');
    happen(`report:${id}/2024-02`, { type: 'submitted', data: { content: quantity('18') } }, '2024-03-04');
    // Due days: January 1 February, February 1 March (a Friday), March 1 April, April 6 May (after the holiday).
    const march = facets('2024-03-10');
    expect(march.claimed).toMatchObject({ done: '18', share: 0.45 });
    expect(march.verified).toMatchObject({ done: '10', share: 0.25 });
    expect(march.timely).toEqual({ due: 2, onTime: 1, late: 1, missing: 0 });
    expect(march.fresh.silentPeriods).toBe(0);
    expect(march.status).toBe('to-verify');
    expect(facets('2024-04-02')).toMatchObject({ status: 'late', timely: { due: 3, missing: 1 } });
    expect(facets('2024-05-07')).toMatchObject({ status: 'silent', fresh: { silentPeriods: 2 } });
  });

  test('a share of the quantity is what the unit is measured by', () => {
    const { id } = assignment();
    happen(
      `measure:${MEASURE}`,
      {
        type: 'specified',
        data: { spec: { kind: 'quantity', target: '40', unit: '辆' }, frequency: 'month', criteria: '' },
      },
      '2024-01-02',
    );
    happen(`dispatch:${id}`, { type: 'dispatched', data: { share: '16', note: '' } }, '2024-01-03');
    happen(`dispatch:${id}`, { type: 'signed', data: {} }, '2024-01-03');
    happen(`report:${id}/2024-01`, { type: 'submitted', data: { content: quantity('16') } }, '2024-02-01');
    expect(facets('2024-02-01')).toMatchObject({
      claimed: { share: 1, complete: true },
      verified: { share: null },
      status: 'to-verify',
    });
    happen(`report:${id}/2024-01`, { type: 'accepted', data: { remark: '' } }, '2024-02-02');
    expect(facets('2024-12-01').status).toBe('done');
  });

  test('the day passes: overdue; moved with approval: not overdue; cancelled: cancelled', () => {
    const { id } = assignment();
    happen(`dispatch:${id}`, { type: 'dispatched', data: { share: null, note: '' } }, '2024-01-03');
    happen(`dispatch:${id}`, { type: 'signed', data: {} }, '2024-01-04');
    expect(facets('2025-01-01').status).toBe('overdue');
    happen(`measure:${MEASURE}`, { type: 'moved', data: { to: '2025-03-31', request: 'r' } }, '2024-12-30');
    expect(facets('2025-01-01').status).toBe('silent');
    happen(`measure:${MEASURE}`, { type: 'cancelled', data: { request: 'r' } }, '2024-12-31');
    expect(facets('2025-01-01').status).toBe('cancelled');
  });

  test('a disaster excuses while it lasts', () => {
    const { id } = assignment();
    happen(`dispatch:${id}`, { type: 'dispatched', data: { share: null, note: '' } }, '2024-01-03');
    happen(`dispatch:${id}`, { type: 'signed', data: {} }, '2024-01-04');
    happen(`dispatch:${id}`, { type: 'excused', data: { reason: '水毁' } }, '2024-02-01');
    expect(facets('2024-05-07').status).toBe('excused');
    happen(`dispatch:${id}`, { type: 'resumed', data: {} }, '2024-05-01');
    expect(facets('2024-05-07').status).toBe('silent');
  });
});

test('events are applied once, whatever comes again', () => {
  const event = {
    id: 1,
    subject: 'dispatch:A15-1/x',
    seq: 1,
    type: 'dispatched',
    data: { share: null, note: 'a' },
    at: 1,
    by: liaison,
  };
  state.apply([event]);
  state.apply([event, { ...event, id: 2, seq: 2, type: 'signed', data: {} }]);
  expect([state.lastId, state.dispatch('A15-1/x')]).toMatchObject([2, { state: 'signed', note: 'a', seq: 2 }]);
});
