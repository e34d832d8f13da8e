import { GREEN, INK, SOFT } from '../charts/theme.ts';

/** How a kind of thing is drawn; fill and line differ in more than the colour. */
export const MARKS = {
  site: { fill: GREEN, line: '#fff' },
  register: { fill: '#fff', line: SOFT },
  case: { fill: '#e6cf9f', line: '#8a5a10' },
  check: { fill: '#fff', line: INK },
} as const;
export type MarkKind = keyof typeof MARKS;

export function isMarked(kind: string): kind is MarkKind {
  return Object.hasOwn(MARKS, kind);
}
