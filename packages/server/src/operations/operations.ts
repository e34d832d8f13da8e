import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ApplicationFor } from '@qingshan/app';
import { momentOfTimestamp, type Moment } from '@qingshan/kernel';
import { gatewayFamilies } from './gateway-figures.ts';
import type { Answered } from './each-request.ts';
import { freeBytesOf, inTime, probesOf, readinessOf, type Probed, type Readiness } from './readiness.ts';
import { RequestCounts } from './request-counts.ts';
import type { Family } from './text-format.ts';

const RESOLUTION_MS = 10;

/** What whoever runs the server may know of it. */
export interface Operations {
  /** Counts a request, and writes it down where there is a log. */
  answered(request: Answered): void;
  readiness(): Promise<Readiness>;
  /** Notes that a job has run here, and whether it failed. */
  ran(job: string, failed: boolean): void;
  families(): Promise<readonly Family[]>;
  /** On the disk of the data folder; `null` when the file system does not say */
  freeBytes(): Promise<number | null>;
  /** Lets other machines read the figures; absent: none may */
  readonly token: string | undefined;
}

export interface OperationsOptions {
  readonly token?: string | undefined;
  /** Absent: what the file system says */
  readonly freeBytes?: (folder: string) => Promise<number>;
  /** Gets a line of JSON for every request; absent: requests are counted only */
  readonly log?: ((line: string) => void) | undefined;
}

function gauge(name: string, help: string, value: number): Family {
  return { name, type: 'gauge', help, samples: [{ value }] };
}

/** Seconds since 1970 UTC, as Prometheus counts. */
function unixSeconds(moment: Moment): number {
  return moment - momentOfTimestamp(0);
}

/** Memory of the process, and by how much its timers were late since these figures were last asked for. */
function processFigures(): () => readonly Family[] {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return () => {
    const help = `since the last scrape, the ${RESOLUTION_MS} ms between two looks included.`;
    const families = [
      gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss()),
      gauge('nodejs_eventloop_lag_mean_seconds', `Mean delay of the event loop ${help}`, delay.mean / 1e9),
      gauge('nodejs_eventloop_lag_p99_seconds', `99th percentile ${help}`, delay.percentile(99) / 1e9),
      gauge('nodejs_eventloop_lag_max_seconds', `Longest delay ${help}`, delay.max / 1e9),
    ];
    delay.reset();
    return families;
  };
}

async function observationFigures({ observations }: Probed): Promise<readonly Family[]> {
  return [
    gauge('qingshan_observations_version', 'Raised by every change of observations.', await observations.version()),
    gauge('qingshan_observation_batches', 'Batches stored.', (await observations.batches()).length),
  ];
}

async function backupFigures({ registry, clock }: Probed): Promise<readonly Family[]> {
  const [last] = await registry.audits({ action: 'backup', last: 1 });
  if (!last) return [];
  return [
    gauge('qingshan_backup_last_timestamp_seconds', 'When the last backup was finished.', unixSeconds(last.at)),
    gauge('qingshan_backup_age_seconds', 'Age of the last backup.', clock.now() - last.at),
  ];
}

/** When each job last ran here, and how often it failed. */
class JobCounts {
  readonly #runs = new Map<string, { last: Moment | null; failures: number }>();

  add(job: string, failed: boolean, now: Moment): void {
    const { last, failures } = this.#runs.get(job) ?? { last: null, failures: 0 };
    this.#runs.set(job, failed ? { last, failures: failures + 1 } : { last: now, failures });
  }

  families(): readonly Family[] {
    const runs = [...this.#runs];
    return [
      {
        name: 'qingshan_task_last_success_timestamp_seconds',
        type: 'gauge',
        help: 'When a recurring task last ran without failing.',
        samples: runs.flatMap(([task, { last }]) =>
          last === null ? [] : [{ labels: { task }, value: unixSeconds(last) }],
        ),
      },
      {
        name: 'qingshan_task_failures_total',
        type: 'counter',
        help: 'Runs of a recurring task that failed.',
        samples: runs.map(([task, { failures }]) => ({ labels: { task }, value: failures })),
      },
    ];
  }
}

/** What cannot be had is left out, for the rest matters most when something is down; `qingshan_store_up` says what is. */
async function ifAny(work: Promise<readonly Family[]>): Promise<readonly Family[]> {
  return inTime(work).catch(() => []);
}

function asLogLine({ id, method, route, status, seconds }: Answered): string {
  const ms = Math.round(seconds * 1e6) / 1000;
  return JSON.stringify({ time: new Date().toISOString(), id, method, route, status, ms });
}

export function operationsOf(
  workspace: Probed,
  application: Pick<ApplicationFor, 'intake'>,
  { token, log, freeBytes = freeBytesOf }: OperationsOptions = {},
): Operations {
  const requests = new RequestCounts();
  const jobs = new JobCounts();
  const readiness = readinessOf(probesOf(workspace, application, freeBytes));
  const ofProcess = processFigures();
  const diskFigures = async () => [
    gauge('qingshan_data_free_bytes', 'Free on the disk of the data folder.', await freeBytes(workspace.folder)),
  ];
  return {
    answered: (request) => {
      requests.add(request);
      log?.(asLogLine(request));
    },
    readiness,
    token: token === '' ? undefined : token,
    ran: (job, failed) => jobs.add(job, failed, workspace.clock.now()),
    freeBytes: () => freeBytes(workspace.folder).catch(() => null),
    families: async () => {
      // At once, so that a store that hangs costs its patience only once: a scrape ends before Prometheus gives up.
      const asked = Promise.all([diskFigures(), observationFigures(workspace), backupFigures(workspace)].map(ifAny));
      const { stores } = await readiness();
      const up = stores.map(({ store, ready }) => ({ labels: { store }, value: Number(ready) }));
      return [
        ...ofProcess(),
        { name: 'qingshan_store_up', type: 'gauge', help: 'Whether a store answers.', samples: up },
        ...(await asked).flat(),
        ...gatewayFamilies(application.intake),
        ...jobs.families(),
        ...requests.families(),
      ];
    },
  };
}
