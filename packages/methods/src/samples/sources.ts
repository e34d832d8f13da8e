import { formatDay, type Assessment, type Day, type TraceStep } from '@qingshan/kernel';
import { numberOf } from '../air/rules.ts';
import { editionFor, type MethodContext } from '../define.ts';
import { wellClassMethod } from '../groundwater/well-class/method.ts';
import type { IndicatorQuestion } from '../indicator-types.ts';
import { extended, localized, uniqueClauses, warning } from '../result.ts';
import { itemName } from '../water/rules.ts';
import { sourceComplianceMethod } from '../water/source-compliance/method.ts';
import { TABLE_1 } from '../water/values.ts';
import { resultsOf, sampledItems, type Sample, type SampledSite } from './sampled-site.ts';
import { wellValues } from './wells.ts';

/** What one sampling of a source says. */
interface SourceSample {
  readonly day: Day;
  readonly compliant: boolean | null;
  /** Names of the items over their limits */
  readonly over: readonly { readonly zh: string; readonly en: string }[];
  readonly assessment: Assessment;
}

function judgeSurface(site: SampledSite, sample: Sample, context: MethodContext): SourceSample {
  const basic: Record<string, string> = {};
  const specific: Record<string, string> = {};
  for (const item of sampledItems(context, 'gb-3838', sample.day)) {
    const [result] = resultsOf(item, [sample], context);
    if (!result) continue;
    const into = TABLE_1.some((id) => id === item.id) ? basic : specific;
    into[item.id] = `${result.value.toFixed()}${result.detected ? '' : 'L'}`;
  }
  const assessment = sourceComplianceMethod.assess(
    {
      on: formatDay(sample.day),
      by: 'sources',
      sources: [{ id: site.id, kind: 'surface', body: site.body, basic, specific }],
      withCod: false,
      missing: 'insufficient',
    },
    context,
  );
  const over = exceedingOf(assessment).map((id) => itemName(context, id, sample.day));
  return { day: sample.day, compliant: assessment.value === null ? null : assessment.value === 100, over, assessment };
}

function exceedingOf({ details }: Assessment): string[] {
  const [source] = Array.isArray(details['sources']) ? details['sources'] : [];
  const exceeding: unknown = Object(source).exceeding;
  return Array.isArray(exceeding) ? exceeding.map((e) => String(Object(e).item)) : [];
}

function judgeGroundwater(sample: Sample, context: MethodContext): SourceSample {
  const rules = editionFor(context, 'drinking-source', sample.day);
  const target = numberOf(rules.figure('rules', { rule: 'groundwater-class' })).toNumber();
  const assessment = wellClassMethod.assess(
    { on: formatDay(sample.day), values: wellValues([sample], sample.day, context), target, notDetected: 'leave-out' },
    context,
  );
  const compliant = { met: true, 'not-met': false, 'insufficient-data': null, 'not-applicable': null };
  const worst = Array.isArray(assessment.details['worst']) ? assessment.details['worst'].map(String) : [];
  const named = sampledItems(context, 'gb-t-14848', sample.day).filter((i) => worst.includes(i.id));
  const over = assessment.verdict === 'not-met' ? named.map((i) => i.name) : [];
  return { day: sample.day, compliant: compliant[assessment.verdict], over, assessment };
}

/**
 * Drinking-water sources from their samples: a source complies in a period when each of its samplings does.
 */
export function assessSources(
  { period, through, target }: IndicatorQuestion,
  sites: readonly SampledSite[],
  context: MethodContext,
): Assessment {
  const studied = sites.map((site) => {
    const own = site.samples
      .filter((s) => s.day <= through && s.flow)
      .map((s) => (site.source === 'surface' ? judgeSurface(site, s, context) : judgeGroundwater(s, context)));
    return { site, own, compliant: verdictOf(own) };
  });
  const rate = sourceComplianceMethod.assess(
    {
      on: formatDay(period.last),
      by: 'sources',
      sources: studied.map(({ site, compliant }) => ({
        id: site.id,
        kind: site.source,
        body: site.body,
        compliant,
        ...(site.volume === null ? {} : { volume: site.volume }),
      })),
      withCod: false,
      missing: 'insufficient',
      // “保持稳定达标” is said of all of them.
      target: { value: target?.value ?? 100, direction: 'at-least' },
    },
    context,
  );
  const repeated = studied.some(({ own }) => own.length > 1);
  return extended(rate, {
    before: studied.map(({ site, own }) => sourceStep(site, own)),
    editions: studied.flatMap(({ own }) => own.flatMap((s) => s.assessment.editions)),
    warnings: repeated ? [everySampling()] : [],
  });
}

function verdictOf(samples: readonly SourceSample[]): boolean | null {
  if (samples.some((s) => s.compliant === false)) return false;
  return samples.length > 0 && samples.every((s) => s.compliant) ? true : null;
}

const WORDS = {
  true: localized('达标', 'compliant'),
  false: localized('不达标', 'not compliant'),
  null: localized('不能判定', 'undecided'),
} as const;

function sourceStep(site: SampledSite, samples: readonly SourceSample[]): TraceStep {
  const lines = samples.map(({ day, compliant, over }) => {
    const word = WORDS[`${compliant}`];
    const [zh, en] =
      over.length > 0
        ? [`（${over.map((o) => o.zh).join('、')}）`, ` (${over.map((o) => o.en).join(', ')})`]
        : ['', ''];
    return { zh: `${formatDay(day)} ${word.zh}${zh}`, en: `${formatDay(day)} ${word.en}${en}` };
  });
  return {
    title: site.name,
    detail: localized(
      `${lines.map((l) => l.zh).join('；') || '没有采样'}。`,
      `${lines.map((l) => l.en).join('; ') || 'not sampled'}.`,
    ),
    clauses: uniqueClauses(samples.flatMap((s) => s.assessment.clauses)),
  };
}

function everySampling() {
  return warning(
    'every-sampling',
    '时段内多次采样的水源，每次均达标才计为达标；未见统一规定，按此推定。',
    'A source that was sampled several times complies when each sampling does; no rule was found, so this is inferred.',
  );
}
