import { exceedanceChangedSchema, exceededSchema, type CaseExceedance, type RecordedEvent } from '@qingshan/campaign';
import type { Localized } from '@qingshan/kernel';
import { findIndicator, statisticOf } from '@qingshan/methods';
import type { CaseDetailView } from '../views/index.ts';
import { evidenceOf } from '../watch/evidence.ts';
import type { Workspace } from '../workspace.ts';

/** A site, town or target that a strand is of. */
function placeName({ district, plan }: Workspace, place: string): Localized {
  const id = place.slice(place.indexOf(':') + 1);
  const found = [...district.sites, ...district.towns].find((one) => one.id === id || one.id === place)?.name;
  const target = plan.targets.find((one) => `target:${one.id}` === place)?.title;
  return found ?? target ?? (place === 'district' ? district.name : { zh: place, en: place });
}

function orNull(parameter: { readonly id: string; readonly name: Localized } | undefined) {
  return parameter ? { id: parameter.id, name: parameter.name } : null;
}

/** What a case rests on, with names and the ways to look further. */
export async function exceedanceView(
  workspace: Workspace,
  exceedance: CaseExceedance,
): Promise<NonNullable<CaseDetailView['exceedance']>> {
  const { district, standards, plan } = workspace;
  const { strand, figures, gone, ended } = exceedance;
  const { watch } = district;
  const { rule: id, site, parameter } = strand;
  const rule = watch.rules.find((one) => one.id === id);
  const [what, of] = site.startsWith('target:') ? (['target', site.slice('target:'.length)] as const) : ['', site];
  const targets = plan.targets.filter(({ id: target, indicator }) =>
    what === 'target' ? target === of : findIndicator(indicator)?.parameters.includes(parameter),
  );
  return {
    rule: { id, name: rule ? { zh: rule.zh, en: rule.en } : { zh: id, en: id } },
    site: { id: site, name: placeName(workspace, site) },
    parameter: orNull(standards.parameters.find((one) => one.id === parameter)),
    figures: [...figures],
    gone: [...gone],
    ended: ended ?? null,
    targets: targets.map((target) => ({ id: target.id, name: target.title })),
    method: rule?.kind === 'air-day' ? (statisticOf(parameter) === 'mda8' ? 'air.o3-max-8h' : 'air.daily-mean') : null,
    evidence: await evidenceOf(workspace, exceedance),
    ground: { certainty: watch.ground.certainty, note: watch.ground.note },
  };
}

/** What an event of the log says of an exceedance; `null` for every other event. */
export function exceedanceOfEvent({ type, data }: RecordedEvent): CaseDetailView['history'][number]['exceedance'] {
  if (type === 'exceeded') {
    const { batch, figures } = exceededSchema.parse(data);
    return {
      batch,
      undone: false,
      figures: figures.map(({ at, unit, value }) => ({ at, unit, before: null, after: value })),
    };
  }
  if (type !== 'exceedance-changed') return null;
  const { batch, undone, changes } = exceedanceChangedSchema.parse(data);
  const figures = changes.map(({ before, after }) => ({
    at: before.at,
    unit: before.unit,
    before: before.value,
    after: after?.value ?? null,
  }));
  return { batch, undone, figures };
}
