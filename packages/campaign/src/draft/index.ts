export * from './grid.ts';
export { chineseNumber, circledNumber } from './numerals.ts';
