import type { Method } from '../define.ts';
import { heavyPollutionMethod } from './heavy-pollution/method.ts';

export const alertsMethods: readonly Method[] = [heavyPollutionMethod];
