import {
  decideDispatch,
  decideHelp,
  decideReport,
  decideRequest,
  decideSetting,
  effectOf,
  periodReports,
  unitOf,
  type Actor,
  type DispatchCommand,
  type HelpCommand,
  type HelpContent,
  type ProgressSpec,
  type ReportCommand,
  type RequestCommand,
  type RequestContent,
} from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import { checkSeen, unknown, type Campaign, type Entry } from './campaign.ts';
import { assignmentOfReport, showReport, withCounted } from './report-page.ts';

/** Commands of the loop: read the state, decide, append. What was decided on an older state is refused by the store. */

export type SettingInput = z.output<typeof views.settingInput>;

const MEASURE = { zh: '措施', en: 'measure' };
const PERIOD = { zh: '报送周期', en: 'reporting period' };
/** An amendment of the plan dropped the measure or left the unit out. */
function ended(): QingshanError {
  return new QingshanError('wrong-state', {
    state: { zh: '已随计划修订取消', en: 'ended by an amendment of the plan' },
    verb: { zh: '处理', en: 'acted on' },
  });
}

const ASSIGNMENT = { zh: '派发事项', en: 'assignment' };

/** A measure follows counts that there are. @throws QingshanError `bad-report` */
function checkCount({ workspace }: Campaign, spec: ProgressSpec): void {
  if (spec.kind !== 'register') return;
  const register = workspace.registers.find((r) => r.id === spec.register);
  if (register?.counts.some((count) => count.id === spec.count)) return;
  const id = `${spec.register}/${spec.count}`;
  throw new QingshanError('bad-report', {
    why: { zh: `没有台账口径“${id}”`, en: `there is no count “${id}” of a register` },
  });
}

/** Says how a measure is followed. @throws QingshanError `not-found`, `bad-report`, `changed-meanwhile` */
export async function specifyMeasure(campaign: Campaign, by: Actor, id: string, input: SettingInput): Promise<void> {
  const state = await campaign.current();
  const setting = state.setting(id);
  if (!setting) throw unknown(MEASURE, id);
  const { seen, ...wanted } = input;
  checkSeen(seen, setting);
  checkCount(campaign, wanted.spec);
  const events = decideSetting(setting, wanted);
  await campaign.append([{ subject: `measure:${id}`, expected: setting.seq, events }], campaign.act(by));
}

/**
 * Runs one command on many assignments, all or none; those that are so already stay as they are.
 *
 * @returns how many changed
 * @throws QingshanError `not-found`, `wrong-state`, `changed-meanwhile`
 */
export async function changeDispatches(
  campaign: Campaign,
  by: Actor,
  ids: readonly string[],
  command: DispatchCommand,
): Promise<number> {
  const state = await campaign.current();
  const act = campaign.act(by);
  const entries = [...new Set(ids)].map((id): Entry => {
    if (!state.assignments.has(id)) throw unknown(ASSIGNMENT, id);
    if (state.hasEnded(id)) throw ended();
    const dispatch = state.dispatch(id);
    return { subject: `dispatch:${id}`, expected: dispatch.seq, events: decideDispatch(dispatch, command) };
  });
  await campaign.append(entries, act);
  return entries.filter((entry) => entry.events.length > 0).length;
}

/** @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile` */
export async function changeReport(
  campaign: Campaign,
  by: Actor,
  id: string,
  command: ReportCommand,
  seen?: number,
): Promise<views.ReportDetailView> {
  const state = await campaign.current();
  const { assignment, period } = assignmentOfReport(state, id);
  const { reporting } = campaign.workspace.district;
  const periods = periodReports(state, assignment, reporting, campaign.today);
  if (!periods.some((told) => told.period.id === period)) throw unknown(PERIOD, period);
  const [report, setting] = [state.report(id), state.setting(assignment.measure)];
  if (!setting) throw unknown(MEASURE, assignment.measure);
  checkSeen(seen, report);
  if (state.hasEnded(assignment.id)) throw ended();
  const act = campaign.act(by);
  const counted =
    'content' in command ? { ...command, content: withCounted(command.content, state, assignment) } : command;
  const events = decideReport(report, counted, act, setting.spec);
  await campaign.append([{ subject: `report:${id}`, expected: report.seq, events }], act);
  return showReport(campaign, by, id);
}

/** What a verifier may do; `onlyPlain` refuses a report in which something is doubtful. */
type Verification = Exclude<ReportCommand, { do: 'save' | 'submit' | 'withdraw' | 'note' }> & {
  readonly onlyPlain?: boolean | undefined;
};

/** @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile` */
export async function verifyReport(
  campaign: Campaign,
  by: Actor,
  id: string,
  { onlyPlain, ...command }: Verification,
  seen?: number,
): Promise<views.ReportDetailView> {
  if (onlyPlain === true) {
    const { doubts } = await showReport(campaign, by, id);
    if (doubts.length > 0) {
      const list = (language: 'zh' | 'en') =>
        doubts.map(({ text }) => text[language]).join(language === 'zh' ? '；' : '; ');
      throw new QingshanError('bad-report', {
        why: { zh: `有疑点，请单独核查：${list('zh')}`, en: `verify it by itself, there is a doubt: ${list('en')}` },
      });
    }
  }
  return changeReport(campaign, by, id, command, seen);
}

/** `A15-1/mtg-transport/1`: the unit that asks is part of the id. */
function nextId(taken: ReadonlyMap<string, unknown>, measure: string, unit: string): string {
  let n = 1;
  while (taken.has(`${measure}/${unit}/${n}`)) n += 1;
  return `${measure}/${unit}/${n}`;
}

/** @returns the id of the request */
export async function askChange(campaign: Campaign, by: Actor, content: RequestContent): Promise<string> {
  const state = await campaign.current();
  if (!state.assignments.has(`${content.measure}/${content.unit}`)) {
    throw unknown(ASSIGNMENT, `${content.measure}/${content.unit}`);
  }
  const id = nextId(state.requests, content.measure, content.unit);
  await changeRequest(campaign, by, id, { do: 'ask', content });
  return id;
}

/** Decides on a request; approving it changes its measure in the same step. */
export async function changeRequest(campaign: Campaign, by: Actor, id: string, command: RequestCommand): Promise<void> {
  const state = await campaign.current();
  const request = state.request(id);
  const act = campaign.act(by);
  const events = decideRequest(request, command, act);
  const entries: Entry[] = [{ subject: `request:${id}`, expected: request.seq, events }];
  if (command.do === 'approve' && request.content) {
    const { measure } = request.content;
    const expected = state.setting(measure)?.seq ?? 0;
    entries.push({ subject: `measure:${measure}`, expected, events: [effectOf(request.content, id)] });
  }
  await campaign.append(entries, act);
}

/** @returns the id of the item */
export async function raiseHelp(campaign: Campaign, by: Actor, content: HelpContent): Promise<string> {
  const state = await campaign.current();
  if (!state.measure(content.measure)) throw unknown(MEASURE, content.measure);
  if (!unitOf(campaign.workspace.district, content.to)) throw unknown({ zh: '单位', en: 'unit' }, content.to);
  const id = nextId(state.helps, content.measure, content.from);
  await changeHelp(campaign, by, id, { do: 'raise', content });
  return id;
}

export async function changeHelp(campaign: Campaign, by: Actor, id: string, command: HelpCommand): Promise<void> {
  const state = await campaign.current();
  const help = state.help(id);
  const act = campaign.act(by);
  await campaign.append([{ subject: `help:${id}`, expected: help.seq, events: decideHelp(help, command) }], act);
}
