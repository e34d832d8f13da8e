import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import { parseMoment, QingshanError, type Moment } from '@qingshan/kernel';
import { CRC_VARIANTS } from '@qingshan/methods';
import { hj212 } from '@qingshan/sources';
import { Option, type Command } from 'commander';
import { sendTelegrams, type Sent } from '../send-telegrams.ts';

const COMMANDS = ['2011', '2051', '2061'] as const;
/** Seconds between two telegrams of each command where nothing else is asked for. */
const EVERY: Readonly<Record<string, number>> = { '2011': 30, '2051': 600, '2061': 3600 };

interface SimulateOptions {
  readonly system: string;
  readonly mn: string;
  readonly password: string;
  readonly command: (typeof COMMANDS)[number];
  readonly crc: (typeof CRC_VARIANTS)[number];
  readonly from: string;
  readonly hours: string;
  readonly every?: string;
  readonly seed: string;
  readonly faulty: string;
  readonly repeated: string;
  readonly to?: string;
  readonly stay?: boolean;
  readonly output?: string;
}

function badOption(option: string, value: string): QingshanError {
  const why = { zh: `--${option} 不能是“${value}”。`, en: `--${option} may not be “${value}”.` };
  return new QingshanError('bad-request', { why });
}

function numberOf(option: string, text: string, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= most)) throw badOption(option, text);
  return value;
}

function simulationOf(options: SimulateOptions): hj212.Simulation {
  const { system, mn, password, command: cn, crc } = options;
  const from: Moment | null = parseMoment(options.from);
  if (from === null) throw badOption('from', options.from);
  if (!/^[\w.-]{1,40}$/.test(mn)) throw badOption('mn', mn);
  if (!/^[\x21-\x7e]{0,20}$/.test(password)) throw badOption('password', password);
  const every = Math.floor(numberOf('every', options.every ?? String(EVERY[cn]), 86_400));
  if (every === 0) throw badOption('every', options.every ?? '');
  return {
    seed: numberOf('seed', options.seed, Number.MAX_SAFE_INTEGER),
    device: { mn, password, system, crc, version: '2017' },
    cn,
    from,
    to: from + Math.round(numberOf('hours', options.hours, 100_000) * 3600),
    every,
    faulty: numberOf('faulty', options.faulty, 1),
    repeated: numberOf('repeated', options.repeated, 1),
  };
}

async function simulate(options: SimulateOptions): Promise<void> {
  const simulation = simulationOf(options);
  const telegrams = hj212.simulateTelegrams(simulation);
  if (options.to !== undefined) return send(options.to, simulation, options.stay === true);
  if (options.output === undefined) {
    for (const { bytes } of telegrams) process.stdout.write(bytes);
    return undefined;
  }
  const file = await open(options.output, 'w');
  try {
    for (const { bytes } of telegrams) await file.write(bytes);
  } finally {
    await file.close();
  }
  console.log(`已写入 / written: ${options.output}`);
  return undefined;
}

async function send(to: string, simulation: hj212.Simulation, stay: boolean): Promise<void> {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(to) ?? [];
  if (host === undefined || port === undefined) throw badOption('to', to);
  const sent = await sendTelegrams({
    host,
    port: Number(port),
    telegrams: hj212.simulateTelegrams(simulation),
    answersTo: (request) => hj212.simulateAnswers(request, simulation.device, simulation.seed),
    async sent(all) {
      printSent(all);
      if (!stay) return;
      console.log('保持连接，应答上位机的命令；Ctrl+C 结束 / on the line, answering the host; Ctrl+C ends it');
      await once(process, 'SIGINT');
    },
  });
  if (sent.answered < sent.telegrams) process.exitCode = 1;
}

function printSent(sent: Sent): void {
  const sorted = sent.waits.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(`已发送 ${sent.telegrams}，已应答 ${sent.answered} / sent ${sent.telegrams}, answered ${sent.answered}`);
  console.log(`应答时间 / time to answer: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
}

interface TelegramsOptions {
  readonly crc: (typeof CRC_VARIANTS)[number];
  readonly csv?: string;
}

/** Reads a record of what came over a line, packet by packet. */
async function readTelegrams(path: string, { crc, csv }: TelegramsOptions): Promise<void> {
  const framer = new hj212.Framer();
  const found = [...framer.push(await readFile(path)), ...framer.finish()];
  const rows: string[] = [];
  let accepted = 0;
  for (const framed of found) {
    const read = 'frame' in framed ? hj212.readFrame(framed.frame, crc) : framed.refused;
    const { offset } = 'frame' in framed ? framed.frame : framed.refused;
    if (hj212.isRefusal(read)) {
      const { zh, en } = hj212.refusalText(read);
      console.log(`${offset}: ${zh} / ${en}`);
      continue;
    }
    accepted += 1;
    if (csv !== undefined) rows.push(...hj212.rawRows(read).map(hj212.rawLine));
  }
  console.log(
    `接受 ${accepted}，拒收 ${found.length - accepted} / accepted ${accepted}, refused ${found.length - accepted}`,
  );
  if (csv === undefined) return;
  await writeFile(csv, `${[hj212.RAW_HEAD, ...rows].join('\n')}\n`);
  console.log(`已写入 ${rows.length} 个值 / values written: ${rows.length} → ${csv}`);
}

export function addHj212(program: Command): void {
  const crcOption = new Option('--crc <rule>', 'CRC 算法 / rule of the CRC').choices(CRC_VARIANTS).default('hj212');
  program
    .command('simulate')
    .description(
      '模拟一台 HJ 212 设备：写出通信包，或发往上位机 / telegrams of a device that does not exist, written or sent',
    )
    .addOption(new Option('--system <st>', '系统编码 / ST').choices(hj212.SIMULATED_SYSTEMS).default('22'))
    .option('--mn <mn>', '设备编码 / MN', 'SIMULATED0000000000000001')
    .option('--password <pw>', '密码 / PW', '123456')
    .addOption(new Option('--command <cn>', '命令编码 / CN').choices(COMMANDS).default('2011'))
    .addOption(crcOption)
    .option('--from <time>', '首个数据时间 / first DataTime', '2024-10-31 00:00')
    .option('--hours <n>', '时长（小时）/ for how many hours', '1')
    .option('--every <seconds>', '间隔（秒）/ seconds between telegrams')
    .option('--seed <n>', '随机种子 / seed', '1')
    .option('--faulty <share>', '标记为故障的比例 / share of values flagged D', '0')
    .option('--repeated <share>', '重发的比例 / share of telegrams sent again', '0')
    .option('--to <host:port>', '发往上位机，逐包等待应答 / send to a host, waiting for each answer')
    .option('--stay', '发完后保持连接，应答补传、校时等命令 / stay on the line and answer what the host asks')
    .option('-o, --output <file>', '写入文件 / write to a file')
    .action(simulate);
  program
    .command('telegrams')
    .description('检查一份通信记录，逐包说明拒收原因 / check a record of packets, with the reason of every refusal')
    .argument('<file>', '通信记录 / record')
    .addOption(crcOption)
    .option('--csv <file>', '把收到的值写成 CSV / write the values as received')
    .action(readTelegrams);
}
