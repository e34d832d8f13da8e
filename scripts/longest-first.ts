import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, first of all: browsers, then processes that are started and killed, then whole workspaces. */
const LONG = [/\/tests\/e2e\//, /\/tests\/(cli|gateway)\/|-crash\.test\.ts$/, /\/tests\//, /libreoffice/];

function rank({ moduleId }: TestSpecification): number {
  const at = LONG.findIndex((kind) => kind.test(moduleId));
  return at === -1 ? LONG.length : at;
}

/** Starts with the longest files, so that no worker is left with one when the others are done. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Within a kind by size, as vitest does where it has not seen them before.
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
