import type { zh } from './zh.ts';

/** The same keys with any text; where Chinese has the one plural form `_other`, English has `_one` too. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};

export type Messages = Translation<typeof zh>;
