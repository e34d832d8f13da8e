import { createApplication } from '@qingshan/app';
import { initWorkspace, isWorkspace, openWorkspace, startServer, VERSION } from '@qingshan/server';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { dataOption } from '../print.ts';
import { folderOf, operator, type CommonOptions } from '../with-workspace.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('打开网页 / serve the web pages')
    .option('--demo', '没有工作区时建立演示工作区 / make a demonstration workspace when there is none')
    .option('--host <address>', '监听地址（目前只能是本机）/ address, loopback only for now', '127.0.0.1')
    .option('--port <number>', '端口 / port (PORT)', process.env['PORT'] ?? '3000')
    .addOption(dataOption)
    .action(async (options: CommonOptions & { demo?: boolean; host: string; port: string }) => {
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
      const application = createApplication(workspace).as(operator());
      const server = await startServer(application, {
        host: options.host,
        port,
        version: VERSION,
      }).catch(async (error: unknown) => {
        await workspace.close();
        throw error;
      });
      console.log(`青山 Qingshan ${VERSION}\n${server.url}`);
      console.log(`数据目录 / data: ${folder}`);
      if (workspace.demonstration) {
        console.log(
          '演示数据为模拟数据；登录功能尚未提供，本机即可访问。/ Simulated data; no sign-in yet, this machine only.',
        );
      }
      console.log('按 Ctrl+C 停止 / Ctrl+C stops');
      // The first reader of the board should not wait for what everybody asks.
      application.board({}).catch(() => undefined);
      const stop = async (): Promise<void> => {
        await server.stop();
        await workspace.close();
        process.exit(0);
      };
      process.once('SIGINT', () => void stop());
      process.once('SIGTERM', () => void stop());
    });
}
