export * from './arrival-checks.ts';
export { arrivalOf, missingHours, type Arrival, type ArrivalLimits } from './arrival.ts';
export type { Check } from './check.ts';
export { CHECKS } from './checks/index.ts';
export { expectedOf, type Finding, type Hours, type Stretch } from './hours.ts';
export { loadQualitySettings } from './load-settings.ts';
export { settingsSchema, type ParameterSettings, type QualitySettings } from './settings.ts';
export { nameOfCheck, suggest, type Suggestion } from './suggest.ts';
export * from './near.ts';
