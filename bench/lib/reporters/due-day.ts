import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Reporter, Started, Stored } from './server.ts';

const SERVER = new URL('server.ts', import.meta.url).pathname;
/** Nobody waits longer for an answer. */
const PATIENCE_MS = 120_000;

export interface Steps {
  readonly signIn: readonly number[];
  readonly worklist: readonly number[];
  readonly open: readonly number[];
  readonly save: readonly number[];
  readonly submit: readonly number[];
}

export interface DueDay {
  /** Milliseconds of each answer, as the reporter waits for it */
  readonly steps: Steps;
  readonly errors: readonly string[];
  readonly expected: readonly string[];
  readonly stored: Stored;
  /** From the first request of a report to the last answer */
  readonly elapsed: number;
}

export interface DueDayOptions {
  readonly folder: string;
  readonly reporters: number;
  readonly demonstration: boolean;
  readonly databaseUrl?: string | undefined;
  /** Whether they sign in with their passwords, all at once, before they report */
  readonly signIn: boolean;
}

class Server {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<unknown>;

  constructor({ folder, reporters, demonstration, databaseUrl }: DueDayOptions) {
    const args = [SERVER, folder, String(reporters), demonstration ? 'demonstration' : 'empty'];
    const { DATABASE_URL: _, ...environment } = process.env;
    this.#child = spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: databaseUrl === undefined ? environment : { ...environment, DATABASE_URL: databaseUrl },
    });
    this.#exit = once(this.#child, 'exit');
    if (!this.#child.stdout) throw new Error('no output');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the server ended');
    return value;
  }

  async started(): Promise<Started> {
    return JSON.parse(await this.#line());
  }

  async stored(): Promise<Stored> {
    this.#child.stdin?.write('look\n');
    return JSON.parse(await this.#line());
  }

  async stop(): Promise<void> {
    this.#child.stdin?.end();
    await this.#exit;
  }
}

/** One reporter's browser: waits for each answer before the next request, and notes how long it was. */
class Browser {
  readonly #api: string;
  readonly #token: string;
  readonly #times: { readonly [K in keyof Steps]: number[] };

  constructor(url: string, token: string, times: { readonly [K in keyof Steps]: number[] }) {
    this.#api = `${url}/api/v1`;
    this.#token = token;
    this.#times = times;
  }

  async ask(step: keyof Steps, path: string, body?: unknown): Promise<unknown> {
    const start = performance.now();
    const headers = { Cookie: `qingshan-session=${this.#token}`, 'Content-Type': 'application/json' };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(this.#api + path, { headers, signal, ...sent });
    const answer: unknown = await response.json();
    this.#times[step].push(performance.now() - start);
    if (!response.ok) throw new Error(`${step} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }
}

const CONTENT = {
  progress: { quantity: '1', steps: [], kept: true, percent: null },
  text: '压力测试，不是真实进展',
  problems: '',
  next: '',
  evidence: [],
};

async function report(browser: Browser, { unit, report }: Reporter): Promise<void> {
  await browser.ask('worklist', `/worklists/${unit}`);
  await browser.ask('open', `/reports/${report}`);
  await browser.ask('save', `/reports/${report}`, { do: 'save', content: { ...CONTENT, text: '草稿' }, seen: 0 });
  await browser.ask('submit', `/reports/${report}`, { do: 'submit', content: CONTENT, seen: 1 });
}

/** Runs work for all at once and gives the messages of those that failed. */
async function allAtOnce<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<string[]> {
  const results = await Promise.allSettled(items.map(work));
  return results.flatMap((r) => (r.status === 'rejected' ? [String(r.reason)] : []));
}

/** What must be stored: two events and two audit rows a report. */
function expectedOf(reporters: readonly Reporter[]): string[] {
  return reporters.flatMap(({ report }) => [`report:${report}`, `report:${report}`]).sort();
}

/** The due day: every reporter reads the worklist, opens a report, saves it and hands it in, all at the same time. */
export async function runDueDay(options: DueDayOptions): Promise<DueDay> {
  const server = new Server(options);
  try {
    const { url, password, reporters } = await server.started();
    const steps = { signIn: [], worklist: [], open: [], save: [], submit: [] };
    const errors: string[] = [];
    const browserOf = ({ token }: Reporter) => new Browser(url, token, steps);
    if (options.signIn) {
      const signIn = (r: Reporter) => browserOf(r).ask('signIn', '/sign-in', { person: r.person, password });
      errors.push(...(await allAtOnce(reporters, signIn)));
      // What signing in has cost is not counted with the rest.
      await server.stored();
    }
    const start = performance.now();
    errors.push(...(await allAtOnce(reporters, (r) => report(browserOf(r), r))));
    const elapsed = performance.now() - start;
    return { steps, errors, elapsed, expected: expectedOf(reporters), stored: await server.stored() };
  } finally {
    await server.stop();
  }
}

/** What is not as it must be; empty: nothing was lost and nothing was wrong. */
export function faultsOf({ errors, expected, stored }: DueDay): string[] {
  const faults = [...errors];
  const differs = (found: readonly string[]) => JSON.stringify([...found].sort()) !== JSON.stringify(expected);
  if (differs(stored.events)) faults.push(`${stored.events.length} events of ${expected.length}`);
  if (differs(stored.audits)) faults.push(`${stored.audits.length} audit rows of ${expected.length}`);
  if (stored.broken !== null) faults.push(`the audit is broken at ${stored.broken}`);
  return faults;
}
