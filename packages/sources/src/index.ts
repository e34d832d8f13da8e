export { ObservationBuilder } from './columns.ts';
export * from './define.ts';
/** The protocol of instruments on the line; a namespace, because its words (Frame, Device, Request) are common ones. */
export * as hj212 from './hj212/index.ts';
export { repeatsBetween } from './join.ts';
export * from './manual/layouts.ts';
export { isMomentOfSample, momentOfSample, SAMPLE_HOUR } from './manual/rows.ts';
export * from './manual/write.ts';
export * from './parquet/parquet.ts';
export * from './registry.ts';
export { tableTemplate, type TemplateRow } from './table/template.ts';
export { simulateSamples, type SimulatedSampledSite } from './simulated/samples.ts';
export * from './simulated/simulate.ts';
export type { SimulatedSite } from './simulated/towns.ts';
export { randomOf, type Random } from './simulated/random.ts';
