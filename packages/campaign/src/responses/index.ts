export {
  actingUnder,
  canDoResponse,
  decideResponse,
  evolveResponse,
  LISTED_LEVELS,
  listedSchema,
  measureOf,
  NO_RESPONSE,
  roundAt,
  roundSchema,
  unitsOfListed,
  type AlertResponse,
  type Listed,
  type ListedLevel,
  type ResponseCommand,
  type ResponseVerb,
  type Round,
  type RoundContent,
} from './alert-response.ts';
export * from './alerts.ts';
export * from './enterprise-check.ts';
export * from './receipt.ts';
export * from './standing.ts';
