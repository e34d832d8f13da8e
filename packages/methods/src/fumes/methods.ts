import type { Method } from '../define.ts';
import { cateringMethod } from './catering/method.ts';

export const fumesMethods: readonly Method[] = [cateringMethod];
