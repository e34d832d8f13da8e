import { addWorkingDays, measuresOf, unitOf, type AssignmentStatus } from '@qingshan/campaign';
import type { SupervisionFacts } from '@qingshan/documents';
import { formatDay, parseDay, QingshanError } from '@qingshan/kernel';
import type { Campaign } from '../../loop/campaign.ts';
import { unknown } from '../../loop/campaign.ts';
import { assignmentRows } from '../../loop/list.ts';
import type { AssignmentRowView, DocumentAsk } from '../../views/index.ts';
import { check, frameOf, planTitle, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';

/** What a unit is pressed for. */
export const BEHIND: ReadonlySet<AssignmentStatus> = new Set(['overdue', 'silent', 'late']);

/** Working days that a unit has for its answer, unless the office says otherwise */
const DAYS_TO_ANSWER = 10;

function problemOf(row: AssignmentRowView): string {
  if (row.status === 'overdue') return '完成时限已过，尚未核实完成';
  return row.silentPeriods > 1 ? `连续${row.silentPeriods}期应报未报` : '本期应报未报';
}

function itemOf(
  campaign: Campaign,
  row: AssignmentRowView,
  numbers: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): SupervisionFacts['items'][number] {
  const due = parseDay(row.due.date ?? '');
  const late = row.status === 'overdue' && due !== null ? campaign.today - due : null;
  return {
    number: numbers.get(row.measure) ?? row.measure,
    title: row.title.zh,
    due: row.due.text.zh,
    daysLate: late === null ? null : figure(String(late), '', `measures/${row.measure}`),
    lastReport:
      row.lastReport === null ? null : { date: row.lastReport.slice(0, 10), text: texts.get(row.id) ?? '已报送' },
    problem: problemOf(row),
  };
}

/** What each assignment said last, by its id. */
async function lastTexts(campaign: Campaign): Promise<ReadonlyMap<string, string>> {
  const state = await campaign.current();
  const texts = new Map<string, { at: number; text: string }>();
  for (const [key, { submitted, submittedAt }] of state.reports) {
    const id = key.slice(0, key.lastIndexOf('/'));
    if (!submitted || submittedAt === null || submittedAt < (texts.get(id)?.at ?? 0)) continue;
    texts.set(id, { at: submittedAt, text: submitted.text === '' ? '已报送' : submitted.text.slice(0, 80) });
  }
  return new Map([...texts].map(([id, { text }]) => [id, text]));
}

/** The letter 督办函 to a unit on everything of its own that has fallen behind. @throws QingshanError `not-found`, `bad-draft` */
export async function gatherLetter({ campaign }: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { district, plan, demonstration } = campaign.workspace;
  const unit = unitOf(district, ask.subject);
  if (!unit) throw unknown({ zh: '单位', en: 'unit' }, ask.subject);
  const rows = (await assignmentRows(campaign, { unit: unit.id })).filter((row) => BEHIND.has(row.status));
  if (rows.length === 0) {
    throw new QingshanError('bad-draft', {
      why: {
        zh: `${unit.name.zh}没有逾期或未报的措施`,
        en: `${unit.name.en} has no measure that is overdue or unreported`,
      },
    });
  }
  const numbers = new Map(measuresOf(plan).map((measure) => [measure.id, String(measure.number)]));
  const texts = await lastTexts(campaign);
  const replyBy = formatDay(addWorkingDays(district.reporting.calendar, campaign.today, DAYS_TO_ANSWER));
  return {
    document: {
      kind: 'supervision-letter',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [unit.name.zh], simulated: demonstration !== null }),
        plan: planTitle(campaign),
        subject: ask.words.about ?? '进展滞后措施',
        grounds: null,
        before: null,
        items: rows.map((row) => itemOf(campaign, row, numbers, texts)),
        requirements: ask.words.nextSteps ?? [],
        replyBy: ask.words.replyBy ?? replyBy,
      },
    },
    rules: {},
    checks: [
      check(
        'items',
        `涉及 ${rows.length} 项措施，与调度台所列一致。`,
        `${rows.length} measures, as the desk lists them.`,
      ),
      ...(ask.words.nextSteps?.length
        ? []
        : [
            check(
              'no-requirements',
              '没有写明具体要求，将用通用的一句。',
              'No requirement is written; a general sentence is used.',
            ),
          ]),
    ],
    attached: [],
  };
}
