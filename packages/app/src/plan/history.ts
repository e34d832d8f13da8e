import { diffVersions, measuresOf, type District } from '@qingshan/campaign';
import type { Localized } from '@qingshan/kernel';
import type { PlanBook } from './plan-book.ts';
import type { VersionRecord } from './ports.ts';
import { changeTexts } from './version-views.ts';

/** What one version did to a measure. */
export interface MeasureHistory {
  readonly what: 'added' | 'dropped' | 'changed';
  readonly texts: readonly Localized[];
}

function changeIn(
  before: VersionRecord,
  after: VersionRecord,
  district: District,
  measure: string,
): MeasureHistory | null {
  const diff = diffVersions(before.content, after.content);
  if (diff.added.some((m) => m.id === measure)) return { what: 'added', texts: [] };
  if (diff.dropped.some((m) => m.id === measure)) return { what: 'dropped', texts: [] };
  const change = diff.changed.find((c) => c.to === measure);
  if (!change) return null;
  const words = change.reworded
    ? [
        {
          zh: `文字：${change.reworded.from} → ${change.reworded.to}`,
          en: `Words: ${change.reworded.from} → ${change.reworded.to}`,
        },
      ]
    : [];
  return { what: 'changed', texts: [...words, ...changeTexts(change, district)] };
}

/** What amendments did to a measure, up to the plan in force, the newest first. */
export function historyOf(
  book: PlanBook,
  district: District,
  measure: string,
): readonly { readonly version: VersionRecord; readonly change: MeasureHistory }[] {
  const current = book.inForce();
  const versions = [...book.before(current), current];
  const touched = versions.some((v) => measuresOf(v.content.plan).some((m) => m.id === measure));
  if (!touched) return [];
  return versions
    .flatMap((version, i) => {
      const before = versions[i - 1];
      const change = before ? changeIn(before, version, district, measure) : null;
      return change ? [{ version, change }] : [];
    })
    .toReversed();
}
