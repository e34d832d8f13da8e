import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise, type IModule } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

/**
 * The direction of imports, as written in ARCHITECTURE.md: a package may import those listed for it and no others.
 * The test counts the modules it saw, so that it cannot pass on nothing.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  standards: ['kernel'],
  methods: ['kernel', 'standards'],
  quality: ['kernel'],
  campaign: ['kernel', 'standards', 'methods'],
  registers: ['kernel', 'standards', 'methods'],
  sources: ['kernel', 'standards', 'methods'],
  documents: ['kernel', 'standards', 'methods', 'campaign'],
  app: ['kernel', 'standards', 'methods', 'campaign', 'registers', 'sources', 'quality', 'documents'],
  store: ['kernel', 'standards', 'methods', 'campaign', 'registers', 'sources', 'quality', 'documents', 'app'],
  server: [
    'kernel',
    'standards',
    'methods',
    'campaign',
    'registers',
    'sources',
    'quality',
    'documents',
    'app',
    'store',
  ],
  cli: [
    'kernel',
    'standards',
    'methods',
    'campaign',
    'registers',
    'sources',
    'quality',
    'documents',
    'app',
    'store',
    'server',
  ],
  web: ['kernel', 'methods'],
};

/** Packages without I/O; the files named may read the product's own data. */
const PURE: Readonly<Record<string, RegExp>> = {
  kernel: /^$/,
  standards: /\/load[^/]*\.ts$/,
  methods: /^$/,
  campaign: /\/load[^/]*\.ts$/,
  registers: /\/load[^/]*\.ts$/,
  quality: /\/load[^/]*\.ts$/,
};

const DRIVERS = /^(kysely|@electric-sql\/pglite|@duckdb\/|pg$|@clickhouse\/)/;
const FEWEST_MODULES = 100;

const root = join(import.meta.dirname, '../..');

async function modules(): Promise<IModule[]> {
  const result = await cruise(
    ['packages'],
    {
      baseDir: root,
      exclude: { path: '(node_modules/(?!@qingshan)|/dist/|schema\\.d\\.ts$)' },
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      combinedDependencies: true,
    },
    { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], conditionNames: ['import'], exportsFields: ['exports'] },
  );
  if (typeof result.output === 'string') throw new Error('dependency-cruiser printed instead of answering');
  return result.output.modules.filter((m) => m.source.startsWith('packages/'));
}

function packageOf(path: string): string | null {
  return /^packages\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && /\.tsx?$/.test(e.name) && !e.name.endsWith('.d.ts'))
    .map((e) => join(e.parentPath, e.name));
}

describe('imports run one way', async () => {
  const seen = await modules();

  it(`sees the product (at least ${FEWEST_MODULES} modules, every package)`, () => {
    expect(seen.length).toBeGreaterThan(FEWEST_MODULES);
    expect([...new Set(seen.map((m) => packageOf(m.source)))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it('keeps to the order of the packages', () => {
    const wrong = seen.flatMap((m) => {
      const from = packageOf(m.source);
      return m.dependencies
        .map((d) => packageOf(d.resolved) ?? /^@qingshan\/([^/]+)/.exec(d.module)?.[1] ?? null)
        .filter((to) => to !== null && to !== from && !MAY_IMPORT[from ?? '']?.includes(to))
        .map((to) => `${m.source} -> ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it('enters a package by its index only', () => {
    const wrong = seen.flatMap((m) =>
      m.dependencies
        .filter((d) => /^@qingshan\/[^/]+\/.+/.test(d.module) || isDeep(m.source, d.resolved))
        .map((d) => `${m.source} -> ${d.module}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names a database driver in the store only', () => {
    const wrong = seen
      .filter((m) => packageOf(m.source) !== 'store')
      .flatMap((m) => m.dependencies.filter((d) => DRIVERS.test(d.module)).map((d) => `${m.source} -> ${d.module}`));
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    expect(
      seen.flatMap((m) => m.dependencies.filter((d) => d.circular).map((d) => `${m.source} -> ${d.resolved}`)),
    ).toEqual([]);
  });
});

function isDeep(source: string, resolved: string): boolean {
  const [from, to] = [packageOf(source), packageOf(resolved)];
  return (
    from !== null && to !== null && from !== to && !/^packages\/[^/]+\/(src\/index\.ts|package\.json)$/.test(resolved)
  );
}

describe('pure packages', () => {
  const files = Object.keys(PURE).flatMap((name) =>
    sourcesOf(join(root, 'packages', name, 'src'))
      .filter((f) => !f.endsWith('.test.ts') && !f.includes('/testing/'))
      .map((f) => ({ name, file: relative(root, f), text: readFileSync(f, 'utf8') })),
  );

  it('are there to be looked at', () => {
    expect(files.length).toBeGreaterThan(40);
  });

  it('do no I/O', () => {
    const wrong = files.filter(
      ({ name, file, text }) => !PURE[name]?.test(file) && /from '(node:(?!crypto)|fs|path)/.test(text),
    );
    expect(wrong.map((f) => f.file)).toEqual([]);
  });

  it('know no clock and no chance', () => {
    const wrong = files.filter(({ text }) =>
      /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\./.test(text),
    );
    expect(wrong.map((f) => f.file)).toEqual([]);
  });
});
