export * from './cascade.ts';
export { copyForward, type CopiedPlan, type ToConfirm } from './copy-forward.ts';
export { diffPlans, type MeasureChange, type PlanDiff, type UnitChange } from './diff-plans.ts';
