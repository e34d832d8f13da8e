import type { Actor } from '@qingshan/campaign';
import { formatDay, formatMoment } from '@qingshan/kernel';
import { accountTemplate } from './accounts/account-template.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { previewAccount, recordAccount, withdrawAccount } from './accounts/record-account.ts';
import type { Application } from './application.ts';
import { commitImport, previewImport, undoBatch } from './imports/import-files.ts';
import { importSimulated } from './imports/import-simulated.ts';
import { exportAudits, showAudits } from './people/audit-trail.ts';
import { guard } from './people/guard.ts';
import { addPerson, changePerson, listPeople, resetPassword } from './people/manage-people.ts';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  removeSecondFactor,
  showMe,
} from './people/own-account.ts';
import type { Session } from './people/session.ts';
import { showPolicy } from './people/show-policy.ts';
import { hashToken, sessionOf, signIn, signInDemonstration, signInVerified, signOut } from './people/sign-in.ts';
import { assess, explain, inputs } from './assess/assess.ts';
import { Evaluator } from './assess/evaluator.ts';
import { showBoard } from './board/board.ts';
import { showTarget } from './board/target-detail.ts';
import { showTowns } from './board/towns.ts';
import { Campaign } from './loop/campaign.ts';
import { loopUseCases } from './loop/use-cases.ts';
import { showPlan } from './plan/show-plan.ts';
import type { BatchRecord } from './ports.ts';
import { compareAqi } from './rules/compare-aqi.ts';
import { calculateIn, listMethods, showMethod, showValidation } from './rules/methods.ts';
import { compareStandards, confirmFigure, listStandards, showStandard } from './rules/standards.ts';
import { exportSamples } from './samples/export-samples.ts';
import type { WorkspaceView } from './views/index.ts';
import { sitesOf, todayOf, type Workspace } from './workspace.ts';

function batchView(batch: BatchRecord) {
  const { createdAt: _, ...rest } = batch;
  return {
    ...rest,
    files: [...batch.files],
    received: formatMoment(batch.received),
    undoneAt: batch.undoneAt === null ? null : formatMoment(batch.undoneAt),
  };
}

async function showWorkspace(workspace: Workspace): Promise<WorkspaceView> {
  const { district, plan, demonstration } = workspace;
  const own = new Set(sitesOf(workspace).map((s) => s.id));
  const series = (await workspace.registry.series()).filter((s) => own.has(s.site));
  const extent = await workspace.observations.extent(series.map((s) => s.id));
  return {
    version: workspace.version,
    district: { id: district.id, name: district.name },
    plan: { id: plan.id, year: plan.year, title: plan.title },
    demonstration: demonstration !== null,
    today: formatDay(todayOf(workspace)),
    extent: extent ? { first: formatDay(extent.first), last: formatDay(extent.last) } : null,
    simulated: series.some((s) => s.simulated),
  };
}

/** The use cases over a workspace, for whoever acts. */
export interface ApplicationFor {
  as(actor: Actor): Application;
  /** As whoever holds the session. */
  of(session: Session): Application;
  /** The session that a token stands for, or `null` when it has ended. */
  session(token: string): Promise<Session | null>;
}

export function createApplication(workspace: Workspace): ApplicationFor {
  const evaluator = new Evaluator(workspace);
  const campaign = new Campaign(workspace);
  const of = (session: Session) => guard(useCases(workspace, evaluator, campaign, session), workspace, session);
  return { as: (actor) => of({ actor, pending: null }), of, session: (token) => sessionOf(workspace, token) };
}

function useCases(workspace: Workspace, evaluator: Evaluator, campaign: Campaign, session: Session): Application {
  const { actor, pending } = session;
  return {
    ...loopUseCases(campaign, evaluator, actor),
    workspace: () => showWorkspace(workspace),
    board: async (asking) => showBoard(await evaluator.refresh(), asking),
    target: async (id, asking) => showTarget(await evaluator.refresh(), id, asking),
    assess: async (query) => assess(await evaluator.refresh(), query),
    explain: (id) => explain(workspace, id),
    inputs: (id, page) => inputs(workspace, id, page),
    towns: async (query) => showTowns(await evaluator.refresh(), query),
    plan: async () => showPlan(workspace),
    methods: async () => listMethods(workspace),
    method: async (id) => showMethod(workspace, id),
    calculate: (method, input) => calculateIn(workspace, method, input),
    validation: async () => showValidation(workspace),
    standards: () => listStandards(workspace),
    standard: (id) => showStandard(workspace, id),
    compareStandards: async (from, to) => compareStandards(workspace, from, to),
    compareAqi: async (query) => compareAqi(await evaluator.refresh(), query),
    confirmFigure: (input) => confirmFigure(workspace, actor.name, input),
    accounts: async (filter) => listAccounts(await evaluator.refresh(), filter),
    previewAccount: async (input) => previewAccount(await evaluator.refresh(), actor.name, input),
    recordAccount: async (input) => recordAccount(await evaluator.refresh(), actor.name, input),
    withdrawAccount: (id) => withdrawAccount(workspace, id, actor.name),
    accountTemplate: async (indicator) => accountTemplate(workspace, indicator),
    batches: async () => (await workspace.registry.batches()).map(batchView).sort((a, b) => b.id - a.id),
    exportSamples: (asked) => exportSamples(workspace, asked),
    previewImport: (source, files, progress) => previewImport(workspace, source, files, progress),
    commitImport: (preview, options) => commitImport(workspace, preview, options),
    undoBatch: (id) => undoBatch(workspace, id),
    importSimulated: (seed) => importSimulated(workspace, seed),
    me: () => showMe(workspace, actor, pending),
    policy: async () => showPolicy(workspace),
    signIn: (input) => signIn(workspace, input),
    signInDemonstration: (person) => signInDemonstration(workspace, person),
    signInVerified: (person) => signInVerified(workspace, person),
    signOut: (token) => signOut(workspace, token),
    changePassword: (input, token) => changePassword(workspace, actor, input, token === null ? null : hashToken(token)),
    beginSecondFactor: () => beginSecondFactor(workspace, actor),
    confirmSecondFactor: (code) => confirmSecondFactor(workspace, actor, code),
    removeSecondFactor: (present) => removeSecondFactor(workspace, actor, present),
    people: () => listPeople(workspace),
    addPerson: (input) => addPerson(workspace, input),
    changePerson: (id, change) => changePerson(workspace, id, change),
    resetPassword: (id) => resetPassword(workspace, id),
    audits: (query) => showAudits(workspace, query),
    exportAudits: (query) => exportAudits(workspace, query),
    verifyAudit: () => workspace.registry.verifyAudit(),
  };
}
