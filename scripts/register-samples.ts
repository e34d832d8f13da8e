import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTERS_FOLDER } from '../packages/registers/src/engine/load-registers.ts';
import { mentougou } from '../packages/registers/testing/context.ts';
import { REGISTERS, sampleOf } from '../packages/registers/testing/rows.ts';

/** Writes `sample.xlsx` of every register from its `sample.yaml`. */
for (const definition of REGISTERS) {
  const { validated, bytes } = sampleOf(definition, mentougou());
  for (const { findings } of validated) for (const { text } of findings) console.error(`${definition.id}: ${text.zh}`);
  writeFileSync(join(REGISTERS_FOLDER, definition.id, 'sample.xlsx'), bytes);
}
console.log(`${REGISTERS.length} sample.xlsx`);
