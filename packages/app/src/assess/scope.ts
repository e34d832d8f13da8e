import type { Site, SiteKind } from '@qingshan/campaign';
import { parseDay, QingshanError, type Day, type Localized, type Period } from '@qingshan/kernel';
import { sitesOf, type Workspace } from '../workspace.ts';

/** A place that can be assessed, and the sites that answer for it. */
export interface Scope {
  /** `district`, `town:mtg-longquan`, `station:bjmemc/门头沟双峪` */
  readonly id: string;
  readonly kind: 'district' | 'town' | 'station';
  readonly text: Localized;
  readonly sites: readonly Site[];
}

/** Days on which a site was in service, within a span. */
export function serviceOf(
  site: Site,
  span: { readonly first: Day; readonly last: Day },
): { first: Day; last: Day } | null {
  const first = Math.max(span.first, (site.from === null ? null : parseDay(site.from)) ?? span.first);
  const last = Math.min(span.last, (site.to === null ? null : parseDay(site.to)) ?? span.last);
  return first <= last ? { first, last } : null;
}

function districtScope(workspace: Workspace, kind: SiteKind, period: Period): Scope {
  const sites = sitesOf(workspace).filter((s) => s.kind === kind && s.assessed && serviceOf(s, period) !== null);
  return { id: 'district', kind: 'district', text: workspace.district.name, sites };
}

function townScope(workspace: Workspace, name: string, kind: SiteKind): Scope {
  const { towns } = workspace.district;
  const town = towns.find((t) => t.id === name || t.name.zh === name || t.name.en === name || t.short === name);
  if (!town) {
    throw new QingshanError('not-found', {
      what: { zh: '镇街', en: 'town' },
      id: name,
      hint: towns.map((t) => t.name.zh).join('、'),
    });
  }
  const sites = sitesOf(workspace).filter((s) => s.kind === kind && s.town === town.id);
  return { id: `town:${town.id}`, kind: 'town', text: town.name, sites };
}

/** A station of another district: known by its data only. */
function foreignSite(id: string, kind: SiteKind): Site {
  const name = id.slice(id.indexOf('/') + 1);
  return {
    id,
    name: { zh: name, en: name },
    kind,
    town: null,
    inDistrict: false,
    from: null,
    to: null,
    assessed: false,
    simulated: false,
    aliases: [],
  };
}

async function stationScope(workspace: Workspace, name: string, kind: SiteKind): Promise<Scope> {
  const { sites } = workspace.district;
  const named =
    sites.find((s) => s.id === name) ??
    sites.find((s) => s.name.zh === name || s.name.en === name || s.aliases.includes(name));
  if (named) return { id: `station:${named.id}`, kind: 'station', text: named.name, sites: [named] };
  const known = new Set((await workspace.registry.series()).map((s) => s.site));
  const id = [...known].find((site) => site === name || site.endsWith(`/${name}`));
  if (id === undefined) {
    const hint = sites
      .filter((s) => s.kind === kind && !s.simulated)
      .map((s) => s.name.zh)
      .join('、');
    throw new QingshanError('not-found', { what: { zh: '点位', en: 'station' }, id: name, hint: `${hint} …` });
  }
  const site = foreignSite(id, kind);
  return { id: `station:${id}`, kind: 'station', text: site.name, sites: [site] };
}

/** The district, by what of it is meant. */
const DISTRICT_SCOPES: ReadonlySet<string> = new Set(['district', 'towns', 'sections', 'water-sources', 'wells']);

/**
 * Reads a scope as people write it: `district`, `town:龙泉镇`, `station:门头沟双峪`.
 *
 * @throws QingshanError `not-found`, `bad-request`
 */
export async function resolveScope(workspace: Workspace, text: string, kind: SiteKind, period: Period): Promise<Scope> {
  if (DISTRICT_SCOPES.has(text)) return districtScope(workspace, kind, period);
  const [what, ...rest] = text.split(':');
  const name = rest.join(':');
  if (what === 'town' && name !== '') return townScope(workspace, name, kind);
  if (what === 'station' && name !== '') return stationScope(workspace, name, kind);
  throw new QingshanError('bad-request', {
    why: `“${text}”不是评价范围（not a scope）。`,
    hint: '写法：district、town：龙泉镇、station：门头沟双峪。',
  });
}
