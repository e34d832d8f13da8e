import type { JobRun, Registry } from '@qingshan/app';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const RUN: JobRun = { at: 1_700_000_000, failed: false };
const always = () => true;

/** What every adapter does with recurring jobs. */
export function jobsContract(name: string, open: () => Promise<Registry>): void {
  describe(`jobs: ${name}`, () => {
    let registry: Registry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(() => registry.close());

    test('a job is due by its last run, and what became of the last one is kept', async () => {
      const seen: (JobRun | null)[] = [];
      const isDue = (last: JobRun | null) => {
        seen.push(last);
        return last === null || last.failed;
      };
      const failed = { at: RUN.at - 60, failed: true };
      expect(await registry.jobs.once('watch', isDue, async () => failed)).toEqual(failed);
      expect(await registry.jobs.once('watch', isDue, async () => RUN)).toEqual(RUN);
      expect(await registry.jobs.once('watch', isDue, () => expect.fail('it is not due'))).toBeNull();
      expect(await registry.jobs.once('digest', always, async () => RUN)).toEqual(RUN);
      expect(new Set(seen.map((last) => last?.at ?? null))).toEqual(new Set([null, failed.at, RUN.at]));
    });

    test('work that throws leaves the job due', async () => {
      const defect = registry.jobs.once('watch', always, () => Promise.reject(new Error('defect')));
      await expect(defect).rejects.toThrow('defect');
      expect(
        await registry.jobs.once(
          'watch',
          (last) => last === null,
          async () => RUN,
        ),
      ).toEqual(RUN);
    });

    test('the registry can be used while a job runs', async () => {
      const used = await registry.jobs.once('watch', always, async () => {
        await registry.batches();
        return RUN;
      });
      expect(used).toEqual(RUN);
    });
  });
}
