import { chineseDate } from '../chinese.ts';
import type { Block, Figure, Frame, OfficialDocument } from '../document.ts';
import { countOf, demand, heading, listed, note, say, tabled, tableOf } from './common.ts';

const NAME = { zh: '应急响应评估报告', en: 'review of a response' };

/** One level of the alert, as issued, raised or lowered. */
export interface ReviewedRound {
  /** `橙色预警` */
  readonly level: string;
  /** `2024-01-08 15:00` */
  readonly at: string;
  readonly starts: string;
  readonly basis: string;
  readonly notified: Figure;
  readonly confirmed: Figure;
  /** Minutes within which half of those that confirmed did; `null`: nobody confirmed */
  readonly median: Figure | null;
  readonly longest: Figure | null;
  /** Units that never confirmed */
  readonly silent: readonly string[];
  readonly enterprises: Figure;
  readonly told: Figure;
  /** kg/d that the list promises */
  readonly cut: Figure;
}

export interface ReviewedViolation {
  readonly enterprise: string;
  readonly at: string;
  readonly seen: string;
  readonly ordered: string;
}

export interface ReviewedDay {
  /** `2024-01-08` */
  readonly day: string;
  readonly forecast: Figure | null;
  readonly aqi: Figure | null;
  /** `中度污染`; empty where the index is not known */
  readonly level: string;
  readonly pm25: Figure | null;
}

export interface ResponseReviewFacts {
  readonly frame: Frame;
  readonly district: string;
  /** First and last day, `2024-01-08..2024-01-10` */
  readonly period: string;
  readonly hours: Figure;
  readonly rounds: readonly ReviewedRound[];
  /** Checks, and of the enterprises with something to do those that were checked */
  readonly checks: Figure;
  readonly enterprises: Figure;
  readonly checked: Figure;
  /** Checks that found measures not kept; one for each of `violating` */
  readonly violations: Figure;
  readonly violating: readonly ReviewedViolation[];
  /** Empty: no monitoring data */
  readonly days: readonly ReviewedDay[];
  /** Mean PM2.5 over the days */
  readonly mean: Figure | null;
  readonly problems: readonly string[];
  readonly nextSteps: readonly string[];
}

/** Two days without what they share: 2024年1月8日至10日, 2024年1月30日至2月1日. */
function daysText(period: string): string {
  const [first = '', last = first] = period.split('..');
  if (first === last) return chineseDate(first);
  const shared = [/^\d{4}年\d+月/, /^\d{4}年/].map((part) => part.exec(chineseDate(first))?.[0] ?? '');
  const same = shared.find((part) => chineseDate(last).startsWith(part)) ?? '';
  return `${chineseDate(first)}至${chineseDate(last).slice(same.length)}`;
}

function checkFacts(facts: ResponseReviewFacts): void {
  const wrong = facts.rounds.find((round) => {
    const [notified, confirmed] = [countOf(round.notified), countOf(round.confirmed)];
    return notified === null || confirmed === null || notified - confirmed !== round.silent.length;
  });
  demand(wrong === undefined, NAME, {
    zh: `${wrong?.level ?? ''}的通知、签收与未签收单位数对不上`,
    en: `of ${wrong?.level ?? ''} the units notified, confirmed and silent do not agree`,
  });
  demand(countOf(facts.violations) === facts.violating.length, NAME, {
    zh: '未落实的次数与所列不符',
    en: 'the violations differ from those listed',
  });
}

function course({ district, period, hours, rounds }: ResponseReviewFacts): Block[] {
  const table = tableOf({ id: 'course', caption: '预警过程表', empty: '' }, rounds, [
    { key: 'level', title: '级别', width: 14, cell: (r) => r.level },
    { key: 'at', title: '发布时间', width: 20, cell: (r) => r.at },
    { key: 'starts', title: '开始执行', width: 20, cell: (r) => r.starts },
    { key: 'basis', title: '发布依据', width: 46, align: 'left', cell: (r) => r.basis },
  ]);
  return [
    heading('预警过程'),
    say(`${daysText(period)}，${district}按预警要求开展应急响应，历时`, hours, '。'),
    tabled(table),
  ];
}

function answers({ rounds }: ResponseReviewFacts): Block[] {
  const table = tableOf({ id: 'answers', caption: '签收情况表', empty: '' }, rounds, [
    { key: 'level', title: '级别', width: 14, cell: (r) => r.level },
    { key: 'notified', title: '通知单位', width: 12, cell: (r) => r.notified },
    { key: 'confirmed', title: '签收单位', width: 12, cell: (r) => r.confirmed },
    { key: 'median', title: '半数签收用时（分钟）', width: 14, cell: (r) => r.median ?? '—' },
    { key: 'longest', title: '最长用时（分钟）', width: 14, cell: (r) => r.longest ?? '—' },
    { key: 'enterprises', title: '有措施企业', width: 12, cell: (r) => r.enterprises },
    { key: 'told', title: '签收企业', width: 12, cell: (r) => r.told },
    { key: 'cut', title: '清单减排量（千克/天）', width: 14, cell: (r) => r.cut },
  ]);
  const silent = rounds.flatMap(({ level, silent: units }) =>
    units.length === 0 ? [] : [`${level}未签收：${units.join('、')}。`],
  );
  return [
    heading('响应速度与覆盖'),
    tabled(table),
    ...silent.map((text) => say(text)),
    note('注：减排量为应急减排清单所列各企业之和，不是实测。'),
  ];
}

function checks({ checks: made, enterprises, checked, violations, violating }: ResponseReviewFacts): Block[] {
  const table = tableOf(
    { id: 'violations', caption: '措施未落实情况表', empty: '检查中没有发现措施未落实。' },
    violating,
    [
      { key: 'enterprise', title: '企业（工地）', width: 24, align: 'left', cell: (v) => v.enterprise },
      { key: 'at', title: '检查时间', width: 18, cell: (v) => v.at },
      { key: 'seen', title: '发现的问题', width: 29, align: 'left', cell: (v) => v.seen },
      { key: 'ordered', title: '责令事项', width: 29, align: 'left', cell: (v) => v.ordered },
    ],
  );
  return [
    heading('检查情况'),
    say(
      '共检查',
      made,
      '次，最后级别下有措施的企业',
      enterprises,
      '家，检查了',
      checked,
      '家，发现措施未落实',
      violations,
      '次。',
    ),
    tabled(table),
  ];
}

function air({ days, mean }: ResponseReviewFacts): Block[] {
  if (days.length === 0) return [heading('预报与实况'), say('这段时间没有监测数据。')];
  const table = tableOf({ id: 'air', caption: '预报与实况对比表', empty: '' }, days, [
    { key: 'day', title: '日期', width: 22, cell: (d) => chineseDate(d.day) },
    { key: 'forecast', title: '预测 AQI', width: 16, cell: (d) => d.forecast ?? '—' },
    { key: 'aqi', title: '实况 AQI', width: 16, cell: (d) => d.aqi ?? '—' },
    { key: 'level', title: '空气质量级别', width: 20, cell: (d) => (d.level === '' ? '—' : d.level) },
    { key: 'pm25', title: 'PM2.5 日均（微克/立方米）', width: 26, cell: (d) => d.pm25 ?? '—' },
  ]);
  return [heading('预报与实况'), ...(mean === null ? [] : [say('期间 PM2.5 平均浓度', mean, '。')]), tabled(table)];
}

/**
 * What came of a response to an alert of heavy pollution 应急响应评估报告.
 *
 * @throws QingshanError `bad-facts` when counts and lists do not agree
 */
export function responseReview(facts: ResponseReviewFacts): OfficialDocument {
  checkFacts(facts);
  const { frame, district, period, problems, nextSteps } = facts;
  return {
    ...frame,
    kind: 'response-review',
    title: `${district}${daysText(period)}重污染天气应急响应评估报告`,
    blocks: [
      ...course(facts),
      ...answers(facts),
      ...checks(facts),
      ...air(facts),
      ...(problems.length === 0 ? [] : [heading('存在问题'), ...listed(problems, '')]),
      ...(nextSteps.length === 0 ? [] : [heading('改进措施'), ...listed(nextSteps, '')]),
    ],
    attachments: [],
    landscape: false,
  };
}
