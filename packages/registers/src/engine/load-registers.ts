import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QingshanError } from '@qingshan/kernel';
import { parse } from 'yaml';
import type { z } from 'zod';
import { faultsOfDefinition } from './check-definition.ts';
import { resolveDefinition } from './resolve.ts';
import { commonFile, manifestFile, registerFile } from './schema.ts';
import type { RegisterDefinition } from './types.ts';

/** The folders of the registers that the product comes with. */
export const REGISTERS_FOLDER = join(import.meta.dirname, '..');

function bad(file: string, why: string): QingshanError {
  return new QingshanError('bad-register', { file, why });
}

function readChecked<S extends z.ZodType>(folder: string, file: string, schema: S): z.output<S> {
  let data: unknown;
  try {
    data = parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    throw bad(file, error instanceof Error ? error.message : String(error));
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue =
    result.error.issues.find((i) => i.code === 'unrecognized_keys' || i.code === 'invalid_union') ??
    result.error.issues[0];
  throw bad(file, `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/**
 * The definitions of all registers, in the order of `manifest.yaml`.
 *
 * @throws QingshanError `bad-register`: a file is not what it should be, a folder is missing in the manifest or a
 *   register of the manifest has no folder
 */
export function loadRegisters(folder: string = REGISTERS_FOLDER): RegisterDefinition[] {
  const { registers: ids } = readChecked(folder, 'manifest.yaml', manifestFile);
  const common = readChecked(folder, 'common.yaml', commonFile);
  const stray = registerFolders(folder).find((name) => !ids.includes(name));
  if (stray !== undefined) throw bad('manifest.yaml', `${stray} is not listed`);
  return ids.map((id) => {
    const file = `${id}/register.yaml`;
    const data = readChecked(folder, file, registerFile);
    if (data.id !== id) throw bad(file, `id is ${data.id}`);
    const definition = resolveDefinition(data, common);
    const [fault] = faultsOfDefinition(definition, ids);
    if (fault !== undefined) throw bad(file, fault);
    return definition;
  });
}

/** Names of the folders that hold a definition. */
export function registerFolders(folder: string = REGISTERS_FOLDER): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('register.yaml'))
    .map((entry) => entry.name);
}
