/**
 * A Stryker test runner that loads the tests once and judges every mutant in the same process. The packages under test
 * are pure, so nothing is left over from one mutant to the next; starting vitest for each of some ten thousand mutants
 * would take many hours instead of minutes. A mutant that does not end is ended by Stryker, with the process.
 */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { configureGlobal } from 'fast-check';
import { collectTests, type CollectedTest } from './collected-tests.ts';

const TESTS = 'packages/{kernel,methods}/src/**/*.test.ts';
/** It reads whole published data sets for many seconds. */
const TOO_SLOW = ['packages/methods/src/real-data.test.ts'];
/** Properties are tried on the same few values for every mutant, and not for long. */
const PROPERTIES = { numRuns: 25, seed: 2024, interruptAfterTimeLimit: 300 };
const STAND_IN = new URL('collected-tests.ts', import.meta.url).href;

const mutation: InstrumenterContext = {};
Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: mutation });

/** Within the copy under `root`, packages are the mutated ones, and vitest is its stand-in. */
function redirectImports(root: string): void {
  const inside = pathToFileURL(join(root, 'packages')).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (!context.parentURL?.startsWith(inside)) return next(specifier, context);
      if (specifier === 'vitest') return { url: STAND_IN, shortCircuit: true };
      const [, name] = /^@qingshan\/([\w-]+)$/.exec(specifier) ?? [];
      return next(name === undefined ? specifier : `${inside}/${name}/src/index.ts`, context);
    },
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function runTest({ id, name, file, run }: CollectedTest): Promise<TestResult> {
  const start = performance.now();
  const told = { id, name, fileName: file };
  try {
    await run();
    return { ...told, timeSpentMs: performance.now() - start, status: TestStatus.Success };
  } catch (error) {
    const timeSpentMs = performance.now() - start;
    return { ...told, timeSpentMs, status: TestStatus.Failed, failureMessage: messageOf(error) };
  }
}

class InProcessRunner implements TestRunner {
  static readonly inject = [] as const;
  #tests: readonly CollectedTest[] = [];
  /** Milliseconds that each test took last: the quick ones judge first. */
  readonly #cost = new Map<string, number>();

  /** Mutants that also run while modules are loaded are active during tests only, so nothing has to be loaded anew. */
  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    const root = cwd();
    configureGlobal(PROPERTIES);
    redirectImports(root);
    const files = globSync(TESTS, { cwd: root, exclude: TOO_SLOW }).toSorted();
    this.#tests = await collectTests(root, files);
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    for (const test of this.#tests) {
      mutation.currentTestId = test.id;
      tests.push(await this.#run(test));
    }
    delete mutation.currentTestId;
    const { mutantCoverage } = mutation;
    return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    const wanted = new Set(testFilter);
    const chosen = testFilter ? this.#tests.filter((test) => wanted.has(test.id)) : this.#tests;
    mutation.activeMutant = activeMutant.id;
    mutation.hitCount = 0;
    if (hitLimit !== undefined) mutation.hitLimit = hitLimit;
    const tests: TestResult[] = [];
    for (const test of chosen.toSorted((a, b) => this.#costOf(a) - this.#costOf(b))) {
      const result = await this.#run(test);
      tests.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    const endless = determineHitLimitReached(mutation.hitCount, hitLimit);
    delete mutation.activeMutant;
    delete mutation.hitCount;
    delete mutation.hitLimit;
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  }

  async #run(test: CollectedTest): Promise<TestResult> {
    const result = await runTest(test);
    this.#cost.set(test.id, result.timeSpentMs);
    return result;
  }

  #costOf({ id }: CollectedTest): number {
    return this.#cost.get(id) ?? 0;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
