import { type CaseContent, type ExceedanceFigure, type Site, type SeriesRule } from '@qingshan/campaign';
import { displayUnit, type Moment } from '@qingshan/kernel';
import type { Workspace } from '../workspace.ts';
import { kindOf } from './kinds.ts';

/** The unit that a rule makes responsible at a site; `null` where the town of the site is not known. */
export function unitFor(rule: SeriesRule, site: Site): string | null {
  return rule.unit === 'town' ? site.town : rule.unit;
}

/** `2024-10-30 96 µg/m³ > 75（GB 3095-2012），超标 0.28 倍` */
function sentence({ at, value, unit, limit, multiple, clause, note }: ExceedanceFigure): string {
  if (clause === null) return `${at.replace('T', ' ')} ${value} ${displayUnit(unit)}，${note?.zh ?? `> ${limit}`}`;
  return `${at.replace('T', ' ')} ${value} ${displayUnit(unit)} > ${limit}（${clause.document}），超标 ${multiple} 倍`;
}

/** What the case of an episode is about; its figures stand in its log. */
export function contentOf(
  { standards, demonstration }: Workspace,
  rule: SeriesRule,
  site: Site,
  parameter: string,
  figures: readonly ExceedanceFigure[],
  received: Moment,
): CaseContent {
  const { name } = standards.parameter(parameter);
  const [first] = figures;
  const unit = unitFor(rule, site);
  const what = kindOf(rule).what(parameter);
  return {
    source: 'exceedance',
    number: '',
    title: `${site.name.zh} ${name.zh} ${what.zh}`,
    titleEn: `${site.name.en} ${name.en}: ${what.en}`,
    topic: rule.topic,
    town: site.town,
    place: site.name.zh,
    position: null,
    received,
    channel: null,
    cause: first ? sentence(first) : '',
    concerns: unit,
    simulated: site.simulated || demonstration !== null,
  };
}
