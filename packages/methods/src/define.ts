import type { Assessment, Day, Localized } from '@qingshan/kernel';
import type { Edition, Pins, StandardsLibrary } from '@qingshan/standards';
import type { z } from 'zod';

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

/**
 * An official method: pure, no clock, no I/O. Its input schema drives validation, the command line, the calculator
 * form and the documentation.
 */
export interface Method<Input = never> {
  /** `air.period-mean` */
  readonly id: string;
  /** Raised whenever a result can change. */
  readonly version: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly basis: readonly Basis[];
  readonly input: z.ZodType<Input>;
  assess(input: Input, context: MethodContext): Assessment;
}

/** Declares a method; the input type follows from the schema. */
export function defineMethod<Schema extends z.ZodType>(
  method: Omit<Method<z.output<Schema>>, 'input'> & { readonly input: Schema },
): Method<z.output<Schema>> {
  return method as unknown as Method<z.output<Schema>>;
}

/** The edition of `family` that judges `on` in this context. */
export function editionFor(context: MethodContext, family: string, on: Day): Edition {
  return context.standards.resolve(family, on, {
    pins: context.pins,
    ...(context.place === undefined ? {} : { place: context.place }),
  });
}
