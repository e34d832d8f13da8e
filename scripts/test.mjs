/** `npm test`: every test. Arguments are handed to vitest. */
import { join } from 'node:path';
import { ensureInstalled, ensureWebBuilt, ROOT, runPinned } from './bootstrap.mjs';

ensureInstalled();
ensureWebBuilt();
runPinned(join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ['run', ...process.argv.slice(2)]);
