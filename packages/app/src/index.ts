export * from './application.ts';
export * from './ports.ts';
export * as views from './views/index.ts';
