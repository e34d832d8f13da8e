import {
  decideOpen,
  isOpen,
  regionalOf,
  strandKey,
  unitName,
  type CaseContent,
  type SeriesRule,
} from '@qingshan/campaign';
import { addMerge } from '../cases/commands.ts';
import type { Draft } from '../cases/fold.ts';
import type { Workspace } from '../workspace.ts';
import { sitesOf } from '../workspace.ts';
import { kindOf } from './kinds.ts';
import type { Stretch } from './strands.ts';

/** A rule and parameter that have something to be looked at, and can be the district's. */
export interface Region {
  readonly rule: SeriesRule;
  readonly parameter: string;
  /** Towns with sites that the rule watches */
  readonly towns: number;
  /** What the cases of its sites are found by */
  readonly keys: readonly string[];
  /** What the district's own are found by */
  readonly key: string;
}

/** The regions of stretches, each once. */
export function regionsOf(workspace: Workspace, stretches: readonly Stretch[]): Region[] {
  const found = new Map<string, Region>();
  for (const { rule, strand } of stretches) {
    const { parameter } = strand;
    const key = strandKey({ rule: rule.id, site: 'district', parameter });
    if (rule.regional === undefined || found.has(key)) continue;
    const sites = sitesOf(workspace).filter(({ kind }) => kind === kindOf(rule).sites);
    const keys = sites.map(({ id }) => strandKey({ rule: rule.id, site: id, parameter }));
    const towns = new Set(sites.flatMap(({ town }) => town ?? [])).size;
    found.set(key, { rule, parameter, towns, keys, key });
  }
  return [...found.values()];
}

function contentOf(
  { district, standards, demonstration }: Workspace,
  { rule, parameter }: Region,
  towns: readonly string[],
  received: number,
): CaseContent {
  const { name } = standards.parameter(parameter);
  const what = kindOf(rule).what(parameter);
  const names = towns.map((town) => unitName(district, town));
  return {
    source: 'exceedance',
    number: '',
    title: `全区 ${name.zh} ${what.zh}（${towns.length} 个镇街）`,
    titleEn: `${district.name.en} ${name.en}: ${what.en} (${towns.length} towns)`,
    topic: rule.topic,
    town: null,
    place: names
      .map(({ zh }) => zh)
      .join('、')
      .slice(0, 200),
    position: null,
    received,
    channel: null,
    cause: '',
    concerns: rule.regional?.unit ?? null,
    simulated: demonstration !== null,
  };
}

function under(key: string | undefined, prefix: string): boolean {
  return key?.startsWith(`${prefix}/`) === true;
}

/**
 * Where most towns share an episode, their cases that nobody has dispatched go into one of the district: they keep their
 * own figures and go on in them, and the district's lists them.
 *
 * @returns ids of cases that were opened
 */
export function joinRegion(
  workspace: Workspace,
  region: Region,
  draft: Draft,
  next: () => string,
  act: { readonly at: number },
): string[] {
  const { rule, key } = region;
  if (rule.regional === undefined) return [];
  const { numberOf } = kindOf(rule);
  const all = draft.all();
  const district = all.find((state) => under(state.key, key) && isOpen(state));
  const towns = all.filter(
    (state) =>
      region.keys.some((prefix) => under(state.key, prefix)) &&
      (isOpen(state) || (district !== undefined && state.mergedInto === district.id)),
  );
  const found = regionalOf(towns, region.towns, rule.regional, rule.gap, numberOf);
  if (found === null || found.absorbs.length === 0) return [];
  const opened = district ? [] : [next()];
  const into = district?.id ?? opened[0] ?? '';
  if (!district) {
    const first = found.absorbs.flatMap(({ exceedance }) => exceedance?.figures ?? []).map(({ at }) => at);
    const content = contentOf(workspace, region, found.towns, act.at);
    draft.add(into, decideOpen(content, null, null, workspace.district.cases, `${key}/${first.toSorted()[0]}`));
  }
  for (const { id } of found.absorbs) addMerge(draft, id, into);
  return opened;
}
