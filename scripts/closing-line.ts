import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that any machine can read: `12 passed, 0 failed, 1 skipped`. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((m) => [...m.children.allTests()]);
    const count = (state: string): number => tests.filter((t) => t.result().state === state).length;
    const broken = modules.filter(
      (m) => m.state() === 'failed' && [...m.children.allTests('failed')].length === 0,
    ).length;
    // The default reporter writes after this; the line is to be the last.
    process.once('exit', () => {
      console.log(`${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`);
    });
  }
}
