import type { Assessment, Day, Localized } from '@qingshan/kernel';
import type { Edition, Pins, StandardsLibrary } from '@qingshan/standards';
import type { z } from 'zod';
import { badInput } from './bad-input.ts';
import { conclude, type Outcome } from './result.ts';

/** What a method may look at besides its input: the standards, which editions are fixed, and where we are. */
export interface MethodContext {
  readonly standards: StandardsLibrary;
  readonly pins: Pins;
  /** Place of early adoption, `北京市`; see Edition.earlyAdoption */
  readonly place?: string;
}

/** A family of documents that a method applies, and the clause that it applies. */
export interface Basis {
  /** `hj-663` */
  readonly family: string;
  /** What of it, in the words of the document: `6.1.2 O3 日最大8小时` */
  readonly clause: string;
}

/** What comes out of a method, for people who read or call it. */
export interface MethodOutput {
  /** What `value` is */
  readonly value: Localized;
  /** Canonical unit of `value`, see the kernel's unit.ts; `null` where it follows from the input */
  readonly unit: string | null;
  /** What the named by-products of `details` are */
  readonly details: Readonly<Record<string, Localized>>;
}

/**
 * An official method: pure, no clock, no I/O. Its input schema drives validation, the command line, the calculator
 * form and the documentation.
 */
export interface Method<Input = unknown> {
  /** `air.period-mean` */
  readonly id: string;
  /** Raised whenever a result can change. */
  readonly version: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly basis: readonly Basis[];
  readonly input: z.ZodType<Input>;
  readonly output: MethodOutput;
  assess(input: Input, context: MethodContext): Assessment;
}

/** Declares a method; the input type follows from the schema, and the Assessment from what `evaluate` finds. */
export function defineMethod<Input>(
  method: Omit<Method<Input>, 'assess'> & { evaluate(input: Input, context: MethodContext): Outcome },
): Method<Input> {
  const { evaluate, ...rest } = method;
  return { ...rest, assess: (input, context) => conclude(method, evaluate(input, context)) };
}

/**
 * Checks an input that came from outside against the method's schema and assesses it.
 *
 * @throws QingshanError `bad-input` naming the fields that are wrong; nothing else is an error
 */
export function runMethod(method: Method, input: unknown, context: MethodContext): Assessment {
  const parsed = method.input.safeParse(input);
  if (!parsed.success) throw badInput(method.id, method.input, input);
  return method.assess(parsed.data, context);
}

/** The edition of `family` that judges `on` in this context. */
export function editionFor(context: MethodContext, family: string, on: Day): Edition {
  return context.standards.resolve(family, on, {
    pins: context.pins,
    ...(context.place === undefined ? {} : { place: context.place }),
  });
}
