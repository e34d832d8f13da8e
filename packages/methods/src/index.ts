export * from './daily.ts';
export * from './define.ts';
