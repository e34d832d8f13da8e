/** Writes the template that ships and a sample of every document, made-up and marked so: node scripts/document-samples.ts FOLDER */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DOCUMENT_KINDS,
  documentWorkbook,
  produce,
  renderDocx,
  renderPage,
  SAMPLES,
  shippedTemplateFor,
  writeWorkbook,
} from '@qingshan/documents';

const folder = process.argv[2];
if (folder === undefined) throw new Error('name a folder to write to');
mkdirSync(folder, { recursive: true });
for (const landscape of [false, true]) {
  const { name, bytes } = shippedTemplateFor({ landscape });
  writeFileSync(join(folder, name), bytes);
}
for (const kind of DOCUMENT_KINDS) {
  const document = produce(SAMPLES[kind]);
  writeFileSync(join(folder, `${kind}.docx`), renderDocx(document));
  writeFileSync(join(folder, `${kind}.xlsx`), writeWorkbook(documentWorkbook(document)));
  writeFileSync(join(folder, `${kind}.html`), renderPage(document));
}
console.log(`${DOCUMENT_KINDS.length} documents in ${folder}`);
