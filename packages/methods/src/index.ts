export * from './daily.ts';
export * from './define.ts';
export * from './registry.ts';
export type * from './indicator-types.ts';
export * from './indicators.ts';
export { whyWithoutMethod } from './without-method.ts';
export * from './cases.ts';
export type { JudgeBy, LimitDirection, TargetInput } from './judge.ts';

export * from './air/aggregate.ts';
export { assessAnnual } from './air/annual-evaluation/method.ts';
export * from './air/aqi.ts';
export * from './air/daily-aqi.ts';
export * from './air/daily-series.ts';
export { assessMean } from './air/period-mean/method.ts';
export { assessPercentile } from './air/period-percentile/method.ts';
export { reachOf, studyPeriod, type AreaClass, type PeriodStudy, type Reach } from './air/period.ts';
export * from './air/reduce.ts';
export * from './air/rules.ts';
export * from './air/statistics.ts';
export { changeOf, type Change } from './change/same-period/method.ts';
export { competitionRanks, type Ranked } from './ranking/competition/method.ts';

export { assessProjection, type ProjectionRequest } from './projection/annual-mean/method.ts';
export * from './projection/annual-mean/project.ts';
export * from './soil/parcel-states.ts';
export * from './validation.ts';
export * from './input-fields.ts';
