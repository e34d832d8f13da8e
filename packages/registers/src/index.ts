export { columnName, columnsOf, unitText, type Column } from './engine/columns.ts';
export { countedEntries, countsOf, unitsOf, type CountResult } from './engine/counts.ts';
export { diffEntries, type Change } from './engine/diff-entries.ts';
export { findDuplicates, type DuplicateGroup } from './engine/duplicates.ts';
export { fieldOf, phaseOf } from './engine/fields.ts';
export { makeFinding, type Finding, type FindingCode, type Severity } from './engine/findings.ts';
export { loadRegisters } from './engine/load-registers.ts';
export { loadSampleWorkbook } from './load-sample.ts';
export { mask, maySee, type MaskedEntry } from './engine/mask.ts';
export { cellText, isPosition, shownValue } from './engine/show-value.ts';
export type * from './engine/types.ts';
export { validateEntry, type Validated } from './engine/validate-entry.ts';
export {
  checkRows,
  readRegister,
  type RegisterRow,
  type RegisterRows,
  type RowReport,
} from './workbook/read-register.ts';
export { writeRegister } from './workbook/write-register.ts';
