import { parseDay, parsePeriod } from '@qingshan/kernel';
import type { Schemas } from '../api/client.ts';

type Assessment = Pick<Schemas['Assessment'], 'verdict' | 'provisional'> &
  Partial<Pick<Schemas['Assessment'], 'period' | 'through'>>;

/** How far a figure can be relied on: the period still runs, data are too few, it may still change, or it stands. */
export type Standing = 'running' | 'insufficient' | 'provisional' | 'firm';

/** In a period that still runs nothing is judged, though no data are lacking; that is not "insufficient data". */
export function standingOf(assessment: Assessment): Standing {
  const end = parsePeriod(assessment.period ?? '')?.last;
  const through = parseDay(assessment.through ?? '');
  if (end !== undefined && through !== null && through < end) return 'running';
  if (assessment.verdict === 'insufficient-data') return 'insufficient';
  return assessment.provisional ? 'provisional' : 'firm';
}
