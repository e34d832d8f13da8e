import type { Method } from '../define.ts';
import { threeRatesMethod } from './three-rates/method.ts';

export const complaintsMethods: readonly Method[] = [threeRatesMethod];
