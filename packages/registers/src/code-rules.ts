import type { CodeRule } from './engine/types.ts';

/** The rules in code, by register: every `rules.ts` has its line here (a test compares the folders). */
export const CODE_RULES: Readonly<Record<string, readonly CodeRule[]>> = {};
