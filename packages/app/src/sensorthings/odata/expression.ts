import type { Literal } from './tokens.ts';

/** Expressions of `$filter` and `$orderby`. `at` is where each stands in the option, from 0. */
export type Expression =
  | { readonly kind: 'literal'; readonly literal: Literal; readonly at: number }
  | { readonly kind: 'path'; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'not' | 'negative'; readonly operand: Expression; readonly at: number }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly arguments: readonly Expression[];
      readonly at: number;
    };

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';
export type BinaryOperator = 'or' | 'and' | Comparison | Arithmetic;

/** How firmly operators bind (OData 4.0 part 2, 5.1.1.9); the larger first. */
export const BINDING: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 4,
  ge: 4,
  lt: 4,
  le: 4,
  add: 5,
  sub: 5,
  mul: 6,
  div: 6,
  mod: 6,
};

/** Functions and the numbers of arguments that they take (18-088, 9.3.3.5.2). */
export const FUNCTIONS = {
  substringof: [2],
  endswith: [2],
  startswith: [2],
  length: [1],
  indexof: [2],
  substring: [2, 3],
  tolower: [1],
  toupper: [1],
  trim: [1],
  concat: [2],
  year: [1],
  month: [1],
  day: [1],
  hour: [1],
  minute: [1],
  second: [1],
  fractionalseconds: [1],
  date: [1],
  time: [1],
  totaloffsetminutes: [1],
  now: [0],
  mindatetime: [0],
  maxdatetime: [0],
  round: [1],
  floor: [1],
  ceiling: [1],
} as const satisfies Readonly<Record<string, readonly number[]>>;
export type FunctionName = keyof typeof FUNCTIONS;

/** Those of the standard that need coordinates. */
export const GEOMETRIC = new Set(
  'geo.distance geo.length geo.intersects st_equals st_disjoint st_touches st_within st_overlaps st_crosses st_intersects st_contains st_relate'.split(
    ' ',
  ),
);

export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

export function isOperator(name: string): name is BinaryOperator {
  return Object.hasOwn(BINDING, name);
}
