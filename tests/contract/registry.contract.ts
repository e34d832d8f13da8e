import type { Registry, SeriesRecord } from '@qingshan/app';
import type { Fault } from '@qingshan/sources';
import { casesContract } from './cases.contract.ts';
import { peopleContract } from './people.contract.ts';
import { plansContract } from './plans.contract.ts';
import { publicationsContract } from './publications.contract.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PM25 = { site: '门头沟双峪', parameter: 'pm25', unit: 'ug/m3', windows: false, simulated: false };
const O3 = { ...PM25, parameter: 'o3', windows: true };
const FAULT: Fault = {
  code: 'impossible-value',
  severity: 'quarantined',
  file: 'beijing_all_20230310.csv',
  row: 12,
  column: '门头沟双峪',
  value: '5000',
  text: { zh: '数值不可能', en: 'The value is impossible' },
};
const BATCH = {
  source: 'bjmemc',
  files: ['甲.csv', 'b.csv'],
  createdAt: 2_000_000_000,
  received: 2_000_000_100,
  simulated: false,
};

function keysOf(series: readonly SeriesRecord[]): string[] {
  return series.map((s) => `${s.site} ${s.parameter}`);
}

/** What every adapter of the Registry port does. */
export function registryContract(name: string, open: () => Promise<Registry>): void {
  describe(`registry: ${name}`, () => {
    let registry: Registry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(() => registry.close());

    describe('series', () => {
      test('are made once and keep their ids', async () => {
        const first = await registry.ensureSeries([PM25, O3]);
        const again = await registry.ensureSeries([O3, { ...PM25, site: '门头沟三家店' }, PM25, O3]);
        const [pm25, o3] = first;
        expect(again.map((s) => s.id)).toEqual([o3?.id, expect.any(Number), pm25?.id, o3?.id]);
        expect(first).toMatchObject([PM25, O3]);
        expect(new Set(again.map((s) => s.id)).size).toBe(3);
        expect(await registry.ensureSeries([])).toEqual([]);
      });

      test('are found by site and parameter', async () => {
        await registry.ensureSeries([PM25, O3, { ...PM25, site: '门头沟三家店' }]);
        expect(keysOf(await registry.series())).toHaveLength(3);
        expect(keysOf(await registry.series({ site: '门头沟双峪' }))).toEqual(['门头沟双峪 pm25', '门头沟双峪 o3']);
        expect(keysOf(await registry.series({ parameter: 'pm25', site: '门头沟三家店' }))).toEqual([
          '门头沟三家店 pm25',
        ]);
      });

      test.each([{ unit: 'mg/m3' }, { windows: true }, { simulated: true }])('refuse to become %o', async (other) => {
        await registry.ensureSeries([PM25]);
        await expect(registry.ensureSeries([O3, { ...PM25, ...other }])).rejects.toMatchObject({
          code: 'series-differs',
        });
        expect(await registry.series()).toHaveLength(1);
      });
    });

    describe('batches', () => {
      test('begin as writing, with their faults in order', async () => {
        const note: Fault = { ...FAULT, severity: 'note', row: null, column: null, value: null };
        const batch = await registry.createBatch(BATCH, [FAULT, note]);
        expect(batch).toEqual({
          ...BATCH,
          id: expect.any(Number),
          state: 'writing',
          undoneAt: null,
          added: 0,
          corrected: 0,
          unchanged: 0,
          faults: 2,
        });
        expect(await registry.batch(batch.id)).toEqual(batch);
        expect(await registry.batches()).toEqual([batch]);
        expect(await registry.faults(batch.id)).toEqual([FAULT, note]);
      });

      test('hold many faults', async () => {
        const faults = Array.from({ length: 12_000 }, (_, i) => ({ ...FAULT, row: i + 1 }));
        const batch = await registry.createBatch(BATCH, faults);
        expect((await registry.faults(batch.id)).map((fault) => fault.row)).toEqual(faults.map((fault) => fault.row));
      });

      test('change only what is named', async () => {
        const { id } = await registry.createBatch(BATCH, []);
        const other = await registry.createBatch(BATCH, []);
        await registry.setBatch(id, { state: 'committed', added: 7, corrected: 2, unchanged: 1 });
        await registry.setBatch(id, { state: 'undone', undoneAt: 2_000_000_200 });
        const changed = { state: 'undone', undoneAt: 2_000_000_200, added: 7, corrected: 2, unchanged: 1 };
        expect(await registry.batch(id)).toMatchObject(changed);
        expect(await registry.batch(other.id)).toEqual(other);
      });

      test('are read in pages, the newest first, of one source or of the others', async () => {
        expect(await registry.newestReceipt()).toBeNull();
        const made: number[] = [];
        for (const source of ['table', 'hj212', 'table', 'hj212', 'json']) {
          const { id } = await registry.createBatch({ ...BATCH, source, received: 100 - made.length }, []);
          made.push(id);
        }
        const ids = async (asked: Parameters<typeof registry.batchPage>[0]) => {
          const { batches, total } = await registry.batchPage(asked);
          return [batches.map(({ id }) => made.indexOf(id)), total];
        };
        expect(await ids({ offset: 0, limit: 2 })).toEqual([[4, 3], 5]);
        expect(await ids({ offset: 4, limit: 2 })).toEqual([[0], 5]);
        const devices = { source: 'hj212', others: false };
        expect(await ids({ of: devices, offset: 0, limit: 9 })).toEqual([[3, 1], 2]);
        expect(await ids({ of: { ...devices, others: true }, offset: 1, limit: 9 })).toEqual([[2, 0], 3]);
        // Only what counts has been received: the second of these, though the first is newer.
        await registry.setBatch(made[1] ?? 0, { state: 'failed' });
        await registry.setBatch(made[2] ?? 0, { state: 'committed' });
        expect(await registry.newestReceipt()).toBe(98);
      });

      test('unknown ones are not found', async () => {
        await expect(registry.batch(9)).rejects.toMatchObject({ code: 'not-found' });
        await expect(registry.setBatch(9, { added: 1 })).rejects.toMatchObject({ code: 'not-found' });
        expect(await registry.faults(9)).toEqual([]);
      });
    });

    test('the first assessment under an id stays', async () => {
      await registry.saveAssessments([{ id: 'a', json: '{"value":31.93}', at: 1 }]);
      await registry.saveAssessments([
        { id: 'a', json: '{"value":0}', at: 2 },
        { id: 'b', json: '{"shown":"—"}', at: 2 },
        { id: 'b', json: '{}', at: 2 },
      ]);
      expect(await registry.assessment('a')).toBe('{"value":31.93}');
      expect(await registry.assessment('b')).toBe('{"shown":"—"}');
      expect(await registry.assessment('c')).toBeNull();
      await registry.saveAssessments([]);
    });

    describe('accounts', () => {
      const ACCOUNT = {
        indicator: 'carbon.total',
        period: '2024',
        available: '2024-03-15',
        note: '能源统计年报，表 1',
        input: { year: 2023, fuels: [{ fuel: 'diesel', amount: '20000.10' }], b: 1, a: 1.5 },
        recordedBy: '核算人甲',
        recordedAt: 2_000_000_000,
      };
      const WITHDRAWAL = { by: '核算人乙', at: 2_000_000_500 };

      test('are kept as they were written, with who and when', async () => {
        const { record, added } = await registry.recordAccount(ACCOUNT);
        expect(added).toBe(true);
        expect(record).toEqual({ ...ACCOUNT, id: expect.any(Number), withdrawnBy: null, withdrawnAt: null });
        expect(await registry.accounts()).toEqual([record]);
        expect(JSON.stringify((await registry.accounts())[0]?.input)).toBe(JSON.stringify(ACCOUNT.input));
      });

      test('of the same content are recorded once, also at once; a change of anything is a new version', async () => {
        const sent = [ACCOUNT, { ...ACCOUNT, recordedBy: '核算人乙', recordedAt: 2_000_000_100 }];
        const both = await Promise.all(sent.map((account) => registry.recordAccount(account)));
        expect(both.filter((one) => one.added)).toHaveLength(1);
        const changes = [{ note: '更正' }, { available: '2024-03-16' }, { input: { ...ACCOUNT.input, b: 2 } }];
        for (const change of changes) {
          expect((await registry.recordAccount({ ...ACCOUNT, ...change })).added, JSON.stringify(change)).toBe(true);
        }
        // Back to the first content: the newest differs, so it is a version of its own.
        expect((await registry.recordAccount(ACCOUNT)).added).toBe(true);
        expect(await registry.accounts()).toHaveLength(5);
      });

      test('are found by indicator and period, in the order recorded', async () => {
        const kinds = [{ note: '甲' }, { period: '2023' }, { indicator: 'eco.ei' }, { note: '乙' }];
        for (const kind of kinds) await registry.recordAccount({ ...ACCOUNT, ...kind });
        const notes = async (filter: Parameters<Registry['accounts']>[0]) =>
          (await registry.accounts(filter)).map((a) => `${a.indicator} ${a.period} ${a.note}`);
        expect(await notes({ indicator: 'carbon.total', period: '2024' })).toEqual([
          'carbon.total 2024 甲',
          'carbon.total 2024 乙',
        ]);
        expect(await notes({ period: '2023' })).toHaveLength(1);
        expect(await notes({ indicator: 'eco.ei' })).toHaveLength(1);
      });

      test('are withdrawn once and stay in the list; what was withdrawn may be recorded again', async () => {
        const { record } = await registry.recordAccount(ACCOUNT);
        const withdrawn = await registry.withdrawAccount(record.id, WITHDRAWAL);
        expect(withdrawn).toEqual({ ...record, withdrawnBy: '核算人乙', withdrawnAt: 2_000_000_500 });
        await expect(registry.withdrawAccount(record.id, { ...WITHDRAWAL, by: '丙' })).rejects.toMatchObject({
          code: 'account-withdrawn',
        });
        await expect(registry.withdrawAccount(99, WITHDRAWAL)).rejects.toMatchObject({ code: 'not-found' });
        expect(await registry.accounts()).toEqual([withdrawn]);
        expect((await registry.recordAccount(ACCOUNT)).added).toBe(true);
      });
    });

    describe('events of the campaign', () => {
      const by = { id: 'u1', name: '联络员甲', role: 'department', unit: 'mtg-transport' } as const;
      const act = { by, at: 2_000_000_000 };
      const event = (type: string, data = {}) => ({ type, data });
      const entry = (subject: string, expected: number, ...types: string[]) => ({
        subject,
        expected,
        events: types.map((type) => event(type, { 说明: `${type}“引号”` })),
      });

      test('come back in order, as they were, with who and when', async () => {
        const stored = await registry.appendEvents(
          [entry('report:a', 0, 'saved', 'submitted'), entry('b', 0, 'x')],
          act,
        );
        expect(stored.map((e) => [e.subject, e.seq, e.type])).toEqual([
          ['report:a', 1, 'saved'],
          ['report:a', 2, 'submitted'],
          ['b', 1, 'x'],
        ]);
        expect(stored[0]).toMatchObject({ by, at: 2_000_000_000, data: { 说明: 'saved“引号”' } });
        expect(await registry.eventsSince(0)).toEqual(stored);
        const [first] = stored;
        expect(await registry.eventsSince(first?.id ?? -1)).toEqual(stored.slice(1));
        expect(await registry.eventsOf('report:a')).toEqual(stored.slice(0, 2));
        expect(await registry.appendEvents([], act)).toEqual([]);
      });

      test('of one subject may come in several entries, each with who and when of its own', async () => {
        const other = { by: { ...by, id: 'u2', name: '攻坚办乙' }, at: 2_000_000_900 };
        const second = { ...entry('a', 1, 'accepted'), act: other };
        const stored = await registry.appendEvents([entry('a', 0, 'submitted'), second], act);
        expect(stored.map((e) => [e.seq, e.by.name, e.at])).toEqual([
          [1, '联络员甲', 2_000_000_000],
          [2, '攻坚办乙', 2_000_000_900],
        ]);
        await expect(registry.appendEvents([entry('b', 0, 'x'), entry('b', 0, 'y')], act)).rejects.toMatchObject({
          code: 'changed-meanwhile',
        });
      });

      test('are refused as a whole when one subject has changed meanwhile', async () => {
        await registry.appendEvents([entry('a', 0, 'saved')], act);
        const late = registry.appendEvents([entry('b', 0, 'saved'), entry('a', 0, 'saved')], act);
        await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile', values: { who: '联络员甲' } });
        await expect(registry.appendEvents([entry('c', 3, 'saved')], act)).rejects.toMatchObject({
          code: 'changed-meanwhile',
        });
        expect((await registry.eventsSince(0)).map((e) => e.subject)).toEqual(['a']);
      });

      test('of many at once: one of each pair wins, nothing is lost', async () => {
        const tries = Array.from({ length: 20 }, (_, i) =>
          registry.appendEvents([entry(`s${i % 10}`, 0, 'saved')], act).then(
            () => 1,
            () => 0,
          ),
        );
        expect((await Promise.all<number>(tries)).reduce((a, b) => a + b)).toBe(10);
        const ids = (await registry.eventsSince(0)).map((e) => e.id);
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        expect(new Set(ids).size).toBe(10);
      });
    });

    test('confirmations are kept per person, the first of each', async () => {
      const figure = 'coverage/rule=share';
      const row = { edition: 'hj-663-2013', figure, by: '核对人甲', document: '纸质文本，第 3 页', at: 5 };
      await registry.confirmFigure(row);
      await registry.confirmFigure({ ...row, at: 9 });
      await registry.confirmFigure({ ...row, by: '核对人乙', at: 7 });
      expect(await registry.confirmations()).toEqual([row, { ...row, by: '核对人乙', at: 7 }]);
    });

    describe('cases', () => casesContract(() => registry));
    describe('people', () => peopleContract(() => registry));

    describe('plans', () => plansContract(() => registry));
    describe('publications', () => publicationsContract(() => registry));

    test('the audit keeps the order, also of entries written at once', async () => {
      const entries = Array.from({ length: 20 }, (_, i) => ({
        at: 2_000_000_000,
        actor: '系统',
        action: 'import',
        subject: `batch:${i}`,
        detail: '{"files":["甲.csv"]}',
      }));
      expect(await registry.verifyAudit()).toEqual({ entries: 0, broken: null });
      await Promise.all(entries.map((entry) => registry.audit(entry)));
      const audits = await registry.audits();
      expect(audits.toSorted((a, b) => Number(a.subject.slice(6)) - Number(b.subject.slice(6)))).toMatchObject(entries);
      expect(await registry.verifyAudit()).toEqual({ entries: 20, broken: null });
    });

    describe('a command and its audit row', () => {
      const by = { id: 'u1', name: '联络员甲', role: 'department', unit: 'mtg-transport' } as const;
      const act = { by, at: 2_000_000_000 };
      const row = { at: 2_000_000_000, actor: 'u1', action: 'write-report', subject: 'report:a', detail: '{}' };
      const saved = (expected: number) => [{ subject: 'report:a', expected, events: [{ type: 'saved', data: {} }] }];

      /** A pending entry; says what became of it. */
      function pending(entry: (subjects: readonly string[]) => typeof row) {
        let isWritten = false;
        return {
          entry,
          get isWritten() {
            return isWritten;
          },
          written: () => void (isWritten = true),
        };
      }

      test('are stored together, with what the events are about', async () => {
        const audit = pending(([subject = '']) => ({ ...row, subject }));
        await registry.withAudit(audit, () => registry.appendEvents(saved(0), act));
        expect(audit.isWritten).toBe(true);
        expect(await registry.audits()).toMatchObject([row]);
        expect(await registry.verifyAudit()).toEqual({ entries: 1, broken: null });
      });

      test('are stored neither when the events are refused, and neither when the row cannot be written', async () => {
        await registry.appendEvents(saved(0), act);
        const late = pending(() => row);
        await expect(registry.withAudit(late, () => registry.appendEvents(saved(0), act))).rejects.toMatchObject({
          code: 'changed-meanwhile',
        });
        expect(late.isWritten).toBe(false);
        const impossible = pending(() => {
          throw new Error('no entry');
        });
        await expect(registry.withAudit(impossible, () => registry.appendEvents(saved(1), act))).rejects.toThrow(
          'no entry',
        );
        expect([await registry.audits(), (await registry.eventsSince(0)).length]).toEqual([[], 1]);
      });

      test('are one each: a second append in the same command is a defect', async () => {
        const audit = pending(() => row);
        const twice = registry.withAudit(audit, async () => {
          await registry.appendEvents(saved(0), act);
          await registry.appendEvents(saved(1), act);
        });
        await expect(twice).rejects.toThrow('appends once');
        expect([(await registry.audits()).length, (await registry.eventsSince(0)).length]).toEqual([1, 1]);
      });

      test('of many at once keep the chain whole', async () => {
        const one = (i: number) =>
          registry.withAudit(
            pending(([subject = '']) => ({ ...row, subject })),
            () =>
              registry.appendEvents([{ subject: `s${i}`, expected: 0, events: [{ type: 'saved', data: {} }] }], act),
          );
        await Promise.all(Array.from({ length: 30 }, (_, i) => one(i)));
        const [events, audits] = [await registry.eventsSince(0), await registry.audits()];
        expect(audits.map((a) => a.subject)).toEqual(events.map((e) => e.subject));
        expect(await registry.verifyAudit()).toEqual({ entries: 30, broken: null });
      });

      test('that was noted beforehand takes the place of the note', async () => {
        const [first, second] = [await registry.beginAudit(row), await registry.beginAudit({ ...row, actor: 'u2' })];
        expect((await registry.begunAudits()).map((b) => [b.id, b.actor])).toEqual([
          [first, 'u1'],
          [second, 'u2'],
        ]);
        await registry.audit(row, first);
        expect(await registry.begunAudits()).toEqual([{ ...row, actor: 'u2', id: second }]);
        expect(await registry.audits()).toMatchObject([row]);
      });
    });
  });
}
