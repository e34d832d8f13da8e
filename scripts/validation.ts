/** Compares the methods with published results and writes packages/methods/validation/results.json. */
import { writeFile } from 'node:fs/promises';
import type { ValidationResults } from '@qingshan/methods';
import { compareAll, RESULTS } from './validation/all.ts';

const results: ValidationResults = { made: new Date().toISOString().slice(0, 10), validations: await compareAll() };
await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
for (const v of results.validations) {
  for (const o of v.outcomes)
    console.log(
      `${v.id}: ${o.what.en}: ${o.agreed} of ${o.compared}${o.largest === null ? '' : `, at most ${o.largest} off`}`,
    );
}
