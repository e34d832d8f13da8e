export * from './condition.ts';
export * from './quiet.ts';
export * from './regional.ts';
export * from './settle.ts';
export * from './watch-rules.ts';
