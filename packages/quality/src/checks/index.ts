import type { Check } from '../check.ts';
import { flatLine } from './flat-line.ts';
import { neighbours } from './neighbours.ts';
import { range } from './range.ts';
import { relation } from './relation.ts';
import { spike } from './spike.ts';
import { step } from './step.ts';

/** Every check there is, in the order in which they are shown; a new one is a file and a word here. */
export const CHECKS: readonly Check[] = [range, spike, flatLine, neighbours, step, relation];
