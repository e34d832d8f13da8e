export * from './xlsx/workbook.ts';
export { writeWorkbook } from './xlsx/write-workbook.ts';
