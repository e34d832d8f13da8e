/** Writes docs/openapi.json and the web's API types from the routes. `--check` says whether they are up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { openApiDocument } from '@qingshan/server';
import openapiTS, { astToString } from 'openapi-typescript';
import root from '../package.json' with { type: 'json' };

const HEAD = '// Made from the API by `npm run openapi`. Not edited by hand.\n';

const document = openApiDocument(root.version);
const types = await openapiTS(JSON.stringify(document));
const files: [URL, string][] = [
  [new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(document, null, 2)}\n`],
  [new URL('../packages/web/src/api/schema.d.ts', import.meta.url), HEAD + astToString(types)],
];

for (const [url, text] of files) {
  const before = await readFile(url, 'utf8').catch(() => '');
  if (before === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${url.pathname} is not up to date. Run: npm run openapi`);
    process.exitCode = 1;
  } else {
    await writeFile(url, text);
    console.log(`written ${url.pathname}`);
  }
}
