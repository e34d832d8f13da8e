import type { SiteKind } from '@qingshan/campaign';
import { calendarOf, formatMoment, parsePeriod, QingshanError, type Moment } from '@qingshan/kernel';
import { indicators, type Indicator } from '@qingshan/methods';
import { Evaluator } from '../assess/evaluator.ts';
import type { When } from '../assess/asking.ts';
import { PlanBook, withPlanInForce } from '../plan/plan-book.ts';
import { sitesOf, todayOf, type Workspace } from '../workspace.ts';
import type { TellStep } from './replay.ts';

/** One question that two workspaces answer differently. */
export interface AssessmentDifference {
  readonly indicator: string;
  readonly scope: string;
  readonly period: string;
  /** `null`: now */
  readonly asOf: string | null;
  /** Shown value, verdict and the beginning of the hash of what it rests on, or the error */
  readonly source: string;
  readonly target: string;
}

export interface ComparedIndicator {
  readonly indicator: string;
  /** `null`: now */
  readonly asOf: string | null;
  /** Questions that the source answers, with or without enough data */
  readonly answered: number;
  readonly equal: number;
  /** Questions that have no answer in either, an account that was never recorded for one */
  readonly unanswered: number;
}

export interface ComparedAssessments {
  readonly rows: readonly ComparedIndicator[];
  readonly differences: readonly AssessmentDifference[];
}

interface Answer {
  readonly shown: string;
  /** Everything that the answer says, steps and hash of its inputs included */
  readonly whole: string;
  readonly isError: boolean;
}

interface Place {
  readonly scope: string;
  /** `null`: of a kind that only its data tell */
  readonly kind: SiteKind | null;
}

async function answerOf(
  evaluator: Evaluator,
  question: { readonly indicator: string; readonly scope: string; readonly period: string; readonly when: When },
): Promise<Answer> {
  try {
    const { assessment, source } = await evaluator.evaluate(question);
    const shown = `${assessment.shown} ${assessment.verdict} (${assessment.inputsHash.slice(0, 8)})`;
    return { shown, whole: JSON.stringify([assessment, source.sites]), isError: false };
  } catch (error) {
    if (!(error instanceof QingshanError)) throw error;
    return { shown: error.code, whole: error.text.zh, isError: true };
  }
}

/** The district, and every town and station of which there are data. */
async function placesOf(workspace: Workspace): Promise<Place[]> {
  const { district } = workspace;
  const measured = new Set((await workspace.registry.series()).map((s) => s.site));
  const sites = sitesOf(workspace).filter((site) => measured.has(site.id));
  const known = new Set(district.sites.map((site) => site.id));
  return [
    { scope: 'district', kind: null },
    ...district.towns
      .filter((town) => sites.some((site) => site.town === town.id))
      .map((town) => ({ scope: `town:${town.id}`, kind: null })),
    ...sites.map((site) => ({ scope: `station:${site.id}`, kind: site.kind })),
    ...[...measured]
      .filter((site) => !known.has(site))
      .map((site) => ({ scope: `station:${site}`, kind: 'air-station' as const })),
  ];
}

function kindOf(indicator: Indicator): SiteKind | null {
  if (indicator.gather === 'daily') return 'air-station';
  if (indicator.gather === 'monthly') return 'dust-jar';
  return indicator.gather === 'samples' ? indicator.kind : null;
}

function isAsked(indicator: Indicator, { scope, kind }: Place): boolean {
  if (scope === 'district') return true;
  const wanted = kindOf(indicator);
  if (wanted === null) return false;
  return kind === null ? indicator.gather !== 'samples' : kind === wanted;
}

/** Years, halves, quarters and months in which there are data, and the periods of accounts. */
async function periodsOf({ registry, observations, district, demonstration }: Workspace): Promise<string[]> {
  const extent = await observations.extent((await registry.series()).map((s) => s.id));
  const shipped = district.accounts.filter((account) => account.simulated === (demonstration !== null));
  const accounts = [...(await registry.accounts()), ...shipped].map((account) => account.period);
  if (extent === null) return [...new Set(accounts)];
  const [from, to] = [calendarOf(extent.first).year, calendarOf(extent.last).year];
  const all = Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((year) => [
    `${year}`,
    ...['H1', 'H2', 'Q1', 'Q2', 'Q3', 'Q4'].map((part) => `${year}-${part}`),
    ...Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`),
  ]);
  const withData = all.filter((text) => {
    const period = parsePeriod(text);
    return period !== null && period.first <= extent.last && period.last >= extent.first;
  });
  return [...new Set([...withData, ...accounts])];
}

/** Now, and right before the newest batch was received. */
async function momentsOf(workspace: Workspace): Promise<When[]> {
  const through = todayOf(workspace);
  const batches = (await workspace.registry.batches()).filter(({ state }) => state !== 'failed' && state !== 'writing');
  const newest = batches.reduce<Moment | null>((latest, { received }) => Math.max(latest ?? 0, received), null);
  const now: When = { through, asOf: null, asOfText: null };
  if (newest === null) return [now];
  const asOf = newest - 1;
  return [now, { through, asOf, asOfText: formatMoment(asOf) }];
}

function evaluatorOf(workspace: Workspace): Evaluator {
  const book = new PlanBook(workspace);
  return new Evaluator(withPlanInForce(workspace, book), book);
}

/**
 * Works out every assessment that a workspace answers in it and in another one, every indicator at every place and period,
 * now and as of a moment before the newest batch. Two answers are equal when all is: value, verdict, steps, clauses,
 * warnings and the hash of what they rest on. Nothing is kept in either.
 */
export async function compareAssessments(
  source: Workspace,
  target: Workspace,
  tell: TellStep,
): Promise<ComparedAssessments> {
  const [one, other] = [evaluatorOf(source), evaluatorOf(target)];
  const [places, periods, moments] = await Promise.all([placesOf(source), periodsOf(source), momentsOf(source)]);
  const rows: ComparedIndicator[] = [];
  const differences: AssessmentDifference[] = [];
  const total = moments.length * indicators.length;
  for (const when of moments) {
    for (const indicator of indicators) {
      const asOf = when.asOfText;
      const counts = { answered: 0, equal: 0, unanswered: 0 };
      for (const place of places.filter((p) => isAsked(indicator, p))) {
        await Promise.all([one.refresh(), other.refresh()]);
        for (const period of periods) {
          const question = { indicator: indicator.id, scope: place.scope, period, when };
          const [a, b] = await Promise.all([answerOf(one, question), answerOf(other, question)]);
          const isEqual = a.whole === b.whole;
          if (!a.isError) counts.answered += 1;
          else if (isEqual) counts.unanswered += 1;
          if (!a.isError && isEqual) counts.equal += 1;
          if (isEqual) continue;
          const { id } = indicator;
          differences.push({ indicator: id, scope: place.scope, period, asOf, source: a.shown, target: b.shown });
        }
      }
      rows.push({ indicator: indicator.id, asOf, ...counts });
      const done = `${rows.length}/${total}`;
      tell({ zh: `评价 ${done} ${indicator.short.zh}`, en: `assessments ${done} ${indicator.id}` });
    }
  }
  return { rows, differences };
}
