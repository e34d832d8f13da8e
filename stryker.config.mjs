/**
 * Mutation testing of the two packages that hold the rules: `npm run mutation`. What is left out, why, and the scores:
 * docs/mutation.md.
 */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';

const tempDirName = '.stryker-tmp';

// The tests look for the reference data beside the repository; they run in a copy, so the data are linked beside it.
const shared = resolve('../shared');
const linked = resolve(tempDirName, 'shared');
mkdirSync(tempDirName, { recursive: true });
if (existsSync(shared) && !existsSync(linked)) symlinkSync(shared, linked);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: ['./scripts/mutation/test-runner.ts', './scripts/mutation/texts.ts'],
  testRunner: 'in-process',
  ignorers: ['texts'],
  mutator: { excludedMutations: ['StringLiteral'] },
  mutate: ['packages/kernel/src/**/*.ts', 'packages/methods/src/**/*.ts', '!**/*.test.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 10_000,
  tempDirName,
  ignorePatterns: ['/packages/web', '/districts', '/bench', '/docs', '/.qingshan', '/reports'],
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
};
