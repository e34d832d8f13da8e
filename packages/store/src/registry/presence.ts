import { QingshanError } from '@qingshan/kernel';
import pg from 'pg';
import { PROCESS_LOCKS } from './company.ts';
import { connectionFailure, placeOf } from './server-failures.ts';

/** Of the lock that a process holds on its database; any number that nothing else here uses */
const DATABASE_LOCK = 7_011_958_226;
const CHANNEL = 'qingshan';
const AGAIN_MS = 1000;

export interface PresenceOptions {
  readonly url: string;
  /** Names the process, as long as it lives */
  readonly process: string;
  /** Names the data folder, which no other process may have; `null`: the whole database is for this process */
  readonly member: string | null;
}

/** The connection by which a process is known to the others. The server lets go of its locks when it ends, however it ends. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #listeners = new Set<(message: string | null) => void>();
  #client: pg.Client | null = null;
  #again: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** @throws QingshanError `database-unreachable`, `database-in-use`, `member-in-use` */
  async begin(): Promise<void> {
    const { url } = this.#options;
    const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'qingshan' });
    client.on('error', (error) => console.error(`PostgreSQL: ${error.message}`));
    client.on('notification', ({ payload = '' }) => this.#told(payload));
    try {
      await client.connect().catch((error: unknown) => {
        throw connectionFailure(url, error);
      });
      await this.#lock(client);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => this.#lost());
    this.#client = client;
  }

  hear(told: (message: string | null) => void): () => void {
    this.#listeners.add(told);
    return () => void this.#listeners.delete(told);
  }

  /** What `tell` sends through any connection. */
  message(text: string): readonly [channel: string, payload: string] {
    return [CHANNEL, JSON.stringify([this.#options.process, text])];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#again !== null) clearTimeout(this.#again);
    await this.#client?.end().catch(() => undefined);
  }

  async #lock(client: pg.Client): Promise<void> {
    const { url, process, member } = this.#options;
    const take = async (what: string, values: readonly unknown[]): Promise<boolean> =>
      (await client.query<{ locked: boolean }>(`SELECT ${what} AS locked`, [...values])).rows[0]?.locked === true;
    const kind = member === null ? '' : '_shared';
    if (!(await take(`pg_try_advisory_lock${kind}($1)`, [DATABASE_LOCK]))) {
      throw new QingshanError('database-in-use', { where: placeOf(url) });
    }
    if (member !== null && !(await take('pg_try_advisory_lock($1, hashtext($2))', [PROCESS_LOCKS, member]))) {
      throw new QingshanError('member-in-use', { where: placeOf(url) });
    }
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [PROCESS_LOCKS, process]);
  }

  #told(payload: string): void {
    const [from, message]: string[] = JSON.parse(payload);
    if (from !== this.#options.process) this.#say(message ?? null);
  }

  #say(message: string | null): void {
    for (const told of this.#listeners) told(message);
  }

  /** Comes back as soon as the server lets it. */
  #lost(): void {
    this.#client = null;
    if (this.#isClosed) return;
    this.#again = setTimeout(() => {
      this.begin().then(
        () => (this.#isClosed ? this.close() : this.#say(null)),
        () => this.#lost(),
      );
    }, AGAIN_MS);
    this.#again.unref();
  }
}
