#!/usr/bin/env node
/** `npx qingshan …` on any Node: hands over to the pinned one. */
import { join } from 'node:path';
import { ensureInstalled, ROOT, runPinned } from '../../../scripts/bootstrap.mjs';

ensureInstalled();
runPinned(join(ROOT, 'packages', 'cli', 'src', 'main.ts'), process.argv.slice(2));
