export * from './api.ts';
export * from './openapi.ts';
