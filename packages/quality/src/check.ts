import type { Localized } from '@qingshan/kernel';
import type { z } from 'zod';
import type { Finding, Hours } from './hours.ts';

interface Definition<S> {
  /** Its key in `settings.yaml` */
  readonly id: string;
  readonly name: Localized;
  /** What it looks for, for whoever reviews */
  readonly looksFor: Localized;
  readonly settings: z.ZodType<S>;
  /** In the order of time, without overlap. */
  find(hours: Hours, settings: S): Finding[];
}

/** One way in which a value can look wrong. It only points; a person decides. */
export interface Check extends Omit<Definition<unknown>, 'find'> {
  /** @param settings what the check's schema accepts */
  find(hours: Hours, settings: unknown): Finding[];
}

export function defineCheck<S>(definition: Definition<S>): Check {
  return {
    ...definition,
    find: (hours, settings) => definition.find(hours, definition.settings.parse(settings)),
  };
}
