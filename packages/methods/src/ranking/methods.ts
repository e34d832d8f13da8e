import type { Method } from '../define.ts';
import { scoredMethod } from './scored/method.ts';

/** Rankings by a rule of their own; the plain ranking with ties is `ranking.competition`. */
export const rankingMethods: readonly Method[] = [scoredMethod];
