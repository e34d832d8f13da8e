/**
 * Back-test of the projection on real years: train on the past only, forecast from the end of each month, beside two
 * naive baselines. `npm run bench:projection`; docs/projection.md says what the figures mean.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { meanOf, monthsOf, yearPeriod } from '@qingshan/kernel';
import { readStations, renamed, type DaysByYear } from './lib/beijing-days.ts';
import { climatology, lastYear, projection, type Forecaster, type Question } from './lib/forecasts.ts';
import { Score } from './lib/score.ts';

const FOLDER = fileURLToPath(new URL('../../shared/data/air-beijing-hourly', import.meta.url));
const YEARS = [2016, 2019, 2020, 2022, 2023];
/** A year with fewer valid days is no truth to compare with. */
const MIN_TRUTH_DAYS = 250;
/** ug/m3: the district's targets; the mean of the last year that there is joins them. */
const TARGETS = [30, 35] as const;

const FORECASTERS: readonly (readonly [string, Forecaster])[] = [
  ['projection 本模型', projection],
  ['last year 上年同期余下', lastYear],
  ['climatology 历年平均', climatology],
];

function annualMean(days: Float64Array): number | null {
  return meanOf(days.filter((x) => !Number.isNaN(x)));
}

/** One question for each end of month January..November, with the annual mean that came true. */
function questionsOf(years: DaysByYear, year: number): { question: Question; truth: number; month: number }[] {
  const running = years.get(year);
  const earlier = new Map([...years].filter(([y]) => y < year));
  const last = earlier.get(Math.max(...earlier.keys()));
  if (!running || !last || running.filter((x) => !Number.isNaN(x)).length < MIN_TRUTH_DAYS) return [];
  const truth = annualMean(running) ?? 0;
  const limits = [...TARGETS, annualMean(last) ?? 0] as const;
  const { first } = yearPeriod(year);
  return monthsOf(yearPeriod(year))
    .slice(0, 11)
    .map((m) => ({
      question: { year, elapsed: m.last - first + 1, earlier, running, limits },
      truth,
      month: m.month,
    }));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

class Table {
  private readonly scores = new Map<string, Score>();
  private readonly rows: string[] = [];

  score(row: string, forecaster: string): Score {
    if (!this.rows.includes(row)) this.rows.push(row);
    const key = `${row}|${forecaster}`;
    const score = this.scores.get(key) ?? new Score();
    this.scores.set(key, score);
    return score;
  }

  print(title: string): void {
    console.log(
      `\n${title}\n| | forecasts | model | MAE ug/m3 | bias | Brier | in 50 % | in 90 % |\n|---|---|---|---|---|---|---|---|`,
    );
    for (const row of this.rows) {
      for (const [name] of FORECASTERS) {
        const score = this.score(row, name);
        const f = score.figures;
        console.log(
          `| ${row} | ${score.count} | ${name} | ${f.mae.toFixed(2)} | ${f.bias.toFixed(2)} | ${f.brier.toFixed(3)} | ${percent(f.within50)} | ${percent(f.within90)} |`,
        );
      }
    }
  }
}

function main(): void {
  if (!existsSync(FOLDER)) {
    console.log(`No real data at ${FOLDER}; nothing to back-test. 没有实测数据,无法回测。`);
    return;
  }
  const stations = readStations(FOLDER, YEARS);
  const [all, byYear, byMonth] = [new Table(), new Table(), new Table()];
  let refused = 0;
  for (const years of stations.values()) {
    for (const { question, truth, month } of YEARS.flatMap((year) => questionsOf(years, year))) {
      const forecasts = FORECASTERS.map(([name, forecast]) => [name, forecast(question)] as const);
      if (forecasts.some(([, forecast]) => forecast === null)) {
        refused++;
        continue;
      }
      for (const [name, forecast] of forecasts) {
        if (!forecast) continue;
        for (const score of [
          all.score('all', name),
          byYear.score(String(question.year), name),
          byMonth.score(`end of ${String(month).padStart(2, '0')}`, name),
        ]) {
          score.add(forecast, truth, question.limits);
        }
      }
    }
  }
  console.log(
    `PM2.5 annual mean, ${stations.size} stations, ${renamed(FOLDER).size} of them followed through the renaming of 2021.`,
  );
  console.log(
    `Events for Brier: at most ${TARGETS.join(', ')} ug/m3 and at most the mean of the last year that there is.`,
  );
  console.log(`Not forecast for want of history: ${refused}. Truth: mean of valid days (2022 lacks 86 days).`);
  all.print('All forecasts');
  byYear.print('By year (history: the earlier ones of 2016, 2019, 2020, 2022)');
  byMonth.print('By month');
}

main();
