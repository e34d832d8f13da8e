/**
 * What simulated samples are made of, in the units of the parameters. No published figure stands behind any of it: each
 * range lies inside one class of the standard, so that a site has the class that its profile says. Detection limits are
 * of the order that laboratories report.
 */
export type Figure =
  | readonly [parameter: string, low: number, high: number, decimals: number]
  | readonly [parameter: string, detectionLimit: number];

/** Found in every surface water of the demonstration. */
const SURFACE_ALWAYS: readonly Figure[] = [
  ['ph', 7.6, 8.5, 1],
  ['tn', 1.1, 3.8, 2],
  ['water-cu', 0.001],
  ['water-zn', 0.05],
  ['water-f', 0.2, 0.6, 2],
  ['water-se', 0.0004],
  ['water-as', 0.0005, 0.0018, 4],
  ['water-hg', 0.04],
  ['water-cd', 0.05],
  ['water-cr6', 0.004],
  ['water-pb', 0.001],
  ['water-cn', 0.001],
  ['water-vp', 0.0003],
  ['water-oil', 0.01],
  ['water-las', 0.05],
  ['water-s2', 0.01],
  ['water-fc', 40, 1600, -1],
];

/** By the class that a section keeps: within II, or within III and beyond II. */
export const SURFACE: Readonly<Record<2 | 3, readonly Figure[]>> = {
  2: [
    ...SURFACE_ALWAYS,
    ['do', 7.8, 10.8, 1],
    ['codmn', 2.1, 3.6, 1],
    ['cod', 7, 14, 0],
    ['bod5', 1, 2.6, 1],
    ['nh3n', 0.06, 0.38, 2],
  ],
  3: [
    ...SURFACE_ALWAYS,
    ['do', 6.3, 9.2, 1],
    ['codmn', 4.2, 5.6, 1],
    ['cod', 16, 19, 0],
    ['bod5', 2.2, 3.7, 1],
    ['nh3n', 0.3, 0.85, 2],
  ],
};

export const PHOSPHORUS = {
  river: { 2: ['tp', 0.03, 0.08, 2], 3: ['tp', 0.11, 0.18, 2] },
  lake: { 2: ['tp', 0.012, 0.022, 3], 3: ['tp', 0.027, 0.045, 3] },
} as const satisfies Record<string, Record<number, Figure>>;

/** What heavy rain brings into a section in July: beyond class III, within IV. */
export const STORM: Figure = ['cod', 23, 28, 0];

/** Items of Tables 2 and 3 of GB 3838, far below their limits. */
export const SUPPLEMENTARY: readonly Figure[] = [
  ['water-so4', 25, 60, 1],
  ['water-cl', 6, 18, 1],
  ['water-no3n', 0.6, 1.9, 2],
  ['water-fe', 0.03],
  ['water-mn', 0.01],
  ['water-chloroform', 0.4],
  ['water-carbon-tetrachloride', 0.0004],
  ['water-benzene', 0.4],
  ['water-toluene', 0.3],
  ['water-mo', 0.001],
  ['water-b', 0.02, 0.06, 2],
  ['water-sb', 0.2],
  ['water-ni', 0.001],
  ['water-ba', 0.03, 0.08, 2],
];

/** Seen or smelt: 0 is absent. */
export const ABSENT_IN_WELLS = ['water-odour', 'water-visible'] as const;

const WELL_ALWAYS: readonly Figure[] = [
  ['water-colour', 5],
  ['turbidity', 0.3, 1.8, 1],
  ['ph', 7.2, 8.2, 1],
  ['water-so4', 55, 120, 1],
  ['water-cl', 20, 48, 1],
  ['water-fe', 0.02],
  ['water-mn', 0.004],
  ['water-cu', 0.001],
  ['water-zn', 0.01],
  ['water-al', 0.008],
  ['water-vp', 0.0003],
  ['water-las', 0.05],
  ['codmn', 0.5, 1.4, 1],
  ['nh3n', 0.03, 0.08, 2],
  ['water-s2', 0.003],
  ['water-na', 18, 45, 1],
  ['water-coliform', 2],
  ['water-bacteria', 5, 60, 0],
  ['water-no2n', 0.003],
  ['water-cn', 0.001],
  ['water-f', 0.2, 0.6, 2],
  ['water-iodide', 0.002],
  ['water-hg', 0.04],
  ['water-as', 0.0003],
  ['water-se', 0.0004],
  ['water-cd', 0.05],
  ['water-cr6', 0.004],
  ['water-pb', 0.001],
  ['water-chloroform', 0.4],
  ['water-carbon-tetrachloride', 0.0004],
  ['water-benzene', 0.4],
  ['water-toluene', 0.3],
  ['water-alpha', 0.02, 0.07, 2],
  ['water-beta', 0.04, 0.3, 2],
];

/** By class: nitrate decides beyond II. */
export const WELLS: Readonly<Record<2 | 3 | 4 | 5, readonly Figure[]>> = {
  2: [...WELL_ALWAYS, ['water-hardness', 190, 280, 0], ['water-tds', 320, 470, 0], ['water-no3n', 2.3, 4.6, 1]],
  3: [...WELL_ALWAYS, ['water-hardness', 310, 430, 0], ['water-tds', 520, 800, 0], ['water-no3n', 8, 17, 1]],
  4: [...WELL_ALWAYS, ['water-hardness', 310, 430, 0], ['water-tds', 520, 900, 0], ['water-no3n', 21, 28, 1]],
  5: [...WELL_ALWAYS, ['water-hardness', 310, 430, 0], ['water-tds', 520, 950, 0], ['water-no3n', 32, 40, 1]],
};

/** Classes of the wells in their order. */
export const WELL_CLASSES = [3, 3, 4, 2, 5, 3] as const;

/** Below the screening values of GB 15618 for pH above 7.5. */
export const SOIL: readonly Figure[] = [
  ['ph', 7.7, 8.3, 2],
  ['soil-cd', 0.1, 0.25, 2],
  ['soil-hg', 0.02, 0.1, 3],
  ['soil-as', 6, 11, 1],
  ['soil-pb', 18, 32, 1],
  ['soil-cr', 45, 75, 0],
  ['soil-cu', 18, 35, 0],
  ['soil-ni', 20, 32, 0],
  ['soil-zn', 55, 95, 0],
];

export const NOISE: readonly Figure[] = [
  ['noise-day', 48, 54, 1],
  ['noise-night', 39, 44, 1],
];

/** Mean water temperature of the months, in ℃ */
export const WATER_TEMPERATURE = [2, 3, 8, 14, 19, 23, 26, 25, 20, 14, 8, 3] as const;
