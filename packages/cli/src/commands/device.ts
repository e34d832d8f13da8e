import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { views } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { printJson, printTable, subcommandsOf } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

const CHANGES = { added: '新增 added', changed: '更改 changed', same: '不变 same' } as const;

function printImport({ devices, faults }: views.DeviceImportView): void {
  printTable(
    ['设备编码', '系统', '点位', ''],
    devices.map(({ mn, system, site, change }) => [mn, system, site, CHANGES[change]]),
  );
  for (const { severity, text } of faults) console.log(`  [${severity}] ${text.zh}\n      ${text.en}`);
}

interface ImportOptions extends CommonOptions {
  readonly preview?: boolean;
}

async function importDevices(path: string, options: ImportOptions): Promise<void> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new QingshanError('bad-file', { file: path, why, hint: '' });
  });
  const file = { name: basename(path), bytes: new Uint8Array(bytes) };
  await withApplication(options, async (application) => {
    const read = options.preview ? await application.previewDevices(file) : await application.importDevices(file);
    if (options.json) printJson(read);
    else printImport(read);
    if (read.faults.some(({ severity }) => severity === 'refused')) process.exitCode = 1;
  });
}

async function listDevices(options: CommonOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const devices = await application.devices();
    if (options.json) return printJson(devices);
    return printTable(
      ['设备编码', '系统', '点位', '版本', '登记时间', '最近上报', '停用时间'],
      devices.map((d) => [
        d.mn,
        d.system,
        d.site.name.zh,
        d.version,
        d.registered,
        d.lastHeard ?? '',
        d.withdrawn ?? '',
      ]),
    );
  });
}

export function addDevice(program: Command): void {
  const device = program.command('device').description('联网监测设备登记 / registered instruments').exitOverride();
  const sub = subcommandsOf(device);
  sub('list', '列出设备（不显示密码）/ list the devices, without passwords').action(listDevices);
  sub('import', '按 CSV 登记设备；有问题的行不登记 / register devices from a CSV; rows with a fault are left out')
    .argument('<file>', 'CSV：设备编码、密码、系统编码、点位 …')
    .option('--preview', '只预览 / preview only')
    .action(importDevices);
  sub('withdraw', '停用一台设备 / listen to a device no more')
    .argument('<mn>', '设备编码 / MN')
    .action(async (mn: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        await application.withdrawDevice(mn);
        console.log(`${mn}: 已停用 / withdrawn`);
      }),
    );
}
