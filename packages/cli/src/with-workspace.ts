import { resolve } from 'node:path';
import { createApplication, type Application } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { DEFAULT_FOLDER, messengersFrom, openWorkspace, type OpenWorkspace } from '@qingshan/server';

export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
  /** Who acts, for the audit */
  readonly by?: string;
}

export function folderOf(options: CommonOptions): string {
  return resolve(options.data ?? DEFAULT_FOLDER);
}

/** Where the stores are that are not in the data folder, and the key of the secrets when that is not. */
export function whereabouts(): Record<
  'databaseUrl' | 'databaseReadUrl' | 'observationsUrl' | 'filesFolder' | 'secretKey',
  string | undefined
> {
  return {
    databaseUrl: process.env['DATABASE_URL'],
    databaseReadUrl: process.env['DATABASE_READ_URL'],
    filesFolder: process.env['QINGSHAN_FILES'],
    observationsUrl: process.env['OBSERVATIONS_URL'],
    secretKey: process.env['QINGSHAN_SECRET_KEY'],
  };
}

/**
 * Whoever can run commands on the data folder holds all of it, so the command line acts as `system`. The audit names the
 * person given with --by, else the account of the operating system.
 */
export function operator(by?: string): Actor {
  const name = by ?? process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
  return { id: `cli:${name}`, name, role: 'system', unit: null };
}

/** Runs with the workspace open and closes it whatever happens. */
export async function withWorkspace<T>(
  options: CommonOptions,
  work: (workspace: OpenWorkspace) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(folderOf(options), {
    ...whereabouts(),
    messengers: messengersFrom(process.env),
  });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

export function withApplication<T>(options: CommonOptions, work: (application: Application) => Promise<T>): Promise<T> {
  return withWorkspace(options, (workspace) => work(createApplication(workspace).as(operator(options.by))));
}
