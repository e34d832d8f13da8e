import type { Forecast } from './forecasts.ts';

/** Adds up how good forecasts were. */
export class Score {
  count = 0;
  private error = 0;
  private bias = 0;
  private brier = 0;
  private events = 0;
  private within50 = 0;
  private within90 = 0;

  add(forecast: Forecast, truth: number, limits: readonly number[]): void {
    this.count++;
    this.error += Math.abs(forecast.p50 - truth);
    this.bias += forecast.p50 - truth;
    this.within50 += Number(truth >= forecast.p25 && truth <= forecast.p75);
    this.within90 += Number(truth >= forecast.p5 && truth <= forecast.p95);
    limits.forEach((limit, i) => {
      this.brier += ((forecast.probabilities[i] ?? 0.5) - Number(truth <= limit)) ** 2;
      this.events++;
    });
  }

  /** Mean absolute error, bias (forecast − truth), Brier score, coverage of the 50 % and the 90 % interval. */
  get figures(): { mae: number; bias: number; brier: number; within50: number; within90: number } {
    return {
      mae: this.error / this.count,
      bias: this.bias / this.count,
      brier: this.brier / this.events,
      within50: this.within50 / this.count,
      within90: this.within90 / this.count,
    };
  }
}
