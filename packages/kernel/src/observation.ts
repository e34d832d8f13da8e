/**
 * Quality of an observation; only `valid` ones take part in reductions. The order is the stored code. What is
 * `not-detected` has its detection limit as value.
 */
export const FLAGS = ['valid', 'quarantined', 'maintenance', 'invalid', 'not-detected'] as const;
export type Flag = (typeof FLAGS)[number];
