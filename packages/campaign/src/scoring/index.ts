export * from './score-units.ts';
