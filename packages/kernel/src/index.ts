export * from './assessment.ts';
export * from './error.ts';
export * from './number.ts';
export * from './observation.ts';
export * from './period.ts';
export * from './text.ts';
export * from './time.ts';
export * from './unit.ts';
