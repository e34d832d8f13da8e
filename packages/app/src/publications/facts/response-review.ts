import type { ResponseReviewFacts } from '@qingshan/documents';
import { QingshanError } from '@qingshan/kernel';
import { SYSTEM } from '@qingshan/campaign';
import { reviewResponse } from '../../responses/review.ts';
import { showResponse } from '../../responses/show.ts';
import type { DocumentAsk, ResponseDetailView, ResponseReviewView } from '../../views/index.ts';
import { check, frameOf, rulesOf, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';

const timeText = (moment: string): string => moment.replace('T', ' ');

function roundFacts(
  { rounds }: ResponseReviewView,
  detail: ResponseDetailView,
  source: string,
): ResponseReviewFacts['rounds'] {
  const count = (n: number) => figure(String(n), '', source);
  const orNone = (n: number | null) => (n === null ? null : count(n));
  return rounds.map((round, i) => ({
    level: round.levelName.zh,
    at: timeText(round.at),
    starts: timeText(round.starts),
    basis: detail.rounds[i]?.basis ?? '',
    notified: count(round.notified),
    confirmed: count(round.confirmed),
    median: orNone(round.medianMinutes),
    longest: orNone(round.longestMinutes),
    silent: round.silent.map((name) => name.zh),
    enterprises: count(round.enterprises),
    told: count(round.told),
    cut: count(round.cut),
  }));
}

function dayFacts({ observed }: ResponseReviewView, source: string): ResponseReviewFacts['days'] {
  const shown = (text: string | number | null) =>
    text === null || text === '—' ? null : figure(String(text), '', source);
  return observed.days.map(({ day, forecast, aqi, aqiLevel, pm25 }) => ({
    day,
    forecast: shown(forecast),
    aqi: shown(aqi),
    level: aqiLevel?.zh ?? '',
    pm25: shown(pm25),
  }));
}

/** What came of a response that has been lifted 应急响应评估报告. @throws QingshanError `not-found`, `bad-draft` */
export async function gatherReview({ campaign, evaluator }: Sources, ask: DocumentAsk): Promise<Gathered> {
  const detail = await showResponse(campaign, SYSTEM, ask.subject);
  const { row } = detail;
  if (row.state !== 'lifted') {
    throw new QingshanError('bad-draft', {
      why: { zh: '预警还没有解除，或已撤销', en: 'the alert has not been lifted, or was taken back' },
    });
  }
  const review = await reviewResponse(campaign, evaluator, ask.subject);
  const { counts, observed, rounds } = review;
  const source = `responses/${row.id}`;
  const count = (n: number, unit = '') => figure(String(n), unit, source);
  const first = detail.rounds[0]?.starts ?? row.starts;
  const mean = observed.pm25;
  const silent = rounds.reduce((n, round) => n + round.silent.length, 0);
  return {
    document: {
      kind: 'response-review',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [], simulated: row.simulated || observed.simulated }),
        district: campaign.workspace.district.name.zh,
        period: `${first.slice(0, 10)}..${(row.endedAt ?? row.starts).slice(0, 10)}`,
        hours: count(review.hours, '小时'),
        rounds: roundFacts(review, detail, source),
        checks: count(counts.checks),
        enterprises: count(counts.enterprises),
        checked: count(counts.checked),
        violations: count(counts.violations),
        violating: detail.checks
          .filter((made) => !made.kept && made.withdrawn === null)
          .map(({ enterpriseName, at, seen, ordered }) => ({
            enterprise: enterpriseName,
            at: timeText(at),
            seen,
            ordered,
          })),
        days: dayFacts(review, source),
        mean:
          mean === null || mean.value === null ? null : figure(mean.shown, '微克/立方米', mean.id, mean.provisional),
        problems: ask.words.problems ?? [],
        nextSteps: ask.words.nextSteps ?? [],
      },
    },
    rules: rulesOf([mean]),
    checks: [
      ...(silent > 0
        ? [check('silent', `有 ${silent} 个单位次没有签收。`, `${silent} times a unit did not confirm.`)]
        : []),
      ...(observed.days.every(({ aqi }) => aqi === null)
        ? [
            check(
              'no-data',
              '这段时间没有监测数据，不能与预报对比。',
              'There are no data to compare with the forecast.',
            ),
          ]
        : []),
    ],
    attached: [],
  };
}
