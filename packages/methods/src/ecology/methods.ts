import type { Method } from '../define.ts';
import { biodiversityMethod } from './biodiversity/method.ts';
import { carbonStockMethod } from './carbon-stock/method.ts';
import { eiChangeMethod } from './ei-change/method.ts';
import { eiMethod } from './ei/method.ts';
import { eqiMethod } from './eqi/method.ts';
import { evapotranspirationMethod } from './evapotranspiration/method.ts';
import { gepMethod } from './gep/method.ts';
import { reserveHabitatMethod } from './reserve-habitat/method.ts';
import { soilLossMethod } from './soil-loss/method.ts';
import { waterConservationMethod } from './water-conservation/method.ts';
import { windLossMethod } from './wind-loss/method.ts';

export const ecologyMethods: readonly Method[] = [
  eiMethod,
  eiChangeMethod,
  eqiMethod,
  gepMethod,
  biodiversityMethod,
  waterConservationMethod,
  reserveHabitatMethod,
  evapotranspirationMethod,
  soilLossMethod,
  windLossMethod,
  carbonStockMethod,
];
