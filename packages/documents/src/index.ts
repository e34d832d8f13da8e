export * from './official/index.ts';
export { readGrid } from './tables/read-grid.ts';
export * from './xlsx/workbook.ts';
export { writeWorkbook } from './xlsx/write-workbook.ts';
