import type { Localized } from '@qingshan/kernel';
import { ApiProblem, type Schemas } from '../api/client.ts';
import { inputOf, type CheckPhoto, type FieldCheckInput, type FieldReceipt, type LocalCheck } from './check.ts';
import { findingInput, type FieldFindingInput, type FieldFindingReceipt, type LocalFinding } from './finding.ts';

/** What syncing needs of the device and of the server. */
export interface SyncPorts {
  checksOf(person: string): Promise<readonly LocalCheck[]>;
  keepCheck(check: LocalCheck): Promise<void>;
  findingsOf(person: string): Promise<readonly LocalFinding[]>;
  keepFinding(finding: LocalFinding): Promise<void>;
  photoOf(act: string, id: string): Promise<Blob | null>;
  removePhoto(act: string, id: string): Promise<void>;
  /** Id of whoever is signed in; `null`: nobody */
  signedIn(): Promise<string | null>;
  /** @returns the id under which the server keeps it */
  bring(name: string, bytes: Blob): Promise<string>;
  send(input: FieldCheckInput): Promise<FieldReceipt>;
  sendFinding(input: FieldFindingInput): Promise<FieldFindingReceipt>;
  reportNow(report: string): Promise<Schemas['ReportDetail']>;
}

/** What the device keeps until the server has it. */
type Local = LocalCheck | LocalFinding;

/** One kind of what is sent. */
interface Kind<T extends Local> {
  of(person: string): Promise<readonly T[]>;
  keep(one: T): Promise<void>;
  /** @returns what has become of it: sent, or in conflict */
  send(one: T): Promise<T>;
  refused(one: T, problem: Localized | null): T;
  withPhotos(one: T, photos: readonly CheckPhoto[]): T;
}

/** How a sync ended. `sign-in`: nobody, or somebody else, is signed in; nothing was sent in their name. */
export type SyncEnd = 'done' | 'offline' | 'sign-in';

/** What the server says when the report is no longer as the device knew it. */
const CONFLICTS: ReadonlySet<string> = new Set(['changed-meanwhile', 'wrong-state']);
const SIGN_IN: ReadonlySet<string> = new Set([
  'sign-in-needed',
  'password-change-needed',
  'second-factor-setup-needed',
  'second-factor-needed',
]);

/** The bytes on the device are not those that were taken. */
class DamagedPhoto extends Error {}

/** Brings the photos that are not there yet; each only once, even when the network goes in between. */
async function bringPhotos<T extends Local>(ports: SyncPorts, kind: Kind<T>, one: T): Promise<T> {
  const brought = new Set(one.photos.filter((photo) => photo.brought).map((photo) => photo.id));
  const marked = () =>
    kind.withPhotos(
      one,
      one.photos.map((photo) => ({ ...photo, brought: brought.has(photo.id) })),
    );
  for (const { id, name } of one.photos) {
    if (brought.has(id)) continue;
    const bytes = await ports.photoOf(one.act, id);
    if (bytes === null || (await ports.bring(name, bytes)) !== id) throw new DamagedPhoto(name);
    brought.add(id);
    await kind.keep(marked());
  }
  return marked();
}

async function syncOne<T extends Local>(ports: SyncPorts, kind: Kind<T>, one: T): Promise<void> {
  const done = await kind.send(await bringPhotos(ports, kind, one));
  await kind.keep(done);
  if (done.state !== 'sent') return;
  // The photos are removed after it is known to be sent, never before.
  for (const photo of done.photos) await ports.removePhoto(done.act, photo.id);
}

/** Sends all of a kind, the oldest first. @returns whether somebody has to sign in first */
async function syncKind<T extends Local>(ports: SyncPorts, kind: Kind<T>, waiting: readonly T[]): Promise<boolean> {
  for (const one of waiting) {
    try {
      await syncOne(ports, kind, one);
    } catch (error) {
      if (error instanceof ApiProblem && SIGN_IN.has(error.code)) return true;
      const refused = error instanceof ApiProblem && error.status < 500;
      if (!refused && !(error instanceof DamagedPhoto)) throw error;
      const latest = (await kind.of(one.person)).find(({ act }) => act === one.act) ?? one;
      await kind.keep(kind.refused(latest, refused ? error.text : null));
    }
  }
  return false;
}

function checksOn(ports: SyncPorts): Kind<LocalCheck> {
  return {
    of: ports.checksOf,
    keep: ports.keepCheck,
    refused: (check, problem) => ({ ...check, state: 'refused', problem }),
    withPhotos: (check, photos) => ({ ...check, photos }),
    async send(check) {
      try {
        const receipt = await ports.send(inputOf(check));
        return { ...check, state: 'sent', problem: null, now: null, receipt };
      } catch (error) {
        if (!(error instanceof ApiProblem) || !CONFLICTS.has(error.code)) throw error;
        return { ...check, state: 'conflict', problem: error.text, now: await ports.reportNow(check.item.report) };
      }
    },
  };
}

function findingsOn(ports: SyncPorts): Kind<LocalFinding> {
  return {
    of: ports.findingsOf,
    keep: ports.keepFinding,
    refused: (finding, problem) => ({ ...finding, state: 'refused', problem }),
    withPhotos: (finding, photos) => ({ ...finding, photos }),
    async send(finding) {
      const receipt = await ports.sendFinding(findingInput(finding));
      return { ...finding, state: 'sent', problem: null, receipt };
    },
  };
}

function waits({ state }: Local): boolean {
  return state === 'waiting';
}

/**
 * Sends what a person has filled in on this device, the oldest first. Whatever happens, what the server does not have
 * stays on the device; what it has is not sent again, and if its answer was lost the server knows the act.
 */
export async function syncDevice(ports: SyncPorts, person: string): Promise<SyncEnd> {
  const [checks, findings] = [checksOn(ports), findingsOn(ports)];
  const [toCheck, found] = [(await checks.of(person)).filter(waits), (await findings.of(person)).filter(waits)];
  if (toCheck.length + found.length === 0) return 'done';
  try {
    if ((await ports.signedIn()) !== person) return 'sign-in';
    if (await syncKind(ports, checks, toCheck)) return 'sign-in';
    if (await syncKind(ports, findings, found)) return 'sign-in';
  } catch {
    return 'offline';
  }
  return 'done';
}
