import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { views } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

const SHIPPED = 'shipped';

function kindOf(text: string): views.DocumentAsk['kind'] {
  const kind = views.documentKind.safeParse(text);
  if (kind.success) return kind.data;
  throw new QingshanError('bad-request', { why: text, hint: views.documentKind.options.join(', ') });
}

/** @returns `null` for the template that ships */
function versionOf(text: string): number | null {
  if (text === SHIPPED) return null;
  const version = Number(text);
  if (Number.isInteger(version)) return version;
  throw new QingshanError('bad-request', { why: text, hint: 'qingshan documents template list' });
}

function printTemplates(templates: views.DocumentTemplatesView): void {
  printTable(
    ['种类 kind', '编号', '模板', '上传', '时间', '状态'],
    templates.flatMap(({ kind, versions }) => {
      const own = versions.map(({ id, own, name, note, by, at }, i) => [
        kind,
        own ? String(id) : SHIPPED,
        note === '' ? name : `${name}（${note}）`,
        by,
        at.replace('T', ' '),
        i === 0 ? '在用 / in use' : '',
      ]);
      return own.length > 0 ? own : [[kind, SHIPPED, '随程序提供 / ships', '', '', '在用 / in use']];
    }),
  );
}

async function list(options: CommonOptions): Promise<void> {
  const templates = await withApplication(options, (application) => application.documentTemplates());
  return options.json ? printJson(templates) : printTemplates(templates);
}

async function get(
  kind: string,
  version: string,
  { output, ...options }: CommonOptions & { readonly output?: string },
): Promise<void> {
  const { name, bytes } = await withApplication(options, (application) =>
    application.documentTemplateFile(kindOf(kind), versionOf(version)),
  );
  await writeFile(output ?? name, bytes);
  console.log(`已写入 / written: ${output ?? name}`);
}

async function add(kind: string, path: string, options: CommonOptions): Promise<void> {
  const file = { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
  printTemplates(await withApplication(options, (application) => application.addDocumentTemplate(kindOf(kind), file)));
}

async function use(
  kind: string,
  version: string,
  { note = '', ...options }: CommonOptions & { readonly note?: string },
): Promise<void> {
  const choice = { version: versionOf(version), note };
  printTemplates(
    await withApplication(options, (application) => application.useDocumentTemplate(kindOf(kind), choice)),
  );
}

/** `qingshan documents template …` */
export function addDocumentTemplates(documents: Command): void {
  const templates = documents.command('template').description('公文模板 / templates').exitOverride();
  const kind = ['<kind>', `种类 / kind: ${views.documentKind.options.join(', ')}`] as const;
  const version = ['<version>', `编号，或 ${SHIPPED}（随程序提供的）/ number, or the one that ships`] as const;
  templates
    .command('list')
    .description('各种类的模板 / templates')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(list);
  templates
    .command('get')
    .description('取出模板，用 Word 修改 / take one to Word')
    .argument(...kind)
    .argument(...version)
    .option('-o, --output <file>', '文件 / file')
    .addOption(dataOption)
    .action(get);
  templates
    .command('add')
    .description('试排后启用新模板 / try a template and put it to use')
    .argument(...kind)
    .argument('<file>', 'docx')
    .addOption(byOption)
    .addOption(dataOption)
    .action(add);
  templates
    .command('use')
    .description('换回以前的模板 / go back to an earlier one')
    .argument(...kind)
    .argument(...version)
    .option('--note <text>', '说明 / note')
    .addOption(byOption)
    .addOption(dataOption)
    .action(use);
}
