import type { Actor } from '@qingshan/campaign';
import type { z } from 'zod';
import type { ProducedFile } from '../produced-file.ts';
import { reachOf, type Reach } from '../people/rule.ts';
import type * as views from '../views/index.ts';
import type { Books } from './books.ts';
import { showEntries } from './entries.ts';
import { showEntry } from './entry-page.ts';
import { showFindings } from './import-findings.ts';
import type { ImportJobs } from './import-jobs.ts';
import { listRegisters, showRegister } from './list.ts';
import { REGISTER_WRITERS } from './rights.ts';
import { importView, jobView } from './show.ts';
import { exportRegister, registerTemplate } from './workbooks.ts';
import { addEntry, changeEntry, setWithdrawn, type Writer } from './write.ts';

type Of<S extends z.ZodType> = z.output<S>;

/** What people do with the registers 台账. */
export interface RegisterUseCases {
  /** Every register with its counts. */
  registers(): Promise<views.RegisterSummaryView[]>;
  /** A register without its entries: fields, counts, duplicates, imports. @throws QingshanError `not-found` */
  register(id: string): Promise<views.RegisterDetailView>;
  /** Entries that match, a page of them, masked for the reader. @throws QingshanError `not-found` */
  registerEntries(id: string, query: views.EntryPageQuery): Promise<Of<typeof views.registerEntries>>;
  /** One entry with its history. @throws QingshanError `not-found`, `not-allowed` */
  registerEntry(id: string, key: string): Promise<views.EntryPageView>;
  /** @throws QingshanError `bad-entry` with the fields that are wrong */
  addRegisterEntry(id: string, input: Of<typeof views.entryInput>): Promise<views.EntryPageView>;
  /** @throws QingshanError `not-found`, `bad-entry`, `changed-meanwhile`, `wrong-state` */
  changeRegisterEntry(id: string, key: string, input: Of<typeof views.entryChangeInput>): Promise<views.EntryPageView>;
  /** Takes an entry out of the register; it stays in the history. @throws QingshanError `changed-meanwhile`, `wrong-state` */
  withdrawRegisterEntry(id: string, key: string, input: Of<typeof views.seenInput>): Promise<views.EntryPageView>;
  /** @throws QingshanError `changed-meanwhile`, `wrong-state` */
  restoreRegisterEntry(id: string, key: string, input: Of<typeof views.seenInput>): Promise<views.EntryPageView>;
  /** An empty workbook to fill in. @throws QingshanError `not-found` */
  registerTemplate(id: string): Promise<ProducedFile>;
  /** Entries in the layout of the template; importing it changes nothing. @throws QingshanError `not-found` */
  exportRegister(id: string, query: views.EntryQuery): Promise<ProducedFile & { readonly entries: number }>;
  /** Begins to check a workbook in the background. @throws QingshanError `not-found`, `bad-file` */
  startRegisterImport(id: string, file: { name: string; bytes: Uint8Array }): Promise<views.ImportJobView>;
  /** How far an import has come. @throws QingshanError `not-found` */
  registerImportJob(job: string): Promise<views.ImportJobView>;
  /** What was found in the rows of a workbook. @throws QingshanError `not-found` */
  registerImportFindings(job: string, query: views.FindingQuery): Promise<Of<typeof views.importFindings>>;
  /** Begins to store what was checked, all or nothing. @throws QingshanError `wrong-state`, `bad-file` */
  commitRegisterImport(job: string, input: Of<typeof views.commitImportInput>): Promise<views.ImportJobView>;
  /** Gives every entry of an import the version it had before. @throws QingshanError `import-undone`, `entries-changed-since` */
  undoRegisterImport(id: number): Promise<Of<typeof views.registerImport>>;
}

export function registerUseCases(books: Books, jobs: ImportJobs, actor: Actor): RegisterUseCases {
  const reach: Reach | null = reachOf({ who: REGISTER_WRITERS }, actor, false);
  const reader = { actor, reach };
  const writer: Writer = { actor, reach: reach ?? [] };
  return {
    registers: () => listRegisters(books, reader),
    register: (id) => showRegister(books, id, reader),
    registerEntries: (id, query) => showEntries(books, id, query, actor),
    registerEntry: (id, key) => showEntry(books, id, key, reader),
    addRegisterEntry: async (id, { cells }) => {
      const { key, notes } = await addEntry(books, id, cells, writer);
      return showEntry(books, id, key, reader, notes);
    },
    changeRegisterEntry: async (id, key, input) => {
      const { notes } = await changeEntry(books, id, key, input, writer);
      return showEntry(books, id, key, reader, notes);
    },
    withdrawRegisterEntry: async (id, key, { seen }) => {
      await setWithdrawn(books, id, key, { withdrawn: true, seen }, writer);
      return showEntry(books, id, key, reader);
    },
    restoreRegisterEntry: async (id, key, { seen }) => {
      await setWithdrawn(books, id, key, { withdrawn: false, seen }, writer);
      return showEntry(books, id, key, reader);
    },
    registerTemplate: (id) => registerTemplate(books, id),
    exportRegister: (id, query) => exportRegister(books, id, query, actor),
    startRegisterImport: (id, file) => jobs.start(id, file, writer),
    registerImportJob: async (id) => jobView(await jobs.job(id)),
    registerImportFindings: (id, query) => showFindings(books, jobs, actor, id, query),
    commitRegisterImport: (id, { skipRefused }) => jobs.commit(id, skipRefused, writer),
    undoRegisterImport: async (id) =>
      importView(await books.workspace.registry.registers.undoImport(id, books.campaign.act(actor))),
  };
}
