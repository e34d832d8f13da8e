import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '@qingshan/campaign';
import { openRegistry, type StoredRegistry } from '@qingshan/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyRegistry } from '../registry.ts';
import { onEveryEngine } from './engines.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-copy-'));
});
afterAll(() => rm(root, { recursive: true }));

const series = (site: string) => ({ site, parameter: 'pm25', unit: 'ug/m3', windows: false, simulated: true });

/** Words that a file of lines could stumble over. */
const AWKWARD = '“引号”\n换行\t\\ \u2028 \'"';

async function fill(registry: StoredRegistry): Promise<void> {
  await registry.ensureSeries([series('甲'), series(AWKWARD)]);
  const batch = { source: 'table', files: ['甲.csv'], createdAt: 1, received: 2, simulated: true };
  const fault = {
    code: 'not-a-number',
    severity: 'refused',
    file: '甲.csv',
    row: 3,
    column: '值',
    value: AWKWARD,
  } as const;
  await registry.createBatch(batch, [{ ...fault, text: { zh: '不是数', en: 'no number' } }]);
  await registry.saveAssessments([{ id: 'a-1', json: '{"value": 1.10}', at: 3 }]);
  for (const at of [4, 5]) {
    await registry.audit({ at, actor: SYSTEM.id, action: 'import', subject: AWKWARD, detail: '{"b": 1,  "a": 2}' });
  }
}

onEveryEngine((name, open) => {
  test('a copy of a registry has every row as it was, and goes on counting', async () => {
    const folder = join(root, name);
    // Both engines of this suite can be copied; the port does not ask for it.
    const first = (await open()) as StoredRegistry;
    await fill(first);
    const copy = await first.copyTo(folder);
    await first.ensureSeries([series('后来')]);

    const second = await emptyRegistry();
    await second.load(folder, copy);
    expect((await second.series()).map((s) => s.site)).toEqual(['甲', AWKWARD]);
    const [batch] = await first.batches();
    expect(await second.batches()).toEqual([batch]);
    expect(await second.faults(batch?.id ?? 0)).toEqual(await first.faults(batch?.id ?? 0));
    expect(await second.assessment('a-1')).toBe('{"value": 1.10}');
    expect(await second.verifyAudit()).toEqual({ entries: 2, broken: null });
    expect(await second.audits()).toEqual(await first.audits());
    const [next] = await second.ensureSeries([series('丙')]);
    expect((await second.series()).filter((s) => s.id === next?.id)).toHaveLength(1);

    await expect(second.load(folder, copy)).rejects.toMatchObject({ code: 'registry-not-empty' });
    await Promise.all([first.close(), second.close()]);
  });
});

test('a copy that a newer version made is refused', async () => {
  const newer = openRegistry({ migrations: ['0001-registry', '9999-of-tomorrow'] });
  await expect(newer).rejects.toMatchObject({ code: 'workspace-newer', values: { migration: '9999-of-tomorrow' } });
});
