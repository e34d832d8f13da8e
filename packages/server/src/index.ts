export * from './api.ts';
export * from './initialise.ts';
export * from './openapi.ts';
export * from './serve.ts';
export * from './workspace-folder.ts';
