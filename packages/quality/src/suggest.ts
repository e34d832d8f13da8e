import type { Localized } from '@qingshan/kernel';
import { ARRIVAL_CHECKS } from './arrival-checks.ts';
import { CHECKS } from './checks/index.ts';
import type { Finding, Hours } from './hours.ts';
import type { ParameterSettings } from './settings.ts';

/** Hours that a person should look at. */
export interface Suggestion extends Finding {
  /** Id of the check that found them */
  readonly check: string;
}

/** What the checks of a parameter find, in the order of time; the same hours may be found by several. */
export function suggest(hours: Hours, { checks }: ParameterSettings): Suggestion[] {
  return CHECKS.flatMap(({ id, find }) => {
    const settings = checks[id];
    return settings === undefined ? [] : find(hours, settings).map((finding) => ({ ...finding, check: id }));
  }).toSorted((a, b) => a.first - b.first);
}

/** Name of a check for people. @throws RangeError for none of that id */
export function nameOfCheck(id: string): Localized {
  const check = [...CHECKS, ...ARRIVAL_CHECKS].find((one) => one.id === id);
  if (!check) throw new RangeError(`no check ${id}`);
  return check.name;
}
