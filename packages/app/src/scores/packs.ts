import { isToBeChecked, QingshanError, type Localized } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { clauseMarker } from '../rules/standards.ts';
import type { ScorePackView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';

export const UNIT_PACKS = 'unit-scoring-';
const TOWN_PACKS = 'town-ranking-';

/** Metrics that can be had from what is stored, by their ids in the packs: indicator and whether it is a change. */
export const STORED_METRICS: Readonly<Record<string, { readonly indicator: string; readonly name: Localized }>> = {
  'pm10-level': { indicator: 'air.pm10.annual-mean', name: { zh: 'PM10 月均浓度', en: 'monthly mean of PM10' } },
  'pm10-change': {
    indicator: 'air.pm10.annual-mean',
    name: { zh: 'PM10 较上月变化', en: 'PM10 against the month before' },
  },
  dustfall: { indicator: 'air.dustfall.monthly-mean', name: { zh: '降尘量', en: 'dustfall' } },
};

/** Why a pack cannot be run here; `null` when it can. */
function whyNot(edition: Edition): Localized | null {
  const metrics = [...new Set(edition.figures('metrics').map((f) => f.keys['metric'] ?? ''))];
  if (metrics.every((metric) => STORED_METRICS[metric] !== undefined)) return null;
  return {
    zh: '办法中的综合得分怎样计算未公布，系统中没有可用的数据，不能自动计分。',
    en: 'How the score in this rule is made was not published and nothing stored here gives it; it cannot be run.',
  };
}

/** Every pack there is, with whose it is. */
export async function scorePacks(workspace: Workspace): Promise<ScorePackView[]> {
  const mark = await clauseMarker(workspace);
  return workspace.standards.editions
    .filter(({ family }) => family.startsWith(UNIT_PACKS) || family.startsWith(TOWN_PACKS))
    .map((edition): ScorePackView => {
      const clauses = edition.tables.flatMap((t) => t.figures.map((f) => mark(f.clause)));
      const units = edition.family.startsWith(UNIT_PACKS);
      return {
        id: edition.id,
        name: edition.title,
        issuer: edition.issuer,
        number: edition.number,
        notes: [...edition.notes],
        of: units ? 'units' : 'towns',
        why: units ? null : whyNot(edition),
        toBeChecked: clauses.some((clause) => isToBeChecked(clause.certainty) && clause.confirmed !== true),
      };
    })
    .toSorted((a, b) => (a.of === b.of ? 0 : a.of === 'units' ? -1 : 1));
}

/** @throws QingshanError `not-found` */
export async function packOf(workspace: Workspace, id: string): Promise<ScorePackView> {
  const packs = await scorePacks(workspace);
  const found = packs.find((pack) => pack.id === id);
  if (found) return found;
  const hint = packs.map((pack) => pack.id).join('、');
  throw new QingshanError('not-found', { what: { zh: '评分办法', en: 'scoring rule' }, id, hint });
}
