/**
 * What the simulated years are calibrated on. Published figures are named in docs/simulated-data.md with their sources;
 * where none is published the figure is ours and chosen so that the published sums come out.
 */

/** Means of PM2.5 over the two assessed stations, ug/m3, January to December. */
export const PM25_OF_MONTH: Readonly<Record<number, readonly number[]>> = {
  // Published for the district: May 27, January to May 38. The other months are ours.
  2023: [33, 47, 52, 32, 27, 23, 24, 21, 24, 34, 31, 32],
  // Published for the district: January to November 30. The months are ours.
  2024: [39, 37, 38, 31, 23, 22, 23, 19, 24, 37, 35, 30],
};

/** Annual means, ug/m3: those published for the whole city (2023: 61, 26, 3; 2024: 54, 24, 3). CO, mg/m3, is ours. */
export const ANNUAL_MEAN: Readonly<Record<number, { pm10: number; no2: number; so2: number; co: number }>> = {
  2023: { pm10: 61, no2: 26, so2: 3, co: 0.55 },
  2024: { pm10: 54, no2: 24, so2: 3, co: 0.52 },
};

/** 90th percentile of the daily maximum 8-hour means of O3, ug/m3; ours. */
export const O3_P90: Readonly<Record<number, number>> = { 2023: 172, 2024: 169 };

/** Dustfall, t/(km2·month), January to December, mean of all towns; ours, under the target of 5 on average. */
export const DUSTFALL_OF_MONTH: Readonly<Record<number, readonly number[]>> = {
  2023: [3.9, 4.2, 6.1, 6.4, 5.3, 4.7, 4.3, 3.9, 3.8, 4.0, 4.1, 3.8],
  2024: [3.6, 3.9, 5.6, 5.9, 5.0, 4.4, 4.0, 3.6, 3.5, 3.7, 3.8, 3.5],
};
