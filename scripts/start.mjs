/** `npm start`: the demonstration, from nothing to the board in the browser. */
import { join } from 'node:path';
import { ensureInstalled, ensureWebBuilt, ROOT, runPinned } from './bootstrap.mjs';

ensureInstalled();
ensureWebBuilt();
runPinned(join(ROOT, 'packages', 'cli', 'src', 'main.ts'), ['serve', '--demo', ...process.argv.slice(2)]);
