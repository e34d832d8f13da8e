import { auditInterrupted, recover, type ApplicationFor, type Workspace } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';
import { DAY_SECONDS, HOUR_SECONDS } from '@qingshan/kernel';
import type { Job } from './start-job.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What the server does by the clock. */
export function serverJobs(application: ApplicationFor, { clock, settings }: Workspace): readonly Job[] {
  const hourNow = () => Math.floor((clock.now() % DAY_SECONDS) / HOUR_SECONDS);
  return [
    {
      // Silence is counted in hours; more often would find nothing more.
      name: 'watch',
      everyMs: 15 * MINUTE_MS,
      run: () => application.as(SYSTEM).watchConditions(),
    },
    {
      // Failed deliveries are tried again minutes later; what was sent today is not sent again.
      name: 'digest',
      everyMs: 5 * MINUTE_MS,
      mayRun: () => hourNow() >= settings.digestHour,
      run: () => application.as(SYSTEM).sendDigests(),
    },
    {
      // Every process has a log of frames of its own. A run that finds nothing leaves no row in the audit.
      name: 'retention',
      everyMs: 6 * HOUR_MS,
      ofProcess: true,
      atOnce: true,
      run: async () => {
        const system = application.as(SYSTEM);
        const rows = await system.retention();
        if (rows.some(({ old }) => (old ?? 0) > 0)) await system.applyRetention();
      },
    },
  ];
}

/** Ends what a process has left unfinished that was killed while others go on, as opening a folder does. */
export function recoverJob({ registry, observations }: Workspace): Job {
  return {
    name: 'recover',
    everyMs: MINUTE_MS,
    run: async () => {
      await recover(registry, observations);
      await auditInterrupted(registry);
    },
  };
}
