import {
  continuePlan,
  copyForward,
  countPlan,
  draftYear,
  impactOf,
  measuresOf,
  placeText,
  resolveDraft,
  unitName,
  type Actor,
  type Assignment,
  type CampaignState,
  type Continued,
  type Issue,
  type IssueImpact,
  type PlanVersion,
  type Unsettled,
} from '@qingshan/campaign';
import { calendarOf, QingshanError, type Localized } from '@qingshan/kernel';
import type { z } from 'zod';
import { titlesOf } from '../loop/rows.ts';
import { checkSeen, type Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { contextOf } from './draft-views.ts';
import { checkOpen, openDraft, type OpenDraft } from './drafts.ts';
import type { PlanBook } from './plan-book.ts';
import type { VersionRecord } from './ports.ts';
import { diffView, versionRow } from './version-views.ts';

type IssueInput = z.output<typeof views.issueInput>;

/** A draft as it would become a version. */
interface Prospect {
  readonly open: OpenDraft;
  readonly unsettled: readonly Unsettled[];
  readonly ready: {
    readonly before: VersionRecord;
    readonly continued: Continued;
    /** Measures of the version to those of the draft */
    readonly draftIds: ReadonlyMap<string, string>;
    readonly toConfirm: readonly Localized[];
  } | null;
}

/** What the document does not say: from the version before, or from last year's, moved to this year. */
function issueOf(before: VersionRecord, open: OpenDraft, year: number, input: IssueInput): Issue {
  const { plan } = before.content;
  const base = before.year === year ? plan : copyForward(plan, year).plan;
  const isSame = before.year === year;
  return {
    id: base.id,
    district: plan.district,
    ...(open.content.draft.title === plan.title.zh ? { title: plan.title } : {}),
    pins: base.pins,
    sampling: base.sampling,
    targets: base.targets,
    notes: [],
    version: isSame ? before.version + 1 : 1,
    document: { file: open.record.name, number: input.number, issued: input.date },
  };
}

function draftIdsOf(draft: PlanVersion, version: PlanVersion): ReadonlyMap<string, string> {
  const [from, to] = [measuresOf(draft.plan), measuresOf(version.plan)];
  return new Map(to.map((measure, i) => [measure.id, from[i]?.id ?? measure.id]));
}

function prospectOf(campaign: Campaign, book: PlanBook, open: OpenDraft, input: IssueInput): Prospect {
  const { record, content, state } = open;
  const { draft } = content;
  const decisions = [...state.decisions.values()];
  const year = draftYear(draft, decisions) ?? campaign.workspace.plan.year;
  const before = book.latestFor(year);
  const context = contextOf(campaign.workspace, record.year);
  const resolved = resolveDraft(draft, decisions, context, issueOf(before, open, year, input));
  if (!resolved.version) return { open, unsettled: resolved.unsettled, ready: null };
  const earlier = book.versions.filter((v) => v.plan === before.plan).map((v) => v.content.plan);
  const links = { ...content.links, ...input.links };
  const continued = continuePlan(before.content, resolved.version, links, earlier);
  const toConfirm = before.year === year ? [] : copyForward(before.content.plan, year).toConfirm;
  const draftIds = draftIdsOf(resolved.version, continued.version);
  const asked = toConfirm.filter(({ kind }) => kind !== 'measure').map(({ text }) => text);
  return { open, unsettled: [], ready: { before, continued, draftIds, toConfirm: asked } };
}

function itemOf(
  campaign: Campaign,
  assignment: Assignment,
  titles: (measure: string) => Localized,
  text: Localized,
): NonNullable<views.IssuePreviewView['ready']>['impact']['ended'][number] {
  const { id, measure, unit } = assignment;
  return { id, measure, title: titles(measure), unitName: unitName(campaign.workspace.district, unit), text };
}

const ROLES = {
  lead: { zh: '牵头', en: 'lead' },
  responsible: { zh: '主责', en: 'responsible' },
  assisting: { zh: '协办', en: 'assisting' },
} as const;

function endedText({ why, dispatched, reports, helps }: IssueImpact['ended'][number]): Localized {
  const reason =
    why === 'measure-dropped'
      ? { zh: '措施取消', en: 'measure dropped' }
      : { zh: '不再列为责任单位', en: 'unit no longer named' };
  const state = dispatched ? { zh: '已派发', en: 'dispatched' } : { zh: '尚未派发', en: 'not dispatched' };
  const told = reports === 0 ? { zh: '', en: '' } : { zh: `，报告 ${reports} 份`, en: `, ${reports} reports` };
  const asked = helps === 0 ? { zh: '', en: '' } : { zh: `，协调事项 ${helps} 项`, en: `, ${helps} calls for help` };
  return { zh: `${reason.zh}；${state.zh}${told.zh}${asked.zh}`, en: `${reason.en}; ${state.en}${told.en}${asked.en}` };
}

function impactView(
  campaign: Campaign,
  state: CampaignState,
  impact: IssueImpact,
  version: PlanVersion,
): NonNullable<views.IssuePreviewView['ready']>['impact'] {
  const known = new Map(measuresOf(version.plan).map((m) => [m.id, m.title]));
  const titles = (measure: string) => known.get(measure) ?? titlesOf(state, measure).title;
  const dispatched = (a: Assignment): Localized =>
    state.dispatch(a.id).state === 'none'
      ? { zh: '待派发', en: 'to be dispatched' }
      : { zh: '恢复原有派发', en: 'goes on as it was dispatched' };
  return {
    kept: impact.kept.length,
    ended: impact.ended.map((ended) => itemOf(campaign, ended.assignment, titles, endedText(ended))),
    added: impact.added.map((a) => itemOf(campaign, a, titles, dispatched(a))),
    resumed: impact.resumed.map((a) => itemOf(campaign, a, titles, dispatched(a))),
    otherRole: impact.otherRole.map(({ assignment, from }) =>
      itemOf(campaign, assignment, titles, {
        zh: `${ROLES[from].zh} → ${ROLES[assignment.role].zh}`,
        en: `${ROLES[from].en} → ${ROLES[assignment.role].en}`,
      }),
    ),
    otherDue: impact.otherDue.map(({ measure, movedTo, running }) => ({
      id: measure,
      measure,
      title: titles(measure),
      unitName: { zh: `${running} 个单位`, en: `${running} units` },
      text:
        movedTo === null
          ? { zh: '完成时限改变', en: 'due at another time' }
          : {
              zh: `完成时限改变；经批准调整的 ${movedTo} 仍然有效`,
              en: `due at another time; ${movedTo}, approved, stands`,
            },
    })),
  };
}

/** What issuing a draft would do. Writes nothing. @throws QingshanError `not-found`, `wrong-state` */
export async function previewIssue(
  campaign: Campaign,
  book: PlanBook,
  id: number,
  input: IssueInput,
): Promise<views.IssuePreviewView> {
  await book.refresh();
  const open = await openDraft(campaign, id);
  checkOpen(book, open);
  const { unsettled, ready } = prospectOf(campaign, book, open, input);
  const seq = open.state.seq;
  if (!ready) {
    const list = unsettled.map(({ doubt, why }) => ({
      doubt: doubt.id,
      text: doubt.text,
      where: placeText(doubt.place),
      why,
    }));
    return { seq, unsettled: list, ready: null };
  }
  const { before, continued, draftIds, toConfirm } = ready;
  const { version, diff } = continued;
  const { district } = campaign.workspace;
  const state = await campaign.current();
  const { plan } = version;
  const takesForce = plan.year >= book.inForce().year && plan.year <= calendarOf(campaign.today).year;
  const isAmendment = plan.id === state.plan.id;
  const impact = impactOf(state, isAmendment ? plan : state.plan, isAmendment ? diff : { changed: [] }, district);
  return {
    seq,
    unsettled: [],
    ready: {
      plan: plan.id,
      year: plan.year,
      version: version.version,
      before: { id: before.id, name: before.name, version: before.version, year: before.year },
      takesForce,
      counts: countPlan(plan),
      diff: diffView(diff, before.content.plan, plan, district, draftIds),
      impact: impactView(campaign, state, impact, version),
      toConfirm: [...toConfirm],
    },
  };
}

/**
 * Issues a draft as a version, which cannot be changed any more.
 *
 * @throws QingshanError `not-found`, `wrong-state`, `changed-meanwhile`, `bad-request` while a doubt is open
 */
export async function issueDraft(
  campaign: Campaign,
  book: PlanBook,
  by: Actor,
  id: number,
  input: IssueInput,
): Promise<views.PlanVersionRowView> {
  await book.refresh();
  const open = await openDraft(campaign, id);
  checkOpen(book, open);
  checkSeen(input.seen, open.state);
  const { unsettled, ready } = prospectOf(campaign, book, open, input);
  if (!ready) {
    const count = unsettled.length;
    throw new QingshanError('bad-request', {
      why: { zh: `还有 ${count} 处疑点没有处理。`, en: `${count} doubts are open.` },
      hint: { zh: '请逐一处理后再印发', en: 'Settle them first' },
    });
  }
  const { version } = ready.continued;
  const record = await campaign.workspace.registry.plans.addVersion({
    plan: version.plan.id,
    year: version.plan.year,
    version: version.version,
    draft: id,
    file: open.record.file,
    name: input.name,
    number: input.number,
    date: input.date,
    note: input.note,
    by: by.name,
    at: campaign.act(by).at,
    content: version,
  });
  await book.refresh();
  return versionRow(book, record);
}
