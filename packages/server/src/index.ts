export * from './api.ts';
export type { ServerOptions } from './environment.ts';
export * from './initialise.ts';
export * from './openapi.ts';
export * from './serve.ts';
export * from './workspace-folder.ts';
