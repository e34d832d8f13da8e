import {
  canDo,
  EMPTY_REPORT,
  specOf,
  facetsOf,
  mayReopen,
  NO_PROGRESS,
  siteCheckOf,
  type Actor,
  type Assignment,
  type CampaignState,
  type Facets,
  type RecordedEvent,
  type ReportCommand,
  type ReportContent,
} from '@qingshan/campaign';
import { formatDay, formatMoment } from '@qingshan/kernel';
import type { ReportDetailView } from '../views/index.ts';
import { unknown, type Campaign } from './campaign.ts';
import { mayReport, mayVerify } from './rights.ts';
import { doubtsIn, rowOf } from './rows.ts';

/** What a page offers; notes come from checks on the spot. */
type Offered = Exclude<ReportCommand['do'], 'note'>;

const COMMANDS: readonly Offered[] = ['save', 'submit', 'withdraw', 'accept', 'return', 'recheck', 'reopen'];
const OF_THE_UNIT: ReadonlySet<Offered> = new Set(['save', 'submit', 'withdraw']);

/** `A15-1/mtg-transport/2024-06` as assignment and period. @throws QingshanError `not-found` */
export function assignmentOfReport(state: CampaignState, id: string): { assignment: Assignment; period: string } {
  const slash = id.lastIndexOf('/');
  const assignment = state.assignments.get(id.slice(0, slash));
  if (!assignment || !assignment.reports) throw unknown({ zh: '报告', en: 'report' }, id);
  return { assignment, period: id.slice(slash + 1) };
}

const OPEN: ReadonlySet<string> = new Set(['none', 'draft', 'returned']);

/** What a register counts is filled in, whatever somebody typed. */
export function withCounted(content: ReportContent, state: CampaignState, assignment: Assignment): ReportContent {
  if (state.setting(assignment.measure)?.spec.kind !== 'register') return content;
  const quantity = state.counted(assignment.id)?.quantity ?? null;
  return { ...content, progress: { ...NO_PROGRESS, quantity } };
}

function remarkOf(event: RecordedEvent): string {
  const { remark } = event.data;
  return typeof remark === 'string' ? remark : '';
}

/** The figures of the period before, so that nobody types them again; words are not carried over. */
function carriedOver(before: ReportContent | null): ReportContent {
  if (!before) return EMPTY_REPORT;
  const { quantity, steps, percent } = before.progress;
  return { ...EMPTY_REPORT, progress: { ...NO_PROGRESS, quantity, steps, percent } };
}

interface Sources {
  readonly campaign: Campaign;
  readonly state: CampaignState;
  readonly actor: Actor;
}

/** One report of facets that are already worked out. @throws QingshanError `not-found` */
export function reportView(
  { campaign, state, actor }: Sources,
  facets: Facets,
  period: string,
  history: readonly RecordedEvent[],
): ReportDetailView {
  const { assignment, periods } = facets;
  const index = periods.findIndex((p) => p.period.id === period);
  const [here, setting] = [periods[index], state.setting(assignment.measure)];
  if (!here || !setting) throw unknown({ zh: '报送周期', en: 'reporting period' }, period);
  const { report } = here;
  const earlier = periods.slice(0, index).findLast((p) => p.report.submitted !== null);
  const before = earlier?.report.submitted ?? null;
  const unwritten = report.seq === 0;
  const spec = specOf(state, assignment) ?? setting.spec;
  const written = unwritten ? carriedOver(before) : report.content;
  const lead = state.measure(assignment.measure)?.lead ?? [];
  const allowed = (command: Offered): boolean => {
    if (OF_THE_UNIT.has(command)) return mayReport(actor, assignment);
    return mayVerify(actor, assignment, lead) && (command !== 'reopen' || mayReopen(report, actor));
  };
  return {
    id: `${assignment.id}/${period}`,
    assignment: rowOf(campaign, state, facets),
    period,
    due: formatDay(here.due),
    timing: here.timing,
    state: report.state,
    seq: report.seq,
    spec,
    criteria: setting.criteria,
    content: OPEN.has(report.state) ? withCounted(written, state, assignment) : written,
    carriedOver: unwritten && before !== null && spec.kind !== 'register',
    before: earlier && before ? { period: earlier.period.id, content: before } : null,
    remark: report.remark,
    doubts: [...doubtsIn(state, assignment, periods, index)],
    may: COMMANDS.filter((command) => canDo(report.state, command) && allowed(command)),
    history: history.map((event) => ({
      seq: event.seq,
      type: event.type,
      at: formatMoment(event.at),
      by: event.by,
      remark: remarkOf(event),
      check: siteCheckOf(event),
    })),
  };
}

/** @throws QingshanError `not-found` */
export async function showReport(campaign: Campaign, actor: Actor, id: string): Promise<ReportDetailView> {
  const state = await campaign.current();
  const { assignment, period } = assignmentOfReport(state, id);
  const facets = facetsOf(state, assignment, campaign.workspace.district.reporting, campaign.today);
  const history = await campaign.workspace.registry.eventsOf(`report:${id}`);
  return reportView({ campaign, state, actor }, facets, period, history);
}
