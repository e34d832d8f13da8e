import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { QingshanError } from '@qingshan/kernel';
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';

// A command is compiled once, not at every start. Where the folder cannot be written nothing changes.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/qingshan', import.meta.url)));

/** Exit codes: 0 done · 1 it could not be done, the message says why · 2 wrong use · 70 a defect in the program. */
try {
  const program = await createProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  if (error instanceof QingshanError) {
    console.error(error.message);
    process.exitCode = 1;
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    console.error(error);
    process.exitCode = 70;
  }
}
