import {
  canDo,
  EMPTY_REPORT,
  facetsOf,
  NO_PROGRESS,
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
import { doubtsIn, evidenceUse, rowOf } from './rows.ts';

const COMMANDS: readonly ReportCommand['do'][] = ['save', 'submit', 'withdraw', 'accept', 'return', 'recheck'];
const OF_THE_UNIT: ReadonlySet<ReportCommand['do']> = new Set(['save', 'submit', 'withdraw']);

/** `A15-1/mtg-transport/2024-06` as assignment and period. @throws QingshanError `not-found` */
export function assignmentOfReport(state: CampaignState, id: string): { assignment: Assignment; period: string } {
  const slash = id.lastIndexOf('/');
  const assignment = state.assignments.get(id.slice(0, slash));
  if (!assignment || !assignment.reports) throw unknown({ zh: '报告', en: 'report' }, id);
  return { assignment, period: id.slice(slash + 1) };
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
  readonly use: ReturnType<typeof evidenceUse>;
}

/** One report of facets that are already worked out. @throws QingshanError `not-found` */
export function reportView(
  { campaign, state, actor, use }: Sources,
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
  const lead = state.measure(assignment.measure)?.lead ?? [];
  const allowed = (command: ReportCommand['do']): boolean =>
    OF_THE_UNIT.has(command) ? mayReport(actor, assignment) : mayVerify(actor, assignment, lead);
  return {
    id: `${assignment.id}/${period}`,
    assignment: rowOf(campaign, state, facets, use),
    period,
    due: formatDay(here.due),
    timing: here.timing,
    state: report.state,
    seq: report.seq,
    spec: setting.spec,
    criteria: setting.criteria,
    content: unwritten ? carriedOver(before) : report.content,
    carriedOver: unwritten && before !== null,
    before: earlier && before ? { period: earlier.period.id, content: before } : null,
    remark: report.remark,
    doubts: [...doubtsIn(state, assignment, periods, index, use)],
    may: COMMANDS.filter((command) => canDo(report.state, command) && allowed(command)),
    history: history.map((event) => ({
      seq: event.seq,
      type: event.type,
      at: formatMoment(event.at),
      by: event.by,
      remark: remarkOf(event),
    })),
  };
}

/** @throws QingshanError `not-found` */
export async function showReport(campaign: Campaign, actor: Actor, id: string): Promise<ReportDetailView> {
  const state = await campaign.current();
  const { assignment, period } = assignmentOfReport(state, id);
  const facets = facetsOf(state, assignment, campaign.workspace.district.reporting, campaign.today);
  const history = await campaign.workspace.registry.eventsOf(`report:${id}`);
  return reportView({ campaign, state, actor, use: evidenceUse(state) }, facets, period, history);
}
