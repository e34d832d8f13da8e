import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FieldWork, LocalCheck } from './check.ts';
import type { LocalFinding } from './finding.ts';

/** What the device keeps, so that it is there without network and after the browser was closed. */

export interface DevicePerson {
  readonly id: string;
  readonly name: string;
}

interface FieldSchema extends DBSchema {
  device: { key: 'person'; value: DevicePerson };
  work: { key: string; value: { readonly person: string; readonly fetchedAt: string; readonly work: FieldWork } };
  checks: { key: string; value: LocalCheck; indexes: { person: string } };
  findings: { key: string; value: LocalFinding; indexes: { person: string } };
  photos: { key: [string, string]; value: { readonly act: string; readonly id: string; readonly bytes: Blob } };
}

let opened: Promise<IDBPDatabase<FieldSchema>> | undefined;

function database(): Promise<IDBPDatabase<FieldSchema>> {
  opened ??= openDB<FieldSchema>('qingshan-field', 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('device');
        db.createObjectStore('work', { keyPath: 'person' });
        db.createObjectStore('checks', { keyPath: 'act' }).createIndex('person', 'person');
        db.createObjectStore('photos', { keyPath: ['act', 'id'] });
      }
      if (before < 2) db.createObjectStore('findings', { keyPath: 'act' }).createIndex('person', 'person');
    },
  });
  return opened;
}

/** Who used the device last and did not sign out; whose work it shows without network. */
export async function devicePerson(): Promise<DevicePerson | null> {
  return (await (await database()).get('device', 'person')) ?? null;
}

export async function keepPerson({ id, name }: DevicePerson): Promise<void> {
  await (await database()).put('device', { id, name }, 'person');
}

/** After signing out nobody's work is shown; what is not sent stays for when its person comes back. */
export async function forgetPerson(): Promise<void> {
  await (await database()).delete('device', 'person');
}

const NO_WORDS = { topics: [], towns: [], units: [] };

export async function keptWork(person: string): Promise<{ fetchedAt: string; work: FieldWork } | null> {
  const kept = await (await database()).get('work', person);
  // An older release kept no words for findings.
  return kept ? { ...kept, work: { ...NO_WORDS, ...kept.work } } : null;
}

export async function keepWork(work: FieldWork, fetchedAt: string): Promise<void> {
  await (await database()).put('work', { person: work.person, fetchedAt, work });
}

/** The checks of one person and nobody else's, the oldest first. */
export async function checksOf(person: string): Promise<LocalCheck[]> {
  const checks = await (await database()).getAllFromIndex('checks', 'person', person);
  return checks.toSorted((a, b) => a.at.localeCompare(b.at));
}

export async function keepCheck(check: LocalCheck): Promise<void> {
  await (await database()).put('checks', check);
}

/** Only for a draft in which nothing stands. */
export async function removeDraft(act: string): Promise<void> {
  await (await database()).delete('checks', act);
}

/** The findings of one person and nobody else's, the oldest first. */
export async function findingsOf(person: string): Promise<LocalFinding[]> {
  const findings = await (await database()).getAllFromIndex('findings', 'person', person);
  return findings.toSorted((a, b) => a.at.localeCompare(b.at));
}

export async function keepFinding(finding: LocalFinding): Promise<void> {
  await (await database()).put('findings', finding);
}

/** Only for one in which nothing stands. */
export async function removeFinding(act: string): Promise<void> {
  await (await database()).delete('findings', act);
}

export async function keepPhoto(act: string, id: string, bytes: Blob): Promise<void> {
  await (await database()).put('photos', { act, id, bytes });
}

export async function photoOf(act: string, id: string): Promise<Blob | null> {
  return (await (await database()).get('photos', [act, id]))?.bytes ?? null;
}

/** The server has it. */
export async function removePhoto(act: string, id: string): Promise<void> {
  await (await database()).delete('photos', [act, id]);
}
