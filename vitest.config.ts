import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';
import { LongestFirst } from './scripts/longest-first.ts';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['tests/templates.ts'],
    reporters: ['default', new ClosingLine()],
    sequence: { sequencer: LongestFirst },
    // One less would be half of a machine of two cores.
    maxWorkers: '100%',
    // PGlite is opened often and lives briefly: compiling it a second time, for speed, costs more than it gives.
    execArgv: ['--liftoff-only'],
    // Whatever hangs ends; what is merely slow does not fail: tests wait on conditions, as long as a busy machine needs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 180_000 } },
  },
});
