import { addDemonstrationPeople, createApplication, DEMONSTRATION_PASSWORD } from '@qingshan/app';
import { initWorkspace, isWorkspace, openWorkspace, startServer, VERSION, type OpenWorkspace } from '@qingshan/server';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { dataOption } from '../print.ts';
import { folderOf, operator, type CommonOptions } from '../with-workspace.ts';

interface ServeFlags extends CommonOptions {
  readonly demo?: boolean;
  readonly exposeDemonstration?: boolean;
  readonly host: string;
  readonly port: string;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('打开网页 / serve the web pages')
    .option('--demo', '没有工作区时建立演示工作区 / make a demonstration workspace when there is none')
    .option('--host <address>', '监听地址 / address to listen on', '127.0.0.1')
    .option('--port <number>', '端口 / port (PORT)', process.env['PORT'] ?? '3000')
    .option('--expose-demonstration', '允许其他机器访问演示 / let other machines reach a demonstration')
    .addOption(dataOption)
    .action(async (options: ServeFlags) => {
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        throw new QingshanError('bad-request', {
          why: { zh: `“${options.port}”不是端口号。`, en: `“${options.port}” is not a port.` },
          hint: '0–65535',
        });
      }
      const folder = folderOf(options);
      if (options.demo && !(await isWorkspace(folder))) {
        console.log('正在准备演示数据（模拟数据）… / Preparing the demonstration (simulated data) …');
        await initWorkspace(folder, { district: 'mentougou', demonstration: true });
      }
      const workspace = await openWorkspace(folder);
      const application = createApplication(workspace);
      const server = await startServer(application, {
        host: options.host,
        port,
        version: VERSION,
        settings: workspace.settings,
        clock: workspace.clock,
        oidcSecret: process.env['QINGSHAN_OIDC_SECRET'],
        demonstration: workspace.demonstration !== null,
        exposeDemonstration: options.exposeDemonstration === true,
      }).catch(async (error: unknown) => {
        await workspace.close();
        throw error;
      });
      console.log(`青山 Qingshan ${VERSION}\n${server.url}`);
      console.log(`数据目录 / data: ${folder}`);
      await sayWhoMaySignIn(workspace);
      console.log('按 Ctrl+C 停止 / Ctrl+C stops');
      // The first reader of the board should not wait for what everybody asks.
      application
        .as(operator())
        .board({})
        .catch(() => undefined);
      const stop = async (): Promise<void> => {
        await server.stop();
        await workspace.close();
        process.exit(0);
      };
      process.once('SIGINT', () => void stop());
      process.once('SIGTERM', () => void stop());
    });
}

/** The demonstration's accounts, or how to make the first one. */
async function sayWhoMaySignIn(workspace: OpenWorkspace): Promise<void> {
  await addDemonstrationPeople(workspace);
  const people = await workspace.registry.people.people();
  if (workspace.demonstration) {
    console.log('演示数据为模拟数据。演示账号 / Simulated data. Demonstration accounts:');
    for (const { id, name } of people.filter((p) => p.demonstration)) console.log(`  ${id.padEnd(16)} ${name}`);
    console.log(`密码都是 / password of each: ${DEMONSTRATION_PASSWORD}`);
  } else if (people.length === 0) {
    console.log(
      '还没有人员账号。先停止服务，再运行 / No accounts yet; stop, then run:\n' +
        '  npx qingshan person add admin --name 姓名 --role administrator',
    );
  }
}
