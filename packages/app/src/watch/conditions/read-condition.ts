import type { ConditionRule } from '@qingshan/campaign';
import { readMean } from './mean-rule.ts';
import type { ConditionReading, Judging } from './reading.ts';
import { readSections } from './section-rule.ts';
import { readSpareDays } from './spare-rule.ts';
import { readSilence } from './silent-rule.ts';
import { readTargets } from './target-rule.ts';
import { readTowns } from './town-last-rule.ts';

/** What a rule over what stands now says of each of its places. */
export function readCondition(rule: ConditionRule, judging: Judging): Promise<ConditionReading[]> {
  switch (rule.kind) {
    case 'target':
      return readTargets(rule, judging);
    case 'mean':
      return readMean(rule, judging);
    case 'town-last':
      return readTowns(rule, judging);
    case 'section-class':
      return readSections(rule, judging);
    case 'spare-days':
      return readSpareDays(rule, judging);
    case 'silent':
      return readSilence(rule, judging);
  }
}
