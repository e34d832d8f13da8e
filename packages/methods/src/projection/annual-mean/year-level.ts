/**
 * The level of a year on the logarithmic scale as a random walk with an uncertain drift, followed with the Kalman
 * filter. Variances are squared; a year is the unit of time.
 */
export interface YearLevel {
  readonly level: number;
  readonly drift: number;
  readonly levelVariance: number;
  readonly driftVariance: number;
  readonly covariance: number;
}

/**
 * What is believed before any data. The usual drift is that of Gucheng 2013-2017 (docs/projection.md), earlier than
 * every year of the back-test; it is uncertain enough for a clean-up campaign, or for its end.
 */
export const UNKNOWN_LEVEL: YearLevel = {
  level: 0,
  drift: -0.03,
  levelVariance: 100,
  driftVariance: 0.08 ** 2,
  covariance: 0,
};

/** Standard deviation of the step from one year's level to the next beyond the drift. */
const YEAR_STEP = 0.1;

/** What is left after a year of a drift that differs from the usual one: no trend lasts for ever. */
const DRIFT_MEMORY = 0.8;

function nextYear(state: YearLevel): YearLevel {
  const { drift, driftVariance } = UNKNOWN_LEVEL;
  return {
    level: state.level + state.drift,
    drift: drift + DRIFT_MEMORY * (state.drift - drift),
    levelVariance: state.levelVariance + 2 * state.covariance + state.driftVariance + YEAR_STEP ** 2,
    // New uncertainty makes up for what is forgotten, so that an unobserved drift stays as uncertain as at first.
    driftVariance: DRIFT_MEMORY ** 2 * state.driftVariance + (1 - DRIFT_MEMORY ** 2) * driftVariance,
    covariance: DRIFT_MEMORY * (state.covariance + state.driftVariance),
  };
}

/** The belief `years` later, before new data. */
export function advance(state: YearLevel, years: number): YearLevel {
  return Array.from({ length: years }).reduce<YearLevel>(nextYear, state);
}

/** The belief after seeing the level as `observed`, with the variance of that observation. */
export function observe(state: YearLevel, observed: number, variance: number): YearLevel {
  const total = state.levelVariance + variance;
  const gain = state.levelVariance / total;
  const driftGain = state.covariance / total;
  const surprise = observed - state.level;
  return {
    level: state.level + gain * surprise,
    drift: state.drift + driftGain * surprise,
    levelVariance: state.levelVariance * (1 - gain),
    driftVariance: state.driftVariance - driftGain * state.covariance,
    covariance: state.covariance * (1 - gain),
  };
}
