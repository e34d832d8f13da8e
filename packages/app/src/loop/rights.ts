import type { Actor, Assignment } from '@qingshan/campaign';

/** A unit writes its own reports. */
export function mayReport(actor: Actor, assignment: Assignment): boolean {
  if (actor.role === 'system') return true;
  return (actor.role === 'department' || actor.role === 'town') && actor.unit === assignment.unit;
}

/**
 * Units that verify what another reports: those that lead the measure. A unit never verifies itself; the plan office and
 * the inspectors verify everything (the policy says so).
 */
export function verifyingUnits(assignment: Assignment, lead: readonly string[]): readonly string[] {
  return lead.filter((unit) => unit !== assignment.unit);
}

export function mayVerify(actor: Actor, assignment: Assignment, lead: readonly string[]): boolean {
  if (actor.role === 'plan-office' || actor.role === 'inspector' || actor.role === 'system') return true;
  return actor.role === 'department' && verifyingUnits(assignment, lead).some((unit) => unit === actor.unit);
}
