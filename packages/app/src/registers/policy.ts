import { SIGNED_IN, grant, type Rule } from '../people/rule.ts';
import type { Workspace } from '../workspace.ts';
import { definitionOf, keeperOf, ownersOf } from './books.ts';
import { REGISTER_WRITERS } from './rights.ts';
import type { RegisterUseCases } from './use-cases.ts';

type RegisterPolicy = {
  readonly [K in keyof RegisterUseCases]: Rule<
    Parameters<RegisterUseCases[K]>,
    Awaited<ReturnType<RegisterUseCases[K]>>
  >;
};

/** What a reader sees of an entry is said by the register itself: its masks, and whether units see their own only. */

/** Units that an entry is the business of, as it is stored. */
async function entryOwners(id: string, key: string, workspace: Workspace): Promise<string[]> {
  const definition = definitionOf(workspace, id);
  const stored = await workspace.registry.registers.entry(id, key);
  const keeper = keeperOf(workspace, definition);
  return stored ? ownersOf(workspace, definition, stored) : keeper === null ? [] : [keeper];
}

async function jobOwners(job: string, { registry }: Workspace): Promise<string[]> {
  const unit = (await registry.registers.job(job))?.by.unit ?? null;
  return unit === null ? [] : [unit];
}

async function importOwners(id: number, workspace: Workspace): Promise<string[]> {
  const { register, by } = await workspace.registry.registers.import(id);
  return [by.unit, keeperOf(workspace, definitionOf(workspace, register))].filter((unit) => unit !== null);
}

/** Who may do what with the registers; part of the one policy. */
export const REGISTER_POLICY: RegisterPolicy = {
  registers: { area: 'registers', text: { zh: '看台账目录', en: 'See the registers' }, who: SIGNED_IN },
  register: { area: 'registers', text: { zh: '看一本台账', en: 'See a register' }, who: SIGNED_IN },
  registerEntries: { area: 'registers', text: { zh: '查台账条目', en: 'Look up entries' }, who: SIGNED_IN },
  registerEntry: { area: 'registers', text: { zh: '看台账条目及沿革', en: 'See an entry' }, who: SIGNED_IN },
  // Of a new entry and of the rows of a workbook the use case checks that they name the writer's unit.
  addRegisterEntry: {
    area: 'registers',
    text: { zh: '登记台账条目（限本单位）', en: 'Add an entry (of the own unit)' },
    who: { ...REGISTER_WRITERS, ...grant(['department', 'town']) },
    command: {
      action: 'add-entry',
      subject: ([id], page) => (page ? `register:${id}/${page.entry.key}` : `register:${id}`),
    },
  },
  changeRegisterEntry: {
    area: 'registers',
    text: { zh: '修改台账条目', en: 'Change an entry' },
    who: REGISTER_WRITERS,
    owners: ([id, key], workspace) => entryOwners(id, key, workspace),
    command: {
      action: 'change-entry',
      subject: ([id, key]) => `register:${id}/${key}`,
      detail: (_, { entry }) => ({ version: entry.seq }),
    },
  },
  withdrawRegisterEntry: {
    area: 'registers',
    text: { zh: '撤出台账条目', en: 'Withdraw an entry' },
    who: REGISTER_WRITERS,
    owners: ([id, key], workspace) => entryOwners(id, key, workspace),
    command: { action: 'withdraw-entry', subject: ([id, key]) => `register:${id}/${key}` },
  },
  restoreRegisterEntry: {
    area: 'registers',
    text: { zh: '恢复台账条目', en: 'Restore an entry' },
    who: REGISTER_WRITERS,
    owners: ([id, key], workspace) => entryOwners(id, key, workspace),
    command: { action: 'restore-entry', subject: ([id, key]) => `register:${id}/${key}` },
  },
  registerTemplate: { area: 'registers', text: { zh: '取台账模板', en: 'Take a template' }, who: SIGNED_IN },
  exportRegister: {
    area: 'registers',
    text: { zh: '导出台账（按角色脱敏）', en: 'Export a register, masked by role' },
    who: SIGNED_IN,
    command: {
      action: 'export-register',
      subject: ([id]) => `register:${id}`,
      detail: ([, query], { entries }) => ({ query, entries }),
    },
  },
  startRegisterImport: {
    area: 'registers',
    text: { zh: '导入台账：上传并检查（限本单位的行）', en: 'Import: upload and check (rows of the own unit)' },
    who: { ...REGISTER_WRITERS, ...grant(['department', 'town']) },
    command: {
      action: 'check-register-workbook',
      subject: ([id]) => `register:${id}`,
      detail: ([, { name }], { id }) => ({ file: name, job: id }),
    },
  },
  registerImportJob: {
    area: 'registers',
    text: { zh: '看导入进度', en: 'See how far an import is' },
    who: REGISTER_WRITERS,
    owners: ([job], workspace) => jobOwners(job, workspace),
  },
  registerImportFindings: {
    area: 'registers',
    text: { zh: '看导入的逐行报告', en: 'See the report of an import' },
    who: REGISTER_WRITERS,
    owners: ([job], workspace) => jobOwners(job, workspace),
  },
  commitRegisterImport: {
    area: 'registers',
    text: { zh: '导入台账：存入', en: 'Import: store' },
    who: REGISTER_WRITERS,
    owners: ([job], workspace) => jobOwners(job, workspace),
    command: {
      action: 'import-register',
      subject: ([job], view) => (view ? `register:${view.register}` : `job:${job}`),
      detail: ([job, { skipRefused }], { file, added, changed, refused }) => ({
        job,
        file,
        added,
        changed,
        refused,
        skipRefused,
      }),
    },
  },
  undoRegisterImport: {
    area: 'registers',
    text: { zh: '撤销台账导入', en: 'Undo an import' },
    who: REGISTER_WRITERS,
    owners: ([id], workspace) => importOwners(id, workspace),
    command: {
      action: 'undo-register-import',
      subject: ([id]) => `register-import:${id}`,
      detail: (_, { file }) => ({ file }),
    },
  },
};
