import { randomUUID } from 'node:crypto';
import type { Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { keepBytes, keptBytes } from '../evidence/kept-bytes.ts';
import type { Reach } from '../people/rule.ts';
import type * as views from '../views/index.ts';
import type { Books } from './books.ts';
import { checkWorkbook, type CheckedWorkbook } from './check-workbook.ts';
import type { ImportJob, RowFinding } from './ports.ts';
import { jobView } from './show.ts';

export const WORKBOOK_BYTES_LIMIT = 30 * 1_048_576;

/** Seconds without a sign of life after which the process of a job counts as dead */
const LOST_AFTER = 60;
/** Rows after which the progress is written down, so that other processes see that this one lives */
const SAVED_EVERY = 500;

const WORKING: ReadonlySet<ImportJob['state']> = new Set(['checking', 'storing']);

interface Importer {
  readonly actor: Actor;
  readonly reach: Reach;
}

const LOST = {
  code: 'lost',
  zh: '处理这次导入的程序中断了，没有存入任何内容。请重新上传。',
  en: 'The process that worked on this import ended; nothing was stored. Upload the workbook again.',
};

function problemOf(error: unknown): NonNullable<ImportJob['problem']> {
  if (error instanceof QingshanError) return { code: error.code, zh: error.text.zh, en: error.text.en };
  const text = { zh: '程序出错，没有存入任何内容。', en: 'A defect in the program; nothing was stored.' };
  return { code: 'defect', ...text };
}

/**
 * Imports of workbooks, each a job in the background of this process that is asked for by its id: checked first, stored
 * when somebody says so. What a job knows is written down, so that a job whose process died can be told from one that works.
 */
export class ImportJobs {
  readonly #books: Books;
  readonly #process = randomUUID();
  readonly #jobs = new Map<string, ImportJob>();
  readonly #running = new Map<string, Promise<void>>();

  /** Told when a job has ended, whatever became of it */
  readonly #ended: () => void;

  constructor(books: Books, ended: () => void) {
    this.#books = books;
    this.#ended = ended;
  }

  get #store() {
    return this.#books.workspace.registry.registers;
  }

  /** Keeps the workbook and begins to check it. @throws QingshanError `not-found`, `bad-file` */
  async start(register: string, file: { name: string; bytes: Uint8Array }, by: Importer): Promise<views.ImportJobView> {
    this.#books.definition(register);
    const { name, bytes } = file;
    if (bytes.length === 0 || bytes.length > WORKBOOK_BYTES_LIMIT) {
      const why = { zh: '文件是空的，或超过 30 MB', en: 'it is empty or larger than 30 MB' };
      throw new QingshanError('bad-file', { file: name, why, hint: { zh: '请拆分后导入', en: 'Split it' } });
    }
    const now = this.#books.workspace.clock.now();
    const counts = { rows: 0, checked: 0, added: 0, changed: 0, unchanged: 0, refused: 0, doubtful: 0, stored: 0 };
    const job: ImportJob = {
      id: randomUUID(),
      register,
      file: name.slice(0, 200),
      bytes: await keepBytes(this.#books.workspace.files, bytes),
      state: 'checking',
      ...counts,
      seen: 0,
      import: null,
      problem: null,
      by: by.actor,
      startedAt: now,
      process: this.#process,
      beat: now,
    };
    await this.#save(job);
    this.#run(job.id, () => this.#check(job.id, bytes, by));
    return jobView(job);
  }

  /** @throws QingshanError `not-found` */
  async job(id: string): Promise<ImportJob> {
    // What another process has made of it since is known by the store only.
    const job = this.#jobs.get(id) ?? (await this.#store.job(id));
    if (!job) throw new QingshanError('not-found', { what: { zh: '导入任务', en: 'import job' }, id, hint: '' });
    const dead = job.process !== this.#process && this.#books.workspace.clock.now() - job.beat > LOST_AFTER;
    return dead && WORKING.has(job.state) ? { ...job, state: 'failed', problem: LOST } : job;
  }

  /** @throws QingshanError `not-found` */
  async findings(id: string): Promise<{ readonly job: ImportJob; readonly findings: readonly RowFinding[] }> {
    return { job: await this.job(id), findings: await this.#store.findings(id) };
  }

  /**
   * Begins to store what was checked.
   *
   * @throws QingshanError `not-found`, `wrong-state`; `bad-file` when rows are refused and nobody said to leave them out
   */
  async commit(id: string, skipRefused: boolean, by: Importer): Promise<views.ImportJobView> {
    const job = await this.job(id);
    if (job.state !== 'checked') {
      const state = { zh: STATE_WORDS[job.state][0], en: STATE_WORDS[job.state][1] };
      throw new QingshanError('wrong-state', { state, verb: { zh: '存入', en: 'stored' } });
    }
    if (job.refused > 0 && !skipRefused) {
      const why = { zh: `有 ${job.refused} 行不合要求`, en: `${job.refused} rows are refused` };
      const hint = { zh: '请改正后重新上传，或选择跳过这些行', en: 'Mend them and upload again, or leave them out' };
      throw new QingshanError('bad-file', { file: job.file, why, hint });
    }
    const storing: ImportJob = { ...job, state: 'storing', process: this.#process };
    await this.#save(storing);
    this.#run(id, () => this.#storeChecked(id, by));
    return jobView(storing);
  }

  /** Waits until nothing works on a job in this process. */
  async settled(id: string): Promise<void> {
    await this.#running.get(id);
  }

  #run(id: string, work: () => Promise<void>): void {
    const done = work()
      .catch(async (error: unknown) => {
        const job = await this.job(id);
        await this.#save({ ...job, state: 'failed', problem: problemOf(error) });
      })
      // The store may be closed under a job; what is known of it then is enough to tell that it was lost.
      .catch(() => undefined)
      .finally(() => {
        this.#running.delete(id);
        this.#jobs.delete(id);
        this.#ended();
      });
    this.#running.set(id, done);
  }

  async #save(job: ImportJob): Promise<void> {
    const alive = { ...job, beat: this.#books.workspace.clock.now() };
    this.#jobs.set(job.id, alive);
    await this.#store.saveJob(alive);
  }

  async #read(id: string, bytes: Uint8Array, by: Importer): Promise<CheckedWorkbook> {
    const { register } = await this.job(id);
    return checkWorkbook(this.#books, register, bytes, by, async (rows, checked) => {
      const job = { ...(await this.job(id)), rows, checked };
      this.#jobs.set(id, job);
      if (checked % SAVED_EVERY === 0) await this.#save(job);
    });
  }

  async #check(id: string, bytes: Uint8Array, by: Importer): Promise<void> {
    const { changes: _, findings, unreadable, ...counts } = await this.#read(id, bytes, by);
    await this.#store.saveFindings(id, findings);
    const job = { ...(await this.job(id)), ...counts, checked: counts.rows };
    if (unreadable) {
      const problem = { code: unreadable.code, zh: unreadable.text.zh, en: unreadable.text.en };
      await this.#save({ ...job, state: 'failed', problem });
    } else {
      await this.#save({ ...job, state: 'checked' });
    }
  }

  /** Checks the workbook again: what was shown must be what is stored. */
  async #storeChecked(id: string, by: Importer): Promise<void> {
    const job = await this.job(id);
    const bytes = await keptBytes(this.#books.workspace.files, job.bytes, job.file);
    const { changes, seen: _, ...now } = await this.#read(id, bytes, by);
    const counts = { added: now.added, changed: now.changed, unchanged: now.unchanged, refused: now.refused };
    const { added, changed, unchanged, refused } = job;
    if (JSON.stringify(counts) !== JSON.stringify({ added, changed, unchanged, refused })) throw stale();
    const keys = new Set(changes.map((c) => c.key));
    const newer = (await this.#books.all(job.register)).find((e) => keys.has(e.key) && e.version.id > job.seen);
    if (newer) throw stale(newer.version.by.name);
    if (changes.length === 0) {
      await this.#save({ ...(await this.job(id)), state: 'stored' });
      return;
    }
    const { workspace, campaign } = this.#books;
    const as = { file: job.file, ...counts, simulated: false };
    const written = await workspace.registry.registers.write(job.register, changes, campaign.act(by.actor), as);
    const stored = { stored: changes.length, import: written.import?.id ?? null };
    await this.#save({ ...(await this.job(id)), ...stored, state: 'stored' });
  }
}

const STATE_WORDS: Readonly<Record<ImportJob['state'], readonly [zh: string, en: string]>> = {
  checking: ['正在检查', 'being checked'],
  checked: ['已检查', 'checked'],
  storing: ['正在存入', 'being stored'],
  stored: ['已存入', 'stored'],
  failed: ['未完成', 'failed'],
};

function stale(who = ''): QingshanError {
  const name = who === '' ? { zh: '别人', en: 'Somebody else' } : who;
  return new QingshanError('changed-meanwhile', { who: name, when: { zh: '检查之后', en: 'a later moment' } });
}
