import type { Method } from '../define.ts';
import { cumulativeReductionMethod } from './cumulative-reduction/method.ts';
import { carbonDecompositionMethod } from './decomposition/method.ts';
import { carbonEmissionsMethod } from './emissions/method.ts';
import { carbonIntensityMethod } from './intensity/method.ts';

export const carbonMethods: readonly Method[] = [
  carbonEmissionsMethod,
  carbonIntensityMethod,
  cumulativeReductionMethod,
  carbonDecompositionMethod,
];
