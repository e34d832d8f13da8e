export * from './cascade.ts';
export { copyForward, type CopiedPlan, type ToConfirm } from './copy-forward.ts';
export { diffPlans, type MeasureChange, type PlanDiff, type UnitChange } from './diff-plans.ts';
export * from './carried-doubts.ts';
export * from './continue-plan.ts';
export * from './impact.ts';
export * from './municipal-table.ts';
export { similarity } from './similarity.ts';
