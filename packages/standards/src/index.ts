export { compareEditions, type ComparedDays, type FigureChange } from './compare-editions.ts';
export { foldName, itemsOf, MEDIUM_SUFFIXES, type SampledItem } from './items.ts';
export { hashEditions, loadStandards } from './load-standards.ts';
export { parseLibrary } from './parse-library.ts';
export * from './types.ts';
export type { SourceText } from './yaml-file.ts';
