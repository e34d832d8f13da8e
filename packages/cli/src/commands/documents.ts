import { writeFile } from 'node:fs/promises';
import { PUBLISHED_FORMS, views, type PublishedForm } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { Option, type Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';
import { addDocumentTemplates } from './document-templates.ts';

interface AskOptions extends CommonOptions {
  readonly variant?: string;
  readonly form: PublishedForm;
  readonly output?: string;
}

function numberOf(text: string): number {
  const id = Number(text);
  if (Number.isInteger(id)) return id;
  throw new QingshanError('bad-request', { why: text, hint: 'qingshan documents list' });
}

function askOf(kind: string, subject: string, variant: string | undefined): views.DocumentAsk {
  const ask = views.documentAsk.safeParse({ kind, subject, variant });
  if (ask.success) return ask.data;
  throw new QingshanError('bad-request', { why: kind, hint: views.documentKind.options.join(', ') });
}

async function list(options: CommonOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const rows = await application.publications({});
    if (options.json) return printJson(rows);
    return printTable(
      ['编号', '文号', '标题', '日期', '发布人', '状态'],
      rows.map((row) => [
        String(row.id),
        row.number,
        row.title,
        row.day,
        row.by ?? '',
        row.withdrawn === null ? '有效 / stands' : `已撤回 / withdrawn: ${row.withdrawn.reason}`,
      ]),
    );
  });
}

/** Prints what differs; ends with 1 when anything does. */
async function verify(id: string | undefined, options: CommonOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const checks = await application.verifyPublications(id === undefined ? null : numberOf(id));
    if (checks.some((check) => !check.sound)) process.exitCode = 1;
    if (options.json) return printJson(checks);
    printTable(
      ['编号', '文号', '形式', '保存的文件', '重新生成', 'SHA-256'],
      checks.flatMap((check) =>
        check.forms.map(({ form, stored, again, sha256 }) => [
          String(check.id),
          check.number,
          form,
          stored,
          again,
          sha256.slice(0, 16),
        ]),
      ),
    );
    for (const { number, why } of checks) if (why !== null) console.log(`${number}：${why.zh} / ${why.en}`);
    const bad = checks.filter((check) => !check.sound).length;
    return console.log(
      bad === 0
        ? `${checks.length} 份文件均与发布时逐字节一致 / ${checks.length} documents, every byte as published`
        : `${checks.length} 份文件中 ${bad} 份与发布时不符 / ${bad} of ${checks.length} documents are not as published`,
    );
  });
}

async function draft(kind: string, subject: string, { form, output, variant, ...options }: AskOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const { name, bytes } = await application.documentDraftFile(askOf(kind, subject, variant), form);
    await writeFile(output ?? name, bytes);
    console.log(`已写入 / written: ${output ?? name}`);
  });
}

async function publish(kind: string, subject: string, { variant, ...options }: AskOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const ask = askOf(kind, subject, variant);
    const { checks, checked } = await application.documentDraft(ask);
    for (const { text } of checks) console.log(`- ${text.zh} / ${text.en}`);
    const { id, number, title, files } = await application.publish({ ask, checked, replaces: null });
    console.log(`已发布 / published: ${id} ${number} ${title}`);
    for (const { form, sha256 } of files) console.log(`  ${form}  ${sha256}`);
  });
}

async function withdraw(
  id: string,
  { reason, ...options }: CommonOptions & { readonly reason: string },
): Promise<void> {
  const input = views.withdrawInput.safeParse({ reason });
  if (!input.success) throw new QingshanError('bad-request', { why: reason, hint: '--reason' });
  await withApplication(options, async (application) => {
    const { number, title } = await application.withdrawPublication(numberOf(id), input.data.reason);
    console.log(`已撤回，文号不再使用 / withdrawn, its number stays used: ${number} ${title}`);
  });
}

export function addDocuments(program: Command): void {
  const documents = program.command('documents').description('文件：起草、发布、校验 / documents').exitOverride();
  const kinds = `种类 / kind: ${views.documentKind.options.join(', ')}`;
  const subject = '对象：月份、时段、单位或措施 / subject: month, period, unit or measure';
  const variant = new Option('--variant <name>', '监测项目或办法 / parameter or pack');
  documents
    .command('list')
    .description('已发布的文件 / what was published')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(list);
  documents
    .command('verify [id]')
    .description('用冻结的事实和模板重新生成并逐字节比较；不符时退出码为 1 / make again and compare byte for byte')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(verify);
  documents
    .command('draft')
    .description('起草 / draft')
    .argument('<kind>', kinds)
    .argument('<subject>', subject)
    .addOption(variant)
    .addOption(new Option('--form <form>', '形式 / form').choices(PUBLISHED_FORMS).default('docx'))
    .option('-o, --output <file>', '文件 / file')
    .addOption(dataOption)
    .action(draft);
  documents
    .command('publish')
    .description('起草、编号并发布 / draft, number and publish')
    .argument('<kind>', kinds)
    .argument('<subject>', subject)
    .addOption(variant)
    .addOption(byOption)
    .addOption(dataOption)
    .action(publish);
  documents
    .command('withdraw <id>')
    .description('撤回已发布的文件 / take a publication back')
    .requiredOption('--reason <text>', '原因，公开可见 / why, for all readers')
    .addOption(byOption)
    .addOption(dataOption)
    .action(withdraw);
  addDocumentTemplates(documents);
}
