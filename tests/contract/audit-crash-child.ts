/**
 * The process that audit-crash.test.ts kills. `node audit-crash-child.ts FOLDER work|look` opens the registry (in the
 * folder, or in the server of DATABASE_URL), ends what was left unfinished, prints what is there as one line of JSON, and
 * then gives command after command, two kinds in turns, printing `report N` or `person ID` when one is acknowledged.
 */
import { join } from 'node:path';
import { auditInterrupted, createApplication, DEFAULT_SETTINGS, type Registry, type Workspace } from '@qingshan/app';
import { districtFolder, loadDistrict, SYSTEM } from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { loadRegisters } from '@qingshan/registers';
import { openRegistry, openServerRegistry } from '@qingshan/store';

export interface AuditState {
  /** `report:…` of every event but the dispatch */
  readonly reports: number;
  readonly people: readonly string[];
  /** `action subject result` of every row */
  readonly audits: readonly string[];
  readonly broken: number | null;
  /** How many commands had been left unfinished */
  readonly interrupted: number;
}

async function look(registry: Registry, interrupted: number): Promise<AuditState> {
  const events = await registry.eventsSince(0);
  const audits = await registry.audits();
  return {
    reports: events.filter((e) => e.subject.startsWith('report:')).length,
    people: (await registry.people.people()).map((p) => p.id),
    audits: audits.map((a) => `${a.action} ${a.subject} ${String(JSON.parse(a.detail).result)}`),
    broken: (await registry.verifyAudit()).broken,
    interrupted,
  };
}

async function main(folder: string, work: string): Promise<void> {
  const url = process.env['DATABASE_URL'];
  const registry = await (url === undefined
    ? openRegistry({ folder: join(folder, 'registry') })
    : openServerRegistry({ url }));
  const district = loadDistrict(districtFolder('mentougou'));
  const [plan] = district.plans;
  const now = parseMoment('2024-02-01T10:00');
  if (!plan || now === null) throw new Error('no plan');
  const some: Partial<Workspace> = {
    registry,
    district,
    plan,
    registers: loadRegisters(),
    quality: {},
    settings: DEFAULT_SETTINGS,
    demonstration: null,
    clock: { now: () => now },
  };
  const application = createApplication(some as Workspace).as(SYSTEM);
  const state = await look(registry, await auditInterrupted(registry));
  const { rows } = await application.assignments({ unit: 'mtg-transport' });
  const counted = rows.find((row) => row.reports && row.progressKind === 'quantity');
  if (!counted) throw new Error('nothing counted');
  if (counted.status === 'not-dispatched') {
    await application.changeDispatch({ do: 'dispatch', assignments: [counted.id], share: null, note: '' });
  }
  process.stdout.write(`${JSON.stringify(state)}\n`);
  if (work === 'look') return registry.close();
  for (let n = state.reports + 1, p = state.people.length + 1; ; n++, p++) {
    const progress = { quantity: String(n), steps: [], kept: null, percent: null };
    const content = { progress, text: `第 ${n} 次`, problems: '', next: '', evidence: [] };
    await application.writeReport(`${counted.id}/2024-01`, { do: 'save', content });
    process.stdout.write(`report ${n}\n`);
    await application.addPerson({ id: `p${p}`, name: '某人', role: 'leader', unit: null, localPassword: false });
    process.stdout.write(`person p${p}\n`);
  }
}

const [, script, folder, work] = process.argv;
if (script === import.meta.filename && folder !== undefined) await main(folder, work ?? 'look');
