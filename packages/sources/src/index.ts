export * from './define.ts';
export { repeatsBetween } from './join.ts';
export * from './registry.ts';
export { tableTemplate, type TemplateRow } from './table/template.ts';
export * from './simulated/simulate.ts';
export type { SimulatedSite } from './simulated/towns.ts';
export { randomOf, type Random } from './simulated/random.ts';
