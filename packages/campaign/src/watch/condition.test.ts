import { parseMoment } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import type { CaseState } from '../cases/case.ts';
import { decideOpen } from '../cases/decide-case.ts';
import { evolveCase } from '../cases/evolve-case.ts';
import type { ExceedanceFigure } from '../cases/exceedance.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import { stepOf, type Holding } from './condition.ts';

const { cases: rules } = loadDistrict(districtFolder('mentougou'));
const AT = parseMoment('2024-10-21T09:00') ?? 0;

const figure = (level: string): ExceedanceFigure => ({
  at: '2024-10-20',
  value: '31',
  unit: 'ug/m3',
  limit: '30',
  multiple: '',
  clause: null,
  level,
});

function caseOf(id: string, state: CaseState['state'], ended: boolean): CaseState {
  const content = {
    source: 'exceedance',
    number: '',
    title: 't',
    topic: 'target',
    town: null,
    place: '',
    position: null,
    received: AT,
    channel: null,
    cause: '',
    simulated: true,
  } as const;
  const strand = { rule: 'r', site: 's', parameter: 'p' };
  const events = [
    ...decideOpen(content, null, null, rules, `watch:r/s/p/2024-10-20`),
    { type: 'exceeded', data: { strand, figures: [figure('at-risk')], batch: null } },
    ...(ended ? [{ type: 'exceedance-ended', data: { at: '2024-10-21T09:00' } }] : []),
  ];
  let found: CaseState | null = null;
  for (const [i, event] of events.entries()) {
    found = evolveCase(id, found, { ...event, id: 0, subject: `case:${id}`, seq: i + 1, at: AT, by: SYSTEM });
  }
  if (found === null) throw new Error('nothing happened');
  return { ...found, state };
}

test.each<[string, Holding, string | null, readonly CaseState[], string | null]>([
  ['what holds opens a case', 'on', 'at-risk', [], 'open'],
  ['between the levels none opens', 'between', null, [], null],
  ['what is off opens none', 'off', null, [], null],
  ['what is not known opens none', 'unknown', null, [], null],
  ['the same again is nothing', 'on', 'at-risk', [caseOf('a', 'new', false)], null],
  ['another level goes into its log', 'on', 'not-met', [caseOf('a', 'new', false)], 'go-on a'],
  ['between the levels it goes on', 'between', null, [caseOf('a', 'new', false)], null],
  ['what is not known does not end it', 'unknown', null, [caseOf('a', 'new', false)], null],
  ['off is its end', 'off', null, [caseOf('a', 'handling', false)], 'end a'],
  ['closing the case does not open another while it holds', 'on', 'at-risk', [caseOf('a', 'closed', false)], null],
  ['after its end the next is another case', 'on', 'at-risk', [caseOf('a', 'closed', true)], 'open'],
  ['an end is said once', 'off', null, [caseOf('a', 'new', true)], null],
  ['the latest episode counts', 'off', null, [caseOf('a', 'closed', true), caseOf('b', 'new', false)], 'end b'],
  ['a case that was withdrawn is none', 'on', 'at-risk', [caseOf('a', 'withdrawn', false)], 'open'],
])('%s', (_, holding, level, cases, expected) => {
  const step = stepOf(holding, level === null ? null : figure(level), cases);
  const said = step && (step.do === 'open' ? 'open' : `${step.do} ${step.case.id}`);
  expect(said).toBe(expected);
});
