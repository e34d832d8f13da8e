import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const WORKER = 'field-worker.js';
/** Pages that open without network */
const PAGES = ['field/field-page.tsx'];

type Bundle = Rolldown.OutputBundle;

/** The files that the entry and these pages need, whatever is loaded later for other pages left out. */
export function filesNeeded(bundle: Bundle, pages: readonly string[]): string[] {
  const needed = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || needed.has(name)) return;
    needed.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) needed.add(css);
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) needed.add(asset);
    for (const imported of chunk.imports) add(imported);
  };
  for (const [name, output] of Object.entries(bundle)) {
    if (output.type !== 'chunk' || name === WORKER) continue;
    const isPage = pages.some((page) => output.facadeModuleId?.replaceAll('\\', '/').endsWith(page) === true);
    if (output.isEntry || isPage) add(name);
  }
  return [...needed].toSorted().map((name) => `/${name}`);
}

/** Builds the service worker of the field page and tells it which files this release is made of. */
export function offlineWorker(): Plugin {
  return {
    name: 'qingshan-offline-worker',
    apply: 'build',
    buildStart() {
      const id = join(import.meta.dirname, 'src/field/offline-worker.ts');
      this.emitFile({ type: 'chunk', id, fileName: WORKER });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') throw new Error(`${WORKER} was not built`);
        const files = filesNeeded(bundle, PAGES);
        if (files.length < 2) throw new Error('the field page was not found in the build');
        const name = createHash('sha256').update(files.join('\n')).update(worker.code).digest('hex').slice(0, 16);
        worker.code = worker.code.replaceAll('FIELD_RELEASE', JSON.stringify({ name, files }));
      },
    },
  };
}
