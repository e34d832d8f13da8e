import { beforeEach, describe, expect, test } from 'vitest';
import { ApiProblem, type Schemas } from '../api/client.ts';
import { asNote, inputOf, missingIn, newCheck, redone, type FieldItem, type LocalCheck } from './check.ts';
import { findingInput, missingInFinding, newFinding, type LocalFinding } from './finding.ts';
import { syncDevice, type SyncPorts } from './sync.ts';

const item: FieldItem = {
  report: 'A15-1/mtg-transport/2024-01',
  kind: 'verify',
  measure: 'A15-1',
  title: { zh: '更新车辆', en: 'Renew vehicles' },
  unit: 'mtg-transport',
  unitName: { zh: '区交通局', en: 'Transport' },
  period: '2024-01',
  since: '2024-02-01',
  seq: 3,
  state: 'submitted',
  spec: { kind: 'quantity', target: '4', unit: '辆' },
  criteria: '',
  claimed: {
    progress: { quantity: '3', steps: [], kept: null, percent: null },
    text: '',
    problems: '',
    next: '',
    evidence: [],
  },
  doubts: [],
};

const filled = (act: string, more: Partial<LocalCheck> = {}): LocalCheck => ({
  ...newCheck(item, 'p5', act, `2024-02-02T09:0${act}`),
  state: 'waiting',
  holds: true,
  ...more,
});

const problem = (code: string, status = 409) => new ApiProblem(status, { code, text: { zh: code, en: code } });

/** A device and a server that fails where it is told to. */
class Stand implements SyncPorts {
  checks = new Map<string, LocalCheck>();
  photos = new Map<string, Blob>();
  who: string | null = 'p5';
  /** What the server has recorded, by act */
  recorded = new Map<string, string>();
  brought: string[] = [];
  before: (act: string) => void = () => undefined;
  after: (act: string) => void = () => undefined;

  put(...checks: LocalCheck[]): void {
    for (const check of checks) this.checks.set(check.act, check);
  }
  states(): string[] {
    return [...this.checks.values()].map((check) => check.state);
  }
  checksOf = async (person: string) => [...this.checks.values()].filter((c) => c.person === person);
  findings = new Map<string, LocalFinding>();
  findingsOf = async (person: string) => [...this.findings.values()].filter((f) => f.person === person);
  keepFinding = async (finding: LocalFinding) => void this.findings.set(finding.act, finding);
  sendFinding: SyncPorts['sendFinding'] = async ({ act }) => {
    this.before(act);
    const repeated = this.recorded.has(act);
    if (!repeated) this.recorded.set(act, 'found');
    this.after(act);
    return { act, case: `XC-20240202-00${act}`, repeated };
  };
  keepCheck = async (check: LocalCheck) => void this.checks.set(check.act, check);
  photoOf = async (_act: string, id: string) => this.photos.get(id) ?? null;
  removePhoto = async (_act: string, id: string) => void this.photos.delete(id);
  signedIn = async () => this.who;
  bring = async (name: string) => {
    this.brought.push(name);
    return name;
  };
  send: SyncPorts['send'] = async ({ act, do: what, report }) => {
    this.before(act);
    const repeated = this.recorded.has(act);
    if (!repeated) this.recorded.set(act, what);
    this.after(act);
    return { act, report, seq: 4, type: 'accepted', at: '2024-02-03T08:00', repeated };
  };
  reportNow = async () => ({ seq: 5, state: 'accepted', content: item.claimed, doubts: [] }) as unknown as Report;
}
type Report = Schemas['ReportDetail'];

let it: Stand;
beforeEach(() => {
  it = new Stand();
});

describe('syncing', () => {
  test('each check is sent once, and a second sync sends nothing', async () => {
    it.put(filled('1'), filled('2', { holds: false, remark: '没有凭证' }));
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect([...it.recorded]).toEqual([
      ['1', 'accept'],
      ['2', 'return'],
    ]);
    it.before = () => {
      throw new Error('sent again');
    };
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.states()).toEqual(['sent', 'sent']);
  });

  test('when the network goes, what is not sent stays and goes later', async () => {
    it.put(filled('1'), filled('2'));
    it.before = (act) => {
      if (act === '2') throw new TypeError('Failed to fetch');
    };
    expect(await syncDevice(it, 'p5')).toBe('offline');
    expect(it.states()).toEqual(['sent', 'waiting']);
    it.before = () => undefined;
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.states()).toEqual(['sent', 'sent']);
  });

  test('when the answer is lost, the same act is sent again', async () => {
    it.put(filled('1'));
    it.after = () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await syncDevice(it, 'p5')).toBe('offline');
    it.after = () => undefined;
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.recorded.size).toBe(1);
    expect(it.checks.get('1')).toMatchObject({ state: 'sent', receipt: { repeated: true } });
  });

  test('a conflict keeps both sides and does not stop the others', async () => {
    it.put(filled('1'), filled('2'));
    it.before = (act) => {
      if (act === '1') throw problem('changed-meanwhile');
    };
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.states()).toEqual(['conflict', 'sent']);
    expect(it.checks.get('1')).toMatchObject({ holds: true, now: { state: 'accepted', seq: 5 } });
  });

  test('what the server does not take stays with its reason', async () => {
    it.put(filled('1'));
    it.before = () => {
      throw problem('bad-report', 422);
    };
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.checks.get('1')).toMatchObject({ state: 'refused', problem: { zh: 'bad-report' } });
  });

  test('a defect of the server is no refusal: it is tried again later', async () => {
    it.put(filled('1'));
    it.before = () => {
      throw problem('defect', 500);
    };
    expect(await syncDevice(it, 'p5')).toBe('offline');
    expect(it.states()).toEqual(['waiting']);
  });

  test('nothing is sent in the name of somebody else, nor of nobody', async () => {
    it.put(filled('1'));
    for (const who of ['p6', null]) {
      it.who = who;
      expect(await syncDevice(it, 'p5')).toBe('sign-in');
    }
    expect(await syncDevice(it, 'p6')).toBe('done');
    expect(it.recorded.size).toBe(0);
    expect(it.states()).toEqual(['waiting']);
  });

  test('a session that ends on the way leaves the rest waiting', async () => {
    it.put(filled('1'));
    it.before = () => {
      throw problem('sign-in-needed', 401);
    };
    expect(await syncDevice(it, 'p5')).toBe('sign-in');
    expect(it.states()).toEqual(['waiting']);
  });

  test('a photo is brought once and leaves the device only when its check is sent', async () => {
    it.photos.set('f1', new Blob(['x']));
    it.put(filled('1', { photos: [{ id: 'f1', name: 'f1', brought: false }] }));
    it.before = () => {
      throw new TypeError('Failed to fetch');
    };
    await syncDevice(it, 'p5');
    expect(it.photos.has('f1')).toBe(true);
    it.before = () => undefined;
    await syncDevice(it, 'p5');
    expect(it.brought).toEqual(['f1']);
    expect(it.photos.has('f1')).toBe(false);
  });

  test('a photo that is not the one that was taken is not passed off as it', async () => {
    it.photos.set('f1', new Blob(['x']));
    it.bring = async () => 'other';
    it.put(filled('1', { photos: [{ id: 'f1', name: 'f1', brought: false }] }));
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.states()).toEqual(['refused']);
    expect(it.recorded.size).toBe(0);
  });
});

describe('a finding', () => {
  const found = (act: string, more: Partial<LocalFinding> = {}): LocalFinding => ({
    ...newFinding('p5', act, '2024-02-02T09:00'),
    state: 'waiting',
    title: '裸土未覆盖',
    topic: 'site-dust',
    place: '示例路口',
    ...more,
  });

  test('is sent once with its photos, also when the answer is lost; the device learns the number of its case', async () => {
    it.photos.set('f1', new Blob(['x']));
    it.findings.set('1', found('1', { photos: [{ id: 'f1', name: 'f1', brought: false }] }));
    it.after = () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await syncDevice(it, 'p5')).toBe('offline');
    expect(it.findings.get('1')).toMatchObject({ state: 'waiting', receipt: null });
    expect(it.photos.has('f1')).toBe(true);
    it.after = () => undefined;
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect(it.recorded.size).toBe(1);
    expect(it.brought).toEqual(['f1']);
    expect(it.findings.get('1')).toMatchObject({
      state: 'sent',
      receipt: { case: 'XC-20240202-001', repeated: true },
    });
    expect(it.photos.has('f1')).toBe(false);
  });

  test('that is not taken stays with its reason and stops nothing else', async () => {
    it.findings.set('1', found('1'));
    it.findings.set('2', found('2'));
    it.before = (act) => {
      if (act === '1') throw problem('not-found', 404);
    };
    expect(await syncDevice(it, 'p5')).toBe('done');
    expect([...it.findings.values()].map((f) => f.state)).toEqual(['refused', 'sent']);
    expect(it.findings.get('1')?.problem).toMatchObject({ zh: 'not-found' });
  });

  test('of somebody else is not sent', async () => {
    it.findings.set('1', found('1'));
    it.who = 'p6';
    expect(await syncDevice(it, 'p5')).toBe('sign-in');
    expect(await syncDevice(it, 'p6')).toBe('done');
    expect(it.recorded.size).toBe(0);
  });

  test('says what is missing; a position stands for a place in words', () => {
    expect(missingInFinding(found('1', { title: ' ' }))).toBe('title');
    expect(missingInFinding(found('1', { topic: '' }))).toBe('topic');
    expect(missingInFinding(found('1', { place: '' }))).toBe('where');
    const position = { longitude: 116.1, latitude: 39.9, accuracy: 5 };
    expect(missingInFinding(found('1', { place: '', position }))).toBeNull();
    expect(findingInput(found('1'))).toMatchObject({ town: null, unit: null, evidence: [] });
  });
});

describe('a check', () => {
  test('says what is missing', () => {
    const check = newCheck(item, 'p5', '1', '2024-02-02T09:00');
    expect(missingIn(check)).toBe('holds');
    expect(missingIn({ ...check, holds: false })).toBe('remark');
    expect(missingIn({ ...check, holds: true, reading: '4 辆' })).toBe('reading');
    expect(missingIn({ ...check, holds: true, reading: '4' })).toBeNull();
  });

  test('is sent with what the device had seen; a note is not', () => {
    expect(inputOf(filled('1', { reading: '' }))).toMatchObject({ do: 'accept', seen: 3, reading: null });
    expect(inputOf(asNote(filled('1', { holds: false })))).toMatchObject({ do: 'note', seen: null, holds: false });
  });

  test('is redone on the report as it is now, where there is something to verify', () => {
    const now = (state: string) => filled('1', { now: { state, seq: 9, content: item.claimed, doubts: [] } as never });
    expect(redone(now('accepted'))).toMatchObject({ state: 'draft', item: { kind: 'recheck', seq: 9 }, holds: true });
    expect(redone(now('submitted'))?.item.kind).toBe('verify');
    expect(redone(now('returned'))).toBeNull();
  });
});
