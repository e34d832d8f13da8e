import type { Method } from '../define.ts';
import { autoRepairMethod } from './auto-repair/method.ts';
import { boilersMethod } from './boilers/method.ts';
import { doubleCountGuardMethod } from './double-count-guard/method.ts';
import { nonRoadCutsMethod } from './non-road-cuts/method.ts';
import { vehicleCutsMethod } from './vehicle-cuts/method.ts';

export const emissionMethods: readonly Method[] = [
  vehicleCutsMethod,
  nonRoadCutsMethod,
  boilersMethod,
  autoRepairMethod,
  doubleCountGuardMethod,
];
