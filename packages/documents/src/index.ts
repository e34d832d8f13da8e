export * from './official/index.ts';
export { writePlanDocx, type DocxLayout } from './plan/plan-docx.ts';
export type { PlanToWrite, Wordings } from './plan/plan-tables.ts';
export { writePlanXlsx, type TableLayout } from './plan/plan-xlsx.ts';
export { readGrid } from './tables/read-grid.ts';
export * from './xlsx/workbook.ts';
export { writeWorkbook } from './xlsx/write-workbook.ts';
export { packZip, type ZipEntry } from './zip.ts';
