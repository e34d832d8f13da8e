import { actingUnder, unitName, unitsOfListed, type Listed } from '@qingshan/campaign';
import { formatMoment, snap, sumOf } from '@qingshan/kernel';
import type { AlertLevel } from '@qingshan/methods';
import type { z } from 'zod';
import type { Campaign } from '../loop/campaign.ts';
import { calculationOf } from '../rules/methods.ts';
import { clauseMarker } from '../rules/standards.ts';
import type * as views from '../views/index.ts';
import { emergencyList } from './emergency-list.ts';
import { levelsIn, proposalOf } from './level.ts';

/** Reduction in kg/d that the list promises under a level, and how many enterprises give no figure. */
export function promisedCut(list: readonly Listed[], level: AlertLevel): { cut: number; missing: number } {
  const acting = actingUnder(list, level);
  const known = acting.flatMap(({ cuts }) => (level === 'blue' ? [] : (cuts[level] ?? [])));
  return { cut: snap(sumOf(known)).toNumber(), missing: acting.length - known.length };
}

/** What issuing an alert with this forecast would mean. Stores nothing. @throws QingshanError `bad-report`, `no-edition` */
export async function previewResponse(
  { workspace, books, now }: Campaign,
  input: z.output<typeof views.forecastInput>,
): Promise<views.ResponsePreviewView> {
  const { assessment, proposed, edition } = proposalOf(workspace, input);
  const { list, unconfirmed } = await emergencyList(books);
  const units = [...new Set(list.flatMap(unitsOfListed))];
  return {
    now: formatMoment(now),
    proposed,
    levels: levelsIn(workspace, edition).map(({ level, name }) => ({
      level,
      name,
      enterprises: actingUnder(list, level).length,
      cut: promisedCut(list, level).cut,
    })),
    calculation: calculationOf(assessment, await clauseMarker(workspace)),
    listed: list.length,
    unconfirmed,
    units: units.map((id) => ({ id, name: unitName(workspace.district, id) })),
  };
}
