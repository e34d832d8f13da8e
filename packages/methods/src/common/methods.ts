import type { Method } from '../define.ts';
import { hj212FrameMethod } from '../protocol/hj212-frame/method.ts';
import { roundingMethod } from './rounding/method.ts';

/** What every board uses. */
export const commonMethods: readonly Method[] = [roundingMethod, hj212FrameMethod];
