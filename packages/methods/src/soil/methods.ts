import type { Method } from '../define.ts';
import { constructionLandSafeUseRateMethod } from './construction-land-safe-use-rate/method.ts';
import { constructionLandMethod } from './construction-land/method.ts';
import { farmlandClassMethod } from './farmland-class/method.ts';
import { farmlandSafeUseRateMethod } from './farmland-safe-use-rate/method.ts';

export const soilMethods: readonly Method[] = [
  farmlandClassMethod,
  farmlandSafeUseRateMethod,
  constructionLandMethod,
  constructionLandSafeUseRateMethod,
];
