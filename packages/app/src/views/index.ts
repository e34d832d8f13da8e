export * from './accounts.ts';
export * from './board.ts';
export * from './common.ts';
export * from './loop.ts';
export * from './plan.ts';
export * from './rules.ts';
export * from './people.ts';
