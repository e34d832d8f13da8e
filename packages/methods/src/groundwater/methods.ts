import type { Method } from '../define.ts';
import { classVShareMethod } from './class-v-share/method.ts';
import { levelChangeMethod } from './level-change/method.ts';
import { wellClassMethod } from './well-class/method.ts';

export const groundwaterMethods: readonly Method[] = [wellClassMethod, classVShareMethod, levelChangeMethod];
