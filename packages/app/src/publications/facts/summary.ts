import {
  facetsOf,
  measuresOf,
  unitName,
  type AssignmentStatus,
  type CampaignState,
  type Facets,
  type Measure,
} from '@qingshan/campaign';
import type { BoardStanding, BoardWork } from '@qingshan/documents';
import { DAY_SECONDS, formatDay, parsePeriod, QingshanError, type Day, type Period } from '@qingshan/kernel';
import { showBoard } from '../../board/board.ts';
import type { Campaign } from '../../loop/campaign.ts';
import type { DocumentAsk } from '../../views/index.ts';
import { check, frameOf, planTitle, rulesOf, type Gathered, type Sources } from '../gathered.ts';
import { targetChecks, targetFact } from './bulletin.ts';
import { figure } from './figure.ts';

/** Works named for each board; the office chooses and adds in Word. */
const WORKS_OF_A_BOARD = 5;

interface Standing {
  readonly measure: Measure;
  readonly claimed: boolean;
  readonly verified: boolean;
  readonly overdue: boolean;
  /** What was said and verified last */
  readonly text: string | null;
}

/** A sentence within another one loses its full stop. */
const unstopped = (text: string): string => text.replace(/。$/, '');

/** A measure is done when every unit that reports on it is. */
function standingOf(campaign: Campaign, state: CampaignState, measure: Measure, day: Day): Standing {
  const { district } = campaign.workspace;
  const facets = [...state.assignments.values()]
    .filter((a) => a.measure === measure.id && a.reports)
    .map((a) => facetsOf(state, a, district.reporting, day))
    .filter((f) => f.dispatched && !f.excused && f.status !== 'cancelled');
  const every = (holds: (f: Facets) => boolean) => facets.length > 0 && facets.every(holds);
  const claimed = every((f) => f.claimed.complete);
  const overdue: AssignmentStatus = 'overdue';
  const told = facets.flatMap((f) =>
    f.periods.flatMap(({ period, report }) =>
      report.accepted === null || report.accepted.text === ''
        ? []
        : [{ period, text: report.accepted.text, unit: unitName(district, f.assignment.unit).zh }],
    ),
  );
  const last = told.toSorted((a, b) => a.period.last - b.period.last).at(-1);
  return {
    measure,
    claimed,
    verified: claimed && every((f) => f.verified.complete),
    overdue: !claimed && facets.some((f) => f.status === overdue),
    text: last === undefined ? null : `${unstopped(measure.title.zh)}：${unstopped(last.text)}（${last.unit}）。`,
  };
}

function countsOf(standings: readonly Standing[], list: string): Omit<BoardStanding, 'board'> {
  const count = (holds: (s: Standing) => boolean) => String(standings.filter(holds).length);
  return {
    measures: figure(String(standings.length), '', 'plan'),
    claimed: figure(
      count((s) => s.claimed),
      '',
      `${list}#claimed`,
    ),
    verified: figure(
      count((s) => s.verified),
      '',
      `${list}#verified`,
    ),
    overdue: figure(
      count((s) => s.overdue),
      '',
      `${list}#overdue`,
    ),
  };
}

function readSpan(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new QingshanError('unknown-period', { text });
  if (period.kind === 'half' || period.kind === 'year') return period;
  throw new QingshanError('bad-request', {
    why: `“${text}”不是半年或一年（neither half a year nor a year）。`,
    hint: '2024-H1',
  });
}

/** The summary of half a year or a year, standing as it was at the end of the period or is today. */
export async function gatherSummary(sources: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { campaign, evaluator } = sources;
  const { district, plan } = campaign.workspace;
  const period = readSpan(ask.subject);
  const day = Math.min(period.last, campaign.today);
  const state = day < campaign.today ? await campaign.asOf((day + 1) * DAY_SECONDS) : await campaign.current();
  const board = await showBoard(evaluator, { through: formatDay(day) });
  const standings = measuresOf(plan).map((measure) => standingOf(campaign, state, measure, day));
  const list = `summary/${period.id}`;
  const ofBoard = (id: string) => standings.filter((s) => s.measure.board === id);
  const work = plan.boards.map((b): BoardWork => ({
    board: b.title.zh,
    texts: ofBoard(b.id)
      .flatMap((s) => (s.text === null ? [] : [s.text]))
      .slice(0, WORKS_OF_A_BOARD),
  }));
  return {
    document: {
      kind: 'summary',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [], simulated: board.simulated }),
        district: district.name.zh,
        plan: planTitle(campaign),
        period: period.id,
        through: formatDay(day),
        overview: ask.words.overview ?? [],
        targets: board.boards.flatMap((b) => b.targets).map(targetFact),
        boards: plan.boards.map((b) => ({ board: b.title.zh, ...countsOf(ofBoard(b.id), list) })),
        total: countsOf(standings, list),
        work,
        scores: null,
        problems: ask.words.problems ?? [],
        nextSteps: ask.words.nextSteps ?? [],
      },
    },
    rules: rulesOf(board.boards.flatMap((b) => b.targets.map((row) => row.assessment))),
    checks: [
      ...targetChecks(board),
      ...(period.last > campaign.today
        ? [check('running', '时段尚未结束，数据截至今天。', 'The period still runs; the data go through today.')]
        : []),
    ],
    attached: [],
  };
}
