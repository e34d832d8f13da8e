import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCases } from '../src/cases.ts';

const root = join(import.meta.dirname, '../src');

/** Folders with a method: `air/period-mean`. */
export const methodFolders = readdirSync(root, { withFileTypes: true })
  .filter((area) => area.isDirectory())
  .flatMap((area) => readdirSync(join(root, area.name), { withFileTypes: true }).map((e) => join(area.name, e.name)))
  .filter((folder) => existsSync(join(root, folder, 'method.ts')));

/** Every `cases.yaml`, read. */
export const caseFiles = methodFolders
  .filter((folder) => existsSync(join(root, folder, 'cases.yaml')))
  .map((folder) => parseCases(readFileSync(join(root, folder, 'cases.yaml'), 'utf8')));
