export { actsFor, type DraftAct, type DraftDecision } from './decide.ts';
export { DOUBT_CODES, type DoubtCode } from './doubt-texts.ts';
export { draftContext, draftPlan } from './draft-plan.ts';
export { placeText, suggestionText } from './for-people.ts';
export * from './grid.ts';
export { chineseNumber, circledNumber } from './numerals.ts';
export {
  draftYear,
  resolveDraft,
  type Issue,
  type PlanVersion,
  type Resolved,
  type Unsettled,
  type Wording,
} from './resolve.ts';
export * from './types.ts';
