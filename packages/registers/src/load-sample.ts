import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTERS_FOLDER } from './engine/load-registers.ts';

/** The sample workbook that a register comes with; everything in it is made up and says so. */
export function loadSampleWorkbook(register: string): Uint8Array {
  return readFileSync(join(REGISTERS_FOLDER, register, 'sample.xlsx'));
}
