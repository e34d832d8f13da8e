import type { District, Measure, Plan } from '../types.ts';
import { measuresOf, type Role } from '../measures.ts';
import { TOWNS } from '../units.ts';

/** A measure in the hands of one unit 派发. `towns` of the plan becomes one assignment for every town. */
export interface Assignment {
  /** `A15-1/mtg-transport` */
  readonly id: string;
  readonly measure: string;
  readonly unit: string;
  readonly role: Role;
  /** Whether this unit reports: the responsible ones do, and a lead where nobody else is responsible */
  readonly reports: boolean;
}

function unitsIn(measure: Measure, role: Role, towns: readonly string[]): string[] {
  return measure[role].flatMap((unit) => (unit === TOWNS ? towns : [unit]));
}

/** The assignments of a measure: every unit once, in its weightiest role. */
export function assignmentsOf(measure: Measure, district: Pick<District, 'towns'>): readonly Assignment[] {
  const towns = district.towns.map((town) => town.id);
  const responsible = new Set(unitsIn(measure, 'responsible', towns));
  const roles = (['lead', 'responsible', 'assisting'] as const).flatMap((role) =>
    unitsIn(measure, role, towns).map((unit) => ({ unit, role })),
  );
  const first = new Map<string, Role>();
  for (const { unit, role } of roles) if (!first.has(unit)) first.set(unit, role);
  return [...first].map(([unit, role]) => ({
    id: `${measure.id}/${unit}`,
    measure: measure.id,
    unit,
    role,
    reports: responsible.has(unit) || (role === 'lead' && responsible.size === 0),
  }));
}

/** All assignments of a plan, in plan order. */
export function assignmentsOfPlan(plan: Plan, district: Pick<District, 'towns'>): readonly Assignment[] {
  return measuresOf(plan).flatMap((measure) => assignmentsOf(measure, district));
}
