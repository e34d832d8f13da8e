import { resolve } from 'node:path';
import {
  addDemonstrationDevices,
  addDemonstrationPeople,
  createApplication,
  DEMONSTRATION_GATEWAY,
  DEMONSTRATION_PASSWORD,
  type ApplicationFor,
} from '@qingshan/app';
import {
  initWorkspace,
  intakeJobs,
  isWorkspace,
  messengersFrom,
  openGateway,
  openWorkspace,
  operationsOf,
  recoverJob,
  serverJobs,
  startControl,
  startJob,
  startServer,
  VERSION,
  type OpenWorkspace,
  type RunningGateway,
} from '@qingshan/server';
import { SYSTEM } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { Option, type Command } from 'commander';
import { dataOption } from '../print.ts';
import { folderOf, operator, whereabouts, type CommonOptions } from '../with-workspace.ts';

interface ServeFlags extends CommonOptions {
  readonly demo?: boolean;
  readonly exposeDemonstration?: boolean;
  readonly host: string;
  readonly port: string;
  readonly gatewayHost?: string;
  readonly gatewayPort?: string;
  readonly log?: 'json';
  readonly watchFolder?: string;
}

function portOf(text: string): number {
  const port = Number(text);
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new QingshanError('bad-request', {
    why: { zh: `“${text}”不是端口号。`, en: `“${text}” is not a port.` },
    hint: '0–65535',
  });
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('打开网页 / serve the web pages')
    .option('--demo', '没有工作区时建立演示工作区 / make a demonstration workspace when there is none')
    .option('--host <address>', '监听地址 / address to listen on', '127.0.0.1')
    .option('--port <number>', '端口 / port (PORT)', process.env['PORT'] ?? '3000')
    .option('--gateway-host <address>', '数采仪网关监听地址 / address on which instruments are listened to')
    .option('--gateway-port <number>', '数采仪网关端口（HJ 212）/ port for instruments that speak HJ 212')
    .option('--watch-folder <path>', '投放数据文件的文件夹 / folder into which data files are dropped')
    .option('--expose-demonstration', '允许其他机器访问演示 / let other machines reach a demonstration')
    .addOption(new Option('--log <format>', '每个请求写一行日志 / one line a request').choices(['json']))
    .addOption(dataOption)
    .action(async (options: ServeFlags) => {
      const port = portOf(options.port);
      const folder = folderOf(options);
      if (options.demo && !(await isWorkspace(folder))) {
        console.log('正在准备演示数据（模拟数据）… / Preparing the demonstration (simulated data) …');
        await initWorkspace(folder, { district: 'mentougou', demonstration: true, ...whereabouts() });
      }
      const workspace = await openWorkspace(folder, {
        ...whereabouts(),
        messengers: messengersFrom(process.env),
        watchFolder: options.watchFolder && resolve(options.watchFolder),
      });
      const application = createApplication(workspace);
      const operations = operationsOf(workspace, application, {
        token: process.env['QINGSHAN_METRICS_TOKEN'],
        log: options.log && ((line) => console.log(line)),
      });
      const server = await startServer(application, {
        host: options.host,
        port,
        version: VERSION,
        settings: workspace.settings,
        clock: workspace.clock,
        oidcSecret: process.env['QINGSHAN_OIDC_SECRET'],
        demonstration: workspace.demonstration !== null,
        operations,
        exposeDemonstration: options.exposeDemonstration === true,
      }).catch(async (error: unknown) => {
        await workspace.close();
        throw error;
      });
      console.log(`青山 Qingshan ${VERSION}\n${server.url}`);
      console.log(`数据目录 / data: ${folder}`);
      await sayWhoMaySignIn(workspace);
      const gateway = await listenToInstruments(application, workspace, options).catch(async (error: unknown) => {
        await server.stop();
        await workspace.close();
        throw error;
      });
      if (workspace.inbox) console.log(`投放文件夹 / drop files into: ${workspace.inbox.folder}`);
      console.log('按 Ctrl+C 停止 / Ctrl+C stops');
      // The first reader of the board should not wait for what everybody asks.
      application
        .as(operator())
        .board({})
        .catch(() => undefined);
      // What a killed process has stored and not judged.
      application
        .as(SYSTEM)
        .watchObservations({ batch: null, undone: false, by: SYSTEM.id })
        .catch(() => undefined);
      const jobs = [
        ...serverJobs(application, workspace),
        ...(await intakeJobs(application, workspace, process.env)),
        ...(workspace.shared ? [recoverJob(workspace)] : []),
      ];
      const stopJobs = jobs.map((job) => startJob(job, workspace, operations));
      const stopControl = await startControl(workspace);
      const stop = async (): Promise<void> => {
        await Promise.all([server.stop(), gateway?.stop(), stopControl(), ...stopJobs.map((end) => end())]);
        await workspace.close();
        process.exit(0);
      };
      process.once('SIGINT', () => void stop());
      process.once('SIGTERM', () => void stop());
    });
}

/** Where instruments are listened to: as asked, else as the workspace says, else where the demonstration does, if anywhere. */
async function listenToInstruments(
  application: ApplicationFor,
  workspace: OpenWorkspace,
  { gatewayHost, gatewayPort, exposeDemonstration = false }: ServeFlags,
): Promise<RunningGateway | null> {
  await addDemonstrationDevices(workspace);
  const set = workspace.settings.gateway ?? (workspace.demonstration ? DEMONSTRATION_GATEWAY : null);
  const port = gatewayPort === undefined ? set?.port : portOf(gatewayPort);
  if (port === undefined) return null;
  const host = gatewayHost ?? set?.host ?? '127.0.0.1';
  const isAsked = gatewayPort !== undefined || workspace.settings.gateway !== null;
  const gateway = await openGateway(application, workspace, { host, port, exposeDemonstration }).catch(
    (error: unknown) => {
      // Another demonstration may run on this machine; nobody has asked for this port.
      if (isAsked || !(error instanceof QingshanError) || error.code !== 'port-taken') throw error;
      console.log(`${error.message}\n本次不开网关 / no gateway this time: --gateway-port`);
      return null;
    },
  );
  if (gateway === null) return null;
  console.log(`数采仪网关 HJ 212 / instruments: ${host}:${gateway.port}`);
  return gateway;
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
