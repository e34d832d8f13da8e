/**
 * The server process of the load test. `node server.ts FOLDER COUNT demonstration|empty` makes or opens a workspace there
 * (its registry in DATABASE_URL when that is set), adds so many reporters, each with a session and a report to write,
 * serves on a free port and prints all of it as one line of JSON. A line on its input: prints what is stored; its end: stops.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createApplication, type Application } from '@qingshan/app';
import { SYSTEM, unitOf } from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { initWorkspace, isWorkspace, openWorkspace, startServer, VERSION, type OpenWorkspace } from '@qingshan/server';

export interface Reporter {
  readonly person: string;
  readonly token: string;
  readonly unit: string;
  /** `A15-1/mtg-transport/2024-10` */
  readonly report: string;
}

export interface Started {
  readonly url: string;
  readonly password: string;
  readonly reporters: readonly Reporter[];
}

export interface Stored {
  /** Subjects of the reporters' events, in the order stored */
  readonly events: readonly string[];
  /** Subjects of their audit rows of reports */
  readonly audits: readonly string[];
  readonly broken: number | null;
  /** Milliseconds of processor that this process has used since the line before on its input, or since it serves */
  readonly cpu: number;
}

/** The day on which October's reports are due in the demonstration's plan, its first working day of November */
const DUE = '2024-11-01T10:00';
const PERIOD = '2024-10';
const PASSWORD = 'Duri-2024-tianbao';

async function dispatchEverything(application: Application): Promise<void> {
  const assignments = (await application.assignments({})).rows.map((row) => row.id);
  await application.changeDispatch({ do: 'dispatch', assignments, share: null, note: '' });
  await application.signFor({ assignments });
}

/** So many reports that wait for October, from all units in turn. */
async function openReports(
  application: Application,
  units: readonly string[],
  count: number,
): Promise<{ unit: string; report: string }[]> {
  const open: { unit: string; report: string }[] = [];
  for (const unit of units) {
    const { toReport } = await application.worklist(unit);
    const waiting = toReport.filter((r) => r.period === PERIOD && r.state === 'none');
    open.push(...waiting.map((r) => ({ unit, report: r.id })));
  }
  if (open.length < count) throw new Error(`only ${open.length} reports are open`);
  return Array.from({ length: count }, (_, i) => open[Math.floor((i * open.length) / count)]).filter((r) => !!r);
}

/** Accounts of nobody; the first password is hashed, the others take its hash. */
async function addReporters(workspace: OpenWorkspace, application: Application, count: number): Promise<Reporter[]> {
  const { registry, clock, district } = workspace;
  const now = clock.now();
  let password: string | null = null;
  const reporters: Reporter[] = [];
  const units = district.units.filter((u) => u.kind === 'department' || u.kind === 'town').map((u) => u.id);
  const open = await openReports(application, units, count);
  for (const [i, { unit, report }] of open.entries()) {
    const person = `load.${i}`;
    const role = unitOf(district, unit)?.kind === 'town' ? 'town' : 'department';
    const known = password === null ? { localPassword: true, password: PASSWORD } : { localPassword: false };
    await application.addPerson({ id: person, name: `填报人 ${i}（压力测试）`, role, unit, ...known });
    password ??= (await registry.people.person(person))?.password ?? null;
    await registry.people.setPerson(person, { password, passwordAt: now, mustChange: false });
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest('hex');
    await registry.people.addSession({ hash, person, createdAt: now, seenAt: now });
    reporters.push({ person, token, unit, report });
  }
  return reporters;
}

async function look({ registry }: OpenWorkspace, cpu: number): Promise<Stored> {
  const events = (await registry.eventsSince(0)).filter((e) => e.by.id.startsWith('load.'));
  const audits = (await registry.audits({ action: 'write-report' })).filter((a) => a.actor.startsWith('load.'));
  const { broken } = await registry.verifyAudit();
  return { events: events.map((e) => e.subject), audits: audits.map((a) => a.subject), broken, cpu };
}

async function main(folder: string, count: number, demonstration: boolean): Promise<void> {
  const databaseUrl = process.env['DATABASE_URL'];
  if (!(await isWorkspace(folder))) {
    await initWorkspace(folder, { district: 'mentougou', demonstration, databaseUrl });
  }
  // The day stands still; sessions must not run out and reports must not come late while it is measured.
  const due = parseMoment(DUE) ?? 0;
  const workspace = await openWorkspace(folder, { clock: { now: () => due }, databaseUrl });
  const applications = createApplication(workspace);
  const application = applications.as(SYSTEM);
  if (!demonstration) await dispatchEverything(application);
  const reporters = await addReporters(workspace, application, count);
  const { settings, clock } = workspace;
  const options = { host: '127.0.0.1', port: 0, version: VERSION, settings, clock, demonstration };
  const server = await startServer(applications, options);
  const started: Started = { url: server.url, password: PASSWORD, reporters };
  process.stdout.write(`${JSON.stringify(started)}\n`);
  let before = process.cpuUsage();
  for await (const _ of createInterface({ input: process.stdin })) {
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(`${JSON.stringify(await look(workspace, (user + system) / 1000))}\n`);
    before = process.cpuUsage();
  }
  await server.stop();
  await workspace.close();
}

const [, script, folder, count, kind] = process.argv;
if (script === import.meta.filename && folder !== undefined) {
  await main(folder, Number(count), kind === 'demonstration');
  process.exit(0);
}
