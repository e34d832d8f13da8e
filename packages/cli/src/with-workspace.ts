import { resolve } from 'node:path';
import { createApplication, type Application } from '@qingshan/app';
import { DEFAULT_FOLDER, openWorkspace, type OpenWorkspace } from '@qingshan/server';

export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
}

export function folderOf(options: CommonOptions): string {
  return resolve(options.data ?? DEFAULT_FOLDER);
}

/** Who acts, for the audit: the account of the operating system. */
export function actor(): string {
  return `cli:${process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown'}`;
}

/** Runs with the workspace open and closes it whatever happens. */
export async function withWorkspace<T>(
  options: CommonOptions,
  work: (workspace: OpenWorkspace) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(folderOf(options));
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

export function withApplication<T>(options: CommonOptions, work: (application: Application) => Promise<T>): Promise<T> {
  return withWorkspace(options, (workspace) => work(createApplication(workspace)));
}
