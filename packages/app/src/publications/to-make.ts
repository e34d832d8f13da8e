import { unitName } from '@qingshan/campaign';
import { chinesePeriod } from '@qingshan/documents';
import { calendarOf, formatDay, parsePeriod } from '@qingshan/kernel';
import { listResponses } from '../responses/show.ts';
import { assignmentRows } from '../loop/list.ts';
import type { DocumentToMake } from '../views/index.ts';
import { standingOf } from './draft.ts';
import { BEHIND } from './facts/supervision-letter.ts';
import type { Sources } from './gathered.ts';

/** Letters that are proposed at once: the units furthest behind. */
const MOST_LETTERS = 5;

function month(year: number, n: number): string {
  return n < 1 ? month(year - 1, n + 12) : `${year}-${String(n).padStart(2, '0')}`;
}

/** Periods that have ended, newest first: the month before this one, and the half year or year before it. */
function endedPeriods(today: number): { readonly month: string; readonly span: string } {
  const { year, month: m } = calendarOf(today);
  return { month: month(year, m - 1), span: m > 6 ? `${year}-H1` : String(year - 1) };
}

/** Documents whose time has come and that nobody has published yet. */
export async function documentsToMake({ campaign }: Sources): Promise<DocumentToMake[]> {
  const { district, plan, registry } = campaign.workspace;
  const published = await registry.publications.publications();
  const ended = endedPeriods(campaign.today);
  const today = formatDay(campaign.today);
  const inYear = (period: string) => parsePeriod(period)?.id.startsWith(String(plan.year)) === true;
  const periodic = [
    { kind: 'monthly-bulletin', subject: ended.month, variant: '', zh: '月度通报', en: 'monthly bulletin' },
    { kind: 'town-ranking', subject: ended.month, variant: 'pm25', zh: '镇街 PM2.5 排名', en: 'town ranking by PM2.5' },
    { kind: 'summary', subject: ended.span, variant: '', zh: '工作总结', en: 'summary' },
  ] as const;
  const due = periodic
    .filter((p) => inYear(p.subject))
    .map(({ kind, subject, variant, zh, en }): DocumentToMake => ({
      kind,
      subject,
      variant,
      title: { zh: `${chinesePeriod(subject)}${zh}`, en: `${subject} ${en}` },
      why: { zh: '时段已结束，尚未发布', en: 'its period has ended and it is not published' },
    }));
  const behind = Map.groupBy(
    (await assignmentRows(campaign)).filter((row) => BEHIND.has(row.status)),
    (row) => row.unit,
  );
  const letters = [...behind]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_LETTERS)
    .map(([unit, rows]): DocumentToMake => {
      const name = unitName(district, unit);
      return {
        kind: 'supervision-letter',
        subject: unit,
        variant: today,
        title: { zh: `致${name.zh}的督办函`, en: `supervision letter to ${name.en}` },
        why: { zh: `${rows.length} 项措施逾期或未报`, en: `${rows.length} measures overdue or unreported` },
      };
    });
  const reviews = (await listResponses(campaign))
    .filter((row) => row.state === 'lifted')
    .map(({ id, levelName }): DocumentToMake => ({
      kind: 'response-review',
      subject: id,
      variant: '',
      title: { zh: `${id} ${levelName.zh}应急响应评估报告`, en: `review of the response to ${id}, ${levelName.en}` },
      why: { zh: '预警已解除，尚未发布评估', en: 'the alert is over and no review is published' },
    }));
  return [...due, ...reviews, ...letters].filter((item) => standingOf(published, { ...item, words: {} }) === null);
}
