import { formatMoment } from '@qingshan/kernel';
import type { Intake } from '../gateway/intake.ts';
import { SOURCE_IDS } from '../intake/watch-folder.ts';
import { grant, type Rule } from '../people/rule.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';

/** Deliveries that are looked at; one that was begun long before them is nobody's concern any more. */
const LATELY = 200;

export interface OperationsUseCases {
  /** How the work of the server stands. */
  operations(): Promise<views.OperationsKnown>;
}

export const OPERATIONS_POLICY: { readonly operations: Rule<[], views.OperationsKnown> } = {
  operations: {
    area: 'people',
    text: { zh: '看系统运行情况', en: 'See how the system is doing' },
    who: grant(['administrator', 'system']),
  },
};

/** Batches among which those are looked for that are being written: they are the newest */
const QUEUED = 100;

export function operationsUseCases(
  { version, clock, registry, inbox }: Workspace,
  { gateway, failure }: Intake,
): OperationsUseCases {
  return {
    async operations() {
      const [{ batches, total }, [backup], deliveries, waiting, jobs] = await Promise.all([
        registry.batchPage({ offset: 0, limit: QUEUED }),
        registry.audits({ action: 'backup', last: 1 }),
        registry.intake.deliveries(LATELY),
        inbox?.look(SOURCE_IDS),
        registry.jobs.last(),
      ]);
      return {
        version,
        now: formatMoment(clock.now()),
        lastBackup: backup ? formatMoment(backup.at) : null,
        batches: total,
        queue: {
          batches: batches.filter(({ state }) => state === 'writing').length,
          deliveries: deliveries.filter(({ state }) => state === 'begun').length,
          files: waiting?.files.length ?? 0,
        },
        gateway: { listening: gateway !== null, failure },
        jobs: jobs.map(({ job, at, failed }) => ({ job, at: formatMoment(at), failed })),
      };
    },
  };
}
