import { forecastFor, responseStanding, timesOf, tellingOf, unitName, type Alerts } from '@qingshan/campaign';
import { DAY_SECONDS, formatDay, formatMoment, HOUR_SECONDS } from '@qingshan/kernel';
import type { Evaluator } from '../assess/evaluator.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { ResponseReviewView } from '../views/index.ts';
import { responseIn } from './commands.ts';
import { levelName } from './level.ts';
import { observedAir } from './observed.ts';
import { promisedCut } from './preview.ts';

function roundReviews({ workspace }: Campaign, alerts: Alerts, id: string): ResponseReviewView['rounds'] {
  const { rounds, list } = alerts.response(id);
  return rounds.map((round, i) => {
    const { silent, ...times } = timesOf(alerts, id, i);
    const { cut, missing } = promisedCut(list, round.level);
    return {
      level: round.level,
      levelName: levelName(workspace, round),
      at: formatMoment(round.at),
      starts: formatMoment(round.starts),
      ...times,
      silent: silent.map((unit) => unitName(workspace.district, unit)),
      ...tellingOf(alerts, id, i),
      cut,
      cutMissing: missing,
    };
  });
}

/** What came of a response: who answered how quickly, what checks found, and the air compared with the forecast. */
export async function reviewResponse(
  campaign: Campaign,
  evaluator: Evaluator,
  id: string,
): Promise<ResponseReviewView> {
  const { alerts } = await campaign.current();
  const response = responseIn(alerts, id);
  const begins = response.rounds[0]?.starts ?? 0;
  const ends = Math.max(begins, response.endedAt ?? campaign.now);
  const { days, pm25, simulated } = await observedAir(
    evaluator,
    Math.floor(begins / DAY_SECONDS),
    Math.floor((ends - 1) / DAY_SECONDS),
  );
  return {
    rounds: roundReviews(campaign, alerts, id),
    counts: { ...responseStanding(alerts, id).counts },
    hours: Math.floor((ends - begins) / HOUR_SECONDS),
    observed: {
      days: days.map(({ day, aqi, level, pm25: mean }) => ({
        day: formatDay(day),
        forecast: forecastFor(response, day),
        aqi,
        aqiLevel: level,
        pm25: mean,
      })),
      pm25,
      simulated,
    },
  };
}
