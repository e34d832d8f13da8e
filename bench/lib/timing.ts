import { readFileSync } from 'node:fs';

export interface Cost {
  /** Elapsed */
  readonly ms: number;
  /** Processor time of all threads: what other processes on the machine disturb least */
  readonly cpu: number;
}

export async function timed<T>(work: () => Promise<T> | T): Promise<Cost & { readonly result: T }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: performance.now() - start, cpu: (user + system) / 1000 };
}

/** The shorter of two, by elapsed and by processor time. */
export function lesser(a: Cost, b: Cost): Cost {
  return { ms: Math.min(a.ms, b.ms), cpu: Math.min(a.cpu, b.cpu) };
}

/** The shortest of several runs. */
export async function shortest(runs: number, work: () => Promise<unknown>): Promise<Cost> {
  let best: Cost = await timed(work);
  for (let run = 1; run < runs; run++) best = lesser(best, await timed(work));
  return best;
}

/** High-water mark of this process's memory in MiB; `null` where the system does not say. */
export function peakMemory(): number | null {
  try {
    const kib = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** The value that so many percent of the others do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}
