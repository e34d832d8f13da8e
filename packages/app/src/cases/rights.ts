import type { Actor, CaseState, CaseVerb } from '@qingshan/campaign';

const OF_THE_UNIT: ReadonlySet<CaseVerb> = new Set(['sign', 'decline', 'note', 'submit', 'ask-exclusion']);
const OF_A_CHECKER: ReadonlySet<CaseVerb> = new Set(['accept', 'return', 'close', 'rate', 'reopen']);

/** What of a case somebody may do by role and unit; the policy has a row for each, pages offer what both allow. */
export function mayDo(actor: Actor, { unit, submittedBy }: CaseState, verb: CaseVerb): boolean {
  if (actor.role === 'system') return true;
  if (OF_THE_UNIT.has(verb)) return (actor.role === 'department' || actor.role === 'town') && actor.unit === unit;
  if (!OF_A_CHECKER.has(verb)) return actor.role === 'plan-office';
  const second = verb !== 'accept' && verb !== 'return' ? true : submittedBy?.id !== actor.id;
  return second && (actor.role === 'plan-office' || actor.role === 'inspector');
}
