/** `npm run mutation`: judges the tests of kernel and methods by mutants. Arguments are handed to Stryker. */
import { join } from 'node:path';
import { ensureInstalled, ROOT, runPinned } from './bootstrap.mjs';

ensureInstalled();
runPinned(join(ROOT, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'), [
  'run',
  ...process.argv.slice(2),
]);
