import type { Method } from '../define.ts';
import { boundaryMethod } from './boundary/method.ts';
import { noiseComplianceRateMethod } from './compliance-rate/method.ts';
import { functionZoneMethod } from './function-zone/method.ts';
import { gradeMethod } from './grade/method.ts';

export const noiseMethods: readonly Method[] = [
  functionZoneMethod,
  noiseComplianceRateMethod,
  gradeMethod,
  boundaryMethod,
];
