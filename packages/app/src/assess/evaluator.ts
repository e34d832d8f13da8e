import {
  calendarOf,
  formatDay,
  monthsOf,
  parsePeriod,
  QingshanError,
  samePeriodLastYear,
  upTo,
  type Assessment,
  type Day,
  type IndicatorAssessment,
  type Moment,
  type Period,
} from '@qingshan/kernel';
import {
  extended,
  indicatorById,
  type AccountIndicator,
  type DailyIndicator,
  type DailyReduction,
  type DailySeries,
  type Indicator,
  type IndicatorTarget,
  type MonthlyIndicator,
  type SamplesIndicator,
  type TownsIndicator,
} from '@qingshan/methods';
import { accountWarning, knownAccount, type KnownAccount } from '../accounts/known-account.ts';
import { PlanBook } from '../plan/plan-book.ts';
import type { AccountRecord } from '../ports.ts';
import { methodContext, sitesOf, type Workspace } from '../workspace.ts';
import type { When } from './asking.ts';
import { DailyReader } from './daily-reader.ts';
import { assessmentId, hashReductions, hashSamples, hashText } from './identity.ts';
import { placeSeries, type PlaceSeries } from './place-series.ts';
import { SampleReader } from './sample-reader.ts';
import { resolveScope, type Scope } from './scope.ts';

export interface Question {
  readonly indicator: string;
  readonly scope: string;
  readonly period: string;
  readonly when: When;
  readonly target?: IndicatorTarget;
}

/** An assessment with what is needed to explain it down to its rows. */
export interface Evaluated {
  readonly assessment: IndicatorAssessment;
  readonly scope: Scope;
  readonly indicator: Indicator;
  /** Where its observations are found */
  readonly source: Source;
}

export interface Source {
  readonly sites: readonly string[];
  readonly parameters: readonly string[];
  readonly first: string;
  readonly last: string;
  /** Receipts up to here were seen */
  readonly knownAt: Moment;
}

interface Result {
  readonly assessment: Assessment;
  readonly scope: Scope;
  readonly inputsHash: string;
  /** Where that is not said by the sites */
  readonly simulated?: boolean;
  /** Where that is not said by the indicator */
  readonly parameters?: readonly string[];
}

/** @throws QingshanError `unknown-period` */
export function readPeriod(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new QingshanError('unknown-period', { text });
  return period;
}

const WITHOUT_SAMPLES = {
  code: 'account-in-place-of-samples',
  text: {
    zh: '没有监测数据，结果依据填报的核算，不是由浓度计算。',
    en: 'There are no samples; the result rests on the account, not on concentrations.',
  },
};

/** Assessments held in memory before all are forgotten; one is some kilobytes. */
const MOST_KEPT = 10_000;

/** Computes indicators for places and periods from what the stores hold. */
export class Evaluator {
  readonly workspace: Workspace;
  readonly reader: DailyReader;
  readonly samples: SampleReader;
  readonly #kept = new Map<string, Promise<Evaluated>>();
  #accounts: readonly AccountRecord[] = [];
  #version = '';

  readonly #book: PlanBook;

  constructor(workspace: Workspace, book: PlanBook = new PlanBook(workspace)) {
    this.workspace = workspace;
    this.#book = book;
    this.reader = new DailyReader(workspace);
    this.samples = new SampleReader(workspace);
  }

  /** To be called before a use case asks: forgets what was worked out from data that have changed since. */
  async refresh(): Promise<this> {
    const { observations, registry } = this.workspace;
    const [rows, accounts] = await Promise.all([observations.version(), registry.accounts(), this.#book.refresh()]);
    const version = JSON.stringify([rows, accounts.map((a) => [a.id, a.withdrawnAt]), this.#book.inForce().id]);
    this.#accounts = accounts;
    if (version !== this.#version || this.#kept.size > MOST_KEPT) {
      this.reader.forget();
      this.samples.forget();
      this.#kept.clear();
    }
    this.#version = version;
    return this;
  }

  /**
   * The same question over the same data is worked out once.
   *
   * @throws QingshanError `not-found` (indicator, scope), `unknown-period`, `no-edition`
   */
  evaluate(question: Question): Promise<Evaluated> {
    const { indicator, scope, period, when, target } = question;
    const key = JSON.stringify([indicator, scope, period, when.through, when.asOfText, target ?? null]);
    const found = this.#kept.get(key);
    if (found) return found;
    const evaluating = this.#evaluate(question);
    this.#kept.set(key, evaluating);
    evaluating.catch(() => this.#kept.delete(key));
    return evaluating;
  }

  async #evaluate(question: Question): Promise<Evaluated> {
    const indicator = indicatorById(question.indicator);
    const period = readPeriod(question.period);
    const result = await this.#assess(indicator, period, question);
    return this.#identify(indicator, period, question, result);
  }

  #assess(indicator: Indicator, period: Period, question: Question): Promise<Result> {
    if (indicator.gather === 'daily') return this.#daily(indicator, period, question);
    if (indicator.gather === 'monthly') return this.#monthly(indicator, period, question);
    if (indicator.gather === 'samples') return this.#samples(indicator, period, question);
    return indicator.gather === 'towns'
      ? this.#towns(indicator, period, question)
      : this.#account(indicator, period, question);
  }

  /** The daily series of a place for each thing that an indicator needs. */
  async series(
    indicator: DailyIndicator,
    scope: Scope,
    span: { readonly first: Day; readonly last: Day },
    when: When,
  ): Promise<ReadonlyMap<string, PlaceSeries>> {
    const context = methodContext(this.workspace);
    const parts = await Promise.all(
      indicator.needs.map(async ({ key, parameter, statistic }) => {
        const ask = { scope, parameter, statistic, areaClass: '2' as const };
        return [key, await placeSeries(this.reader, context, ask, span, when)] as const;
      }),
    );
    return new Map(parts);
  }

  async #daily(indicator: DailyIndicator, period: Period, question: Question): Promise<Result> {
    const { when, target } = question;
    const scope = await resolveScope(this.workspace, question.scope, 'air-station', period);
    const span = upTo(period, when.through) ?? { first: period.first, last: period.first };
    const found = await this.series(indicator, scope, span, when);
    const series: Record<string, DailySeries> = Object.fromEntries([...found].map(([key, p]) => [key, p.series]));
    const assessment = indicator.assess(
      { period, through: Math.min(when.through, period.last), ...(target ? { target } : {}) },
      series,
      methodContext(this.workspace),
    );
    const parts = [...found].flatMap(([key, place]) =>
      place.stations.map((s) => ({ key: `${key} ${s.site.id}`, reduction: s.reduction })),
    );
    return { assessment, scope, inputsHash: hashReductions(parts) };
  }

  async #monthly(indicator: MonthlyIndicator, period: Period, question: Question): Promise<Result> {
    const { when, target } = question;
    const scope = await resolveScope(this.workspace, question.scope, 'dust-jar', period);
    const last = Math.min(period.last, when.through);
    const parts: { key: string; reduction: DailyReduction }[] = [];
    const points = await Promise.all(
      scope.sites.map(async (site) => {
        const months = new Map<string, number | null>();
        for (const parameter of indicator.parameters) {
          const year = await this.reader.year(parameter, calendarOf(period.first).year, when.asOf);
          const reduction = year.get(site.id);
          if (!reduction) continue;
          parts.push({ key: `${parameter} ${site.id}`, reduction });
          for (const month of monthsOf({ first: period.first, last }))
            months.set(month.id, monthValue(reduction, month));
        }
        return { id: site.id, months: Object.fromEntries(months) };
      }),
    );
    const asked = { period, through: Math.min(when.through, period.last), ...(target ? { target } : {}) };
    const none = [{ id: scope.id, months: {} }];
    const assessment = indicator.assess(asked, points.length === 0 ? none : points, methodContext(this.workspace));
    return { assessment, scope, inputsHash: hashReductions(parts) };
  }

  async #towns(indicator: TownsIndicator, period: Period, question: Question): Promise<Result> {
    const { when } = question;
    const scope = await resolveScope(this.workspace, 'district', 'air-station', period);
    const towns = await this.comparedTowns(indicator.of, period, when);
    const assessment = indicator.assess(
      { period, through: Math.min(when.through, period.last) },
      towns.map((t) => ({
        id: t.id,
        name: t.name,
        current: comparable(t.current.assessment),
        previous: comparable(t.previous.assessment),
      })),
      methodContext(this.workspace),
    );
    const hashes = towns.map((t) => `${t.current.assessment.inputsHash} ${t.previous.assessment.inputsHash}`);
    return { assessment, scope, inputsHash: hashText(hashes.join('\n')) };
  }

  async #samples(indicator: SamplesIndicator, period: Period, question: Question): Promise<Result> {
    const { when, target } = question;
    const scope = await resolveScope(this.workspace, question.scope, indicator.kind, period);
    const { sites, parameters, count } = await this.samples.sampled(scope.sites, period, when);
    if (count === 0 && scope.kind === 'district' && this.accountOf(indicator.id, period, when)) {
      const result = await this.#account(indicator.account, period, question);
      return { ...result, assessment: extended(result.assessment, { warnings: [WITHOUT_SAMPLES] }) };
    }
    const asked = { period, through: Math.min(when.through, period.last), ...(target ? { target } : {}) };
    const assessment = indicator.assess(asked, sites, this.workspace.plan.sampling, methodContext(this.workspace));
    return { assessment, scope, parameters, inputsHash: hashSamples(sites) };
  }

  /** The account that answers for an indicator and period; `null` when there is none. */
  accountOf(indicator: string, period: Period, when: When): KnownAccount | null {
    const { district, demonstration } = this.workspace;
    return knownAccount(
      { district: district.accounts, recorded: this.#accounts },
      { indicator, period: period.id, when, simulated: demonstration !== null },
    );
  }

  async #account(indicator: AccountIndicator, period: Period, question: Question): Promise<Result> {
    const account = this.accountOf(indicator.id, period, question.when);
    if (!account) {
      throw new QingshanError('not-found', {
        what: { zh: '核算数据', en: 'account' },
        id: `${indicator.id} ${period.id}`,
        hint: `qingshan account record --indicator ${indicator.id} --period ${period.id} …`,
      });
    }
    return this.#judge(indicator, period, question, account);
  }

  #judge(indicator: AccountIndicator, period: Period, question: Question, account: KnownAccount): Result {
    const { when, target } = question;
    const { district } = this.workspace;
    const scope: Scope = { id: 'district', kind: 'district', text: district.name, sites: [] };
    const through = Math.min(when.through, period.last);
    const asked = { period, through, ...(target ? { target } : {}) };
    const judged = indicator.assess(asked, account.input, methodContext(this.workspace));
    const assessment = { ...judged, warnings: [accountWarning(account), ...judged.warnings] };
    // Who says so, and of what, is part of what a figure rests on.
    const inputsHash = hashText(JSON.stringify([account.input, account.note, account.recorded]));
    return { assessment, scope, inputsHash, simulated: account.simulated };
  }

  /** What an account would answer, stored or not. @throws QingshanError `bad-input` naming the fields that are wrong */
  judge(indicator: AccountIndicator, account: KnownAccount, question: Question): Evaluated {
    const period = readPeriod(question.period);
    return this.#identify(indicator, period, question, this.#judge(indicator, period, question, account));
  }

  /** An indicator at every town, now and in the same period last year. */
  async comparedTowns(
    indicator: string,
    period: Period,
    when: When,
  ): Promise<{ id: string; name: string; current: Evaluated; previous: Evaluated }[]> {
    const reached = upTo(period, when.through) ?? period;
    const last = samePeriodLastYear(reached.id === period.id ? period : reached);
    return Promise.all(
      this.workspace.district.towns.map(async (town) => {
        const scope = `town:${town.id}`;
        const [current, previous] = await Promise.all([
          this.evaluate({ indicator, scope, period: period.id, when }),
          this.evaluate({
            indicator,
            scope,
            period: last.id,
            when: { ...when, through: Math.min(when.through, last.last) },
          }),
        ]);
        return { id: town.id, name: town.name.zh, current, previous };
      }),
    );
  }

  #identify(indicator: Indicator, period: Period, question: Question, result: Result): Evaluated {
    const { assessment, scope, inputsHash } = result;
    const { when, target } = question;
    const through = formatDay(Math.min(when.through, period.last));
    const towns = indicator.gather === 'towns';
    const sites = towns
      ? sitesOf(this.workspace).filter((s) => s.kind === 'air-station' && s.town !== null)
      : scope.sites;
    const id = assessmentId({
      indicator: indicator.id,
      scope: scope.id,
      period: period.id,
      through,
      asOf: when.asOf,
      method: assessment.method,
      version: assessment.methodVersion,
      editions: assessment.editions,
      target: target ?? null,
      inputsHash,
    });
    return {
      assessment: {
        ...assessment,
        id,
        indicator: indicator.id,
        scope: scope.id,
        period: period.id,
        through,
        asOf: when.asOfText,
        edition: assessment.editions[0] ?? '',
        inputsHash,
        simulated: result.simulated ?? sites.some((s) => s.simulated),
      },
      scope,
      indicator,
      source: {
        sites: sites.map((s) => s.id),
        parameters: result.parameters ?? indicator.parameters,
        first: formatDay(period.first),
        last: through,
        knownAt: when.asOf ?? this.workspace.clock.now(),
      },
    };
  }
}

/** The value of a mean that rests on enough days to be compared with another, else `null`. */
export function comparable({ value, details }: Assessment): number | null {
  return details['daysSuffice'] === false ? null : value;
}

/** The one value that a month has at a site: the sum of its single observation, or the mean when there are more. */
function monthValue(reduction: DailyReduction, month: { readonly first: Day; readonly last: Day }): number | null {
  let [count, sum] = [0, 0];
  for (let day = month.first; day <= month.last; day++) {
    const i = day - reduction.first;
    count += reduction.hours[i] ?? 0;
    sum += reduction.sum[i] ?? 0;
  }
  return count === 0 ? null : sum / count;
}
