/** Quality of an observation; only `valid` ones take part in reductions. The order is the stored code. */
export const FLAGS = ['valid', 'quarantined', 'maintenance', 'invalid'] as const;
export type Flag = (typeof FLAGS)[number];
