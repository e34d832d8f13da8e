import type { ActorRole } from '@qingshan/campaign';
import type { Workspace } from '../workspace.ts';
import { hashPassword } from './passwords.ts';

/** Of every demonstration account; there is no such password anywhere else. */
export const DEMONSTRATION_PASSWORD = 'Qingshan-demo-2024';

type Person = { readonly id: string; readonly name: string; readonly role: ActorRole; readonly unit: string | null };

/** One for each role that can sign in, in the first units of the district's list; nobody is meant. */
function demonstrationPeople({ district }: Workspace): readonly Person[] {
  const [office = null, department = null] = district.units.filter((u) => u.kind === 'department').map((u) => u.id);
  const town = district.towns[0]?.id ?? null;
  return [
    { id: 'demo.office', name: '攻坚办（演示）', role: 'plan-office', unit: office },
    { id: 'demo.department', name: '部门联络员（演示）', role: 'department', unit: department },
    { id: 'demo.town', name: '镇街联络员（演示）', role: 'town', unit: town },
    { id: 'demo.analyst', name: '监测分析员（演示）', role: 'analyst', unit: office },
    { id: 'demo.inspector', name: '检查员（演示）', role: 'inspector', unit: office },
    { id: 'demo.leader', name: '区领导（演示）', role: 'leader', unit: null },
    { id: 'demo.auditor', name: '审计员（演示）', role: 'auditor', unit: null },
    { id: 'demo.admin', name: '系统管理员（演示）', role: 'administrator', unit: null },
  ];
}

/** Makes the demonstration's people where they are missing; nothing outside a demonstration. Says how many were made. */
export async function addDemonstrationPeople(workspace: Workspace): Promise<number> {
  const { registry, clock, demonstration } = workspace;
  if (demonstration === null) return 0;
  const there = new Set((await registry.people.people()).map((p) => p.id));
  const missing = demonstrationPeople(workspace).filter((p) => !there.has(p.id));
  if (missing.length === 0) return 0;
  const now = clock.now();
  const password = await hashPassword(DEMONSTRATION_PASSWORD);
  for (const person of missing) {
    await registry.people.addPerson({
      ...person,
      state: 'active',
      lockedUntil: null,
      password,
      passwordAt: now,
      mustChange: false,
      history: [],
      failures: 0,
      secret: null,
      newSecret: null,
      lastStep: 0,
      demonstration: true,
      createdAt: now,
      lastSignIn: null,
    });
  }
  return missing.length;
}
