export * from './actor.ts';
export * from './check.ts';
export { faultOfDue, isDueIn, lastDayOf } from './due.ts';
export * from './load.ts';
export * from './loop/index.ts';
export * from './measures.ts';
export * from './sites.ts';
export * from './types.ts';
export * from './units.ts';
