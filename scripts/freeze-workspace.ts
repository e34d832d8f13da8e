import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { parseArgs, promisify } from 'node:util';
import { constants, createZstdCompress, zstdCompressSync } from 'node:zlib';
import { formatMoment, momentOfTimestamp } from '@qingshan/kernel';
import { answersOf, MEASURE, PASSWORD, PERSON, type Frozen, type Get } from '../tests/upgrade/questions.ts';

/**
 * Freezes a small workspace for the test of upgrades: `tests/upgrade/<name>.tar.zst`, and beside it in
 * `<name>.json.zst` what the version that wrote it answers. The product of `--tree` makes it by its own commands and its own API, so that an older
 * one can be frozen too.
 *
 *     node scripts/freeze-workspace.ts --name 0.2.0
 *     node scripts/freeze-workspace.ts --name 0.1.0-2026-11-28 --tree ../a-checkout-of-that-time
 */

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..');
const { values: flags } = parseArgs({
  options: { name: { type: 'string' }, tree: { type: 'string', default: ROOT } },
});
if (flags.name === undefined) throw new Error('--name: the version, 0.2.0');

const TREE = resolve(flags.tree);
const MAIN = join(TREE, 'packages/cli/src/main.ts');
const UNIT = 'mtg-eeb';
const ASSIGNMENT = `${MEASURE}/${UNIT}`;
const PEOPLE = [
  [PERSON, '甲', 'plan-office'],
  ['bureau', '乙', 'department', '--unit', UNIT],
] as const;

/** Values that go up and down by day and hour, apart from each other; nothing is measured. */
const PARAMETERS: readonly (readonly [name: string, unit: string, value: (day: number, hour: number) => string])[] = [
  ['PM2.5', 'ug/m3', (d, h) => String(8 + ((d * 7 + h) % 53))],
  ['PM10', 'ug/m3', (d, h) => String(70 + ((d * 11 + h) % 61))],
  ['SO2', 'ug/m3', (d, h) => String(1 + ((d + h) % 5))],
  ['NO2', 'ug/m3', (d, h) => String(9 + ((d * 3 + h) % 37))],
  ['CO', 'mg/m3', (d, h) => `0.${2 + ((d + h) % 7)}`],
  ['O3', 'ug/m3', (d, h) => String(20 + ((d * 5 + h * 6) % 151))],
];

const DAY_MS = 86_400_000;

/** The hours of some days in the layout of `table`; the value of `plus` is added to whole numbers. */
function hours(first: string, days: number, parameters: typeof PARAMETERS, plus = 0): string {
  const rows = ['点位,监测项目,结束时间,监测值,单位,标记'];
  for (let day = 0; day < days; day++) {
    for (let hour = 1; hour <= 24; hour++) {
      const at = new Date(Date.parse(first) + day * DAY_MS + hour * 3_600_000).toISOString();
      for (const [name, unit, value] of parameters) {
        const shown = plus === 0 ? value(day, hour) : String(Number(value(day, hour)) + plus);
        rows.push(`门头沟双峪,${name},${at.slice(0, 10)} ${at.slice(11, 16)},${shown},${unit},`);
      }
    }
  }
  return rows.join('\n');
}

async function command(data: string, args: readonly string[], input?: string): Promise<string> {
  const running = run(process.execPath, [MAIN, ...args], { cwd: TREE, env: { ...process.env, QINGSHAN_DATA: data } });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** By the command line: the workspace, a year of one station with a correction and an undone batch, an account, people. */
async function fill(data: string, scratch: string): Promise<void> {
  await command(data, ['init', '--district', 'mentougou']);
  const imported = async (name: string, text: string): Promise<void> => {
    const file = join(scratch, name);
    await writeFile(file, text);
    await command(data, ['import', 'table', file, '--yes']);
  };
  const fine = PARAMETERS.slice(0, 1);
  await imported('2024.csv', hours('2024-01-01', 366, PARAMETERS));
  await imported('corrected.csv', hours('2024-03-05', 2, fine, 100));
  await imported('wrong.csv', hours('2023-12-01', 3, fine, 400));
  await command(data, ['undo', '3']);
  const account = join(scratch, 'carbon.yaml');
  await command(data, ['account', 'template', 'carbon.total', '--output', account]);
  const of = ['--indicator', 'carbon.total', '--period', '2024', '--available', '2024-12-31'];
  await command(data, ['account', 'record', ...of, '--file', account, '--note', '模板中的算例']);
  for (const [id, name, role, ...unit] of PEOPLE) {
    const add = ['person', 'add', id, '--name', name, '--role', role, ...unit, '--ask-password'];
    await command(data, add, `${PASSWORD}-1\n`);
  }
}

/** One person at the API of a server. */
class Visitor {
  #cookie = '';
  readonly #api: string;
  constructor(url: string) {
    this.#api = `${url}/api/v1`;
  }

  async #asked(path: string, how: RequestInit = {}): Promise<unknown> {
    const headers = { ...how.headers, cookie: this.#cookie };
    const response = await fetch(this.#api + path, { ...how, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const [cookie] = response.headers.getSetCookie();
    this.#cookie = cookie?.split(';')[0] ?? this.#cookie;
    return response.json();
  }

  readonly get: Get = (path) => this.#asked(path);

  post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    return this.#asked(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Sends a file and returns its id. */
  async file(name: string, bytes: string): Promise<string> {
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `/evidence?name=${encodeURIComponent(name)}`;
    return ((await this.#asked(path, { method: 'POST', headers, body: bytes })) as { id: string }).id;
  }

  /** For the first time, so that the password is changed. */
  async enter(person: string): Promise<this> {
    await this.post('/sign-in', { person, password: `${PASSWORD}-1` });
    await this.post('/password', { present: `${PASSWORD}-1`, next: PASSWORD });
    return this;
  }
}

/** By the API: a measure goes round, with a file, a request and a call for help. */
async function campaign(office: Visitor, bureau: Visitor): Promise<void> {
  await office.post('/dispatches', { do: 'dispatch', assignments: [ASSIGNMENT], share: null, note: '请按月填报' });
  await bureau.post('/signatures', { assignments: [ASSIGNMENT] });
  const evidence = [await bureau.file('过程分析.pdf', '%PDF-1.4\n%%EOF\n')];
  const progress = { quantity: null, steps: [], kept: true, percent: null };
  const content = { progress, text: '完成10月污染过程分析1次。', problems: '', next: '', evidence };
  const report = `/reports/${ASSIGNMENT}/2024-10`;
  await bureau.post(report, { do: 'submit', content });
  await office.post(`${report}/verification`, { do: 'return', remark: '请写明过程的日期。' });
  await bureau.post(report, { do: 'submit', content: { ...content, text: '完成10月20日至23日污染过程分析1次。' } });
  await office.post(`${report}/verification`, { do: 'accept', remark: '已核对。' });
  await bureau.post('/requests', {
    measure: MEASURE,
    unit: UNIT,
    what: 'move',
    to: '2025-01-31',
    reason: '等待年度数据',
  });
  const help = { measure: MEASURE, from: UNIT, to: 'mtg-urban', text: '请提供道路洒水记录。', due: '2026-12-31' };
  await bureau.post('/help', help);
}

/** Runs the server of the tree while `work` talks to it. */
async function served<T>(data: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--data', data], {
    cwd: TREE,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const [url] = /^http:\/\/localhost:\d+$/.exec(line) ?? [];
      if (url !== undefined) return await work(url);
    }
    throw new Error('the server ended before it served');
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

const SMALL = { params: { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 26 } };

async function pack(folder: string, file: string): Promise<void> {
  const tar = spawn('tar', ['-c', '--owner=0', '--group=0', '--sort=name', '-C', folder, '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await pipeline(tar.stdout, createZstdCompress(SMALL), createWriteStream(file));
}

const scratch = await mkdtemp(join(tmpdir(), 'qingshan-freeze-'));
try {
  const data = join(scratch, 'data');
  await fill(data, scratch);
  const answers = await served(data, async (url) => {
    const office = await new Visitor(url).enter(PERSON);
    await campaign(office, await new Visitor(url).enter('bureau'));
    return answersOf(office.get);
  });
  // To the minute, and not before anything that happened.
  const at = formatMoment(momentOfTimestamp(Date.now()) + 60);
  const { entries: audit } = JSON.parse(await command(data, ['audit', 'verify', '--json'])) as { entries: number };
  const { stdout } = await run('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: TREE });
  const frozen: Frozen = { commit: stdout.trim(), at, audit, answers };
  const target = join(ROOT, 'tests/upgrade', flags.name);
  for (const left of ['lock', 'control.sock']) await rm(join(data, left), { force: true });
  await pack(data, `${target}.tar.zst`);
  await writeFile(`${target}.json.zst`, zstdCompressSync(JSON.stringify(frozen, null, 1), SMALL));
  console.log(`${target}.tar.zst`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
