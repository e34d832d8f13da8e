import { formatDay, type Assessment, type Day, type TraceStep } from '@qingshan/kernel';
import { editionFor, type MethodContext } from '../define.ts';
import { classVShareMethod } from '../groundwater/class-v-share/method.ts';
import { wellClassMethod } from '../groundwater/well-class/method.ts';
import type { IndicatorQuestion } from '../indicator-types.ts';
import { extended, localized, uniqueClauses, warning } from '../result.ts';
import { daysText, resultsOf, sampledItems, writtenMean, type Sample, type SampledSite } from './sampled-site.ts';

/** Means of the samples by indicator, as the method for a well takes them. */
export function wellValues(samples: readonly Sample[], on: Day, context: MethodContext): Record<string, string> {
  const edition = editionFor(context, 'gb-t-14848', on);
  const values: Record<string, string> = {};
  for (const item of sampledItems(context, 'gb-t-14848', on)) {
    const results = resultsOf(item, samples, context);
    if (results.length === 0) continue;
    const seen = edition.figures('limits', { indicator: item.id }).every((f) => f.value === 'absent');
    values[item.id] = seen
      ? results.some((r) => !r.value.isZero())
        ? 'present'
        : 'absent'
      : writtenMean(item.id, results, on, context);
  }
  return values;
}

interface StudiedWell {
  readonly site: SampledSite;
  readonly samples: readonly Sample[];
  readonly assessment: Assessment | null;
}

function studyWell(site: SampledSite, all: readonly Sample[], on: Day, context: MethodContext): StudiedWell {
  const samples = all.filter((s) => s.flow);
  const values = wellValues(samples, on, context);
  const assessment =
    Object.keys(values).length === 0
      ? null
      : wellClassMethod.assess({ on: formatDay(on), values, notDetected: 'leave-out' }, context);
  return { site, samples, assessment };
}

function shareOf(
  wells: readonly StudiedWell[],
  on: Day,
  target: {
    readonly value: string;
    readonly direction: 'at-most' | 'at-least';
    readonly text: { zh: string; en: string };
  } | null,
  context: MethodContext,
): Assessment {
  return classVShareMethod.assess(
    {
      on: formatDay(on),
      wells: wells.map(({ site, assessment }) => ({
        id: site.id,
        name: site.name.zh,
        class: assessment?.value ?? null,
      })),
      judgeBy: 'shown',
      ...(target ? { target } : {}),
    },
    context,
  );
}

/** The share of class V wells from their samples, against the plan's or that of the same period of the year before. */
export function assessWells(
  { period, through, target }: IndicatorQuestion,
  sites: readonly SampledSite[],
  context: MethodContext,
): Assessment {
  const on = period.last;
  const wells = sites.map((site) =>
    studyWell(
      site,
      site.samples.filter((s) => s.day <= through),
      on,
      context,
    ),
  );
  const earlier = shareOf(
    sites.map((site) => studyWell(site, site.earlier, on, context)),
    on,
    null,
    context,
  );
  const before =
    earlier.value === null
      ? null
      : {
          value: earlier.shown,
          direction: 'at-most' as const,
          text: localized(`上年同期的比例 ${earlier.shown}%`, `share of the same period last year, ${earlier.shown} %`),
        };
  const asked = target ? { value: target.value, direction: target.direction, text: target.text } : before;
  const share = shareOf(wells, on, asked, context);
  const repeated = wells.some((w) => w.samples.length > 1);
  return extended(share, {
    before: wells.map(wellStep),
    editions: [],
    warnings: repeated ? [meanOfSamplings()] : [],
  });
}

function wellStep({ site, samples, assessment }: StudiedWell): TraceStep {
  const days = daysText(samples);
  if (!assessment) return { title: site.name, detail: localized('没有采样。', 'Not sampled.'), clauses: [] };
  const overall = assessment.trace.at(-1)?.detail ?? localized(assessment.shown, assessment.shown);
  return {
    title: site.name,
    detail: localized(`${days} 采样：${overall.zh}`, `Sampled ${days}: ${overall.en}`),
    clauses: uniqueClauses(assessment.clauses),
  };
}

function meanOfSamplings() {
  return warning(
    'mean-of-samplings',
    '时段内多次采样的井按各项均值定类，未检出按检出限的一半；GB/T 14848 未见多次采样的规定，按此推定。',
    'A well that was sampled several times is classed by the means, what is not detected as half its limit; GB/T 14848 was not seen to say how, so this is inferred.',
  );
}
