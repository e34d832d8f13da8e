import type { Actor } from '@qingshan/campaign';
import { formatDay } from '@qingshan/kernel';
import { accountTemplate } from './accounts/account-template.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { previewAccount, recordAccount, withdrawAccount } from './accounts/record-account.ts';
import type { Application } from './application.ts';
import { listCases } from './cases/list.ts';
import { caseUseCases } from './cases/use-cases.ts';
import { commitImport, previewImport, undoBatch } from './imports/import-files.ts';
import { listBatches } from './imports/list-batches.ts';
import { importSimulated } from './imports/import-simulated.ts';
import { storeBatch } from './imports/store-batch.ts';
import { exportAudits, showAudits } from './people/audit-trail.ts';
import { NoticeBook } from './notices/notice-book.ts';
import { noticeUseCases, type NoticeUseCases } from './notices/use-cases.ts';
import { guard, reachFor, reachIn } from './people/guard.ts';
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
import { deviceUseCases } from './gateway/devices.ts';
import { Intake } from './gateway/intake.ts';
import { fieldUseCases } from './field/use-cases.ts';
import { mapUseCases, type MapUseCases } from './map/use-cases.ts';
import { intakeUseCases } from './intake/use-cases.ts';
import { retentionUseCases } from './retention/use-cases.ts';
import { intakeKeyOf } from './intake/keys.ts';
import type { IntakeKeyRecord } from './intake/ports.ts';
import { ChangeFeed } from './live/change-feed.ts';
import { LastReceived, liveOf } from './live/live.ts';
import { sharedAnswers } from './live/shared-answers.ts';
import { loopUseCases } from './loop/use-cases.ts';
import { exportObservations } from './observations/export-observations.ts';
import { operationsUseCases } from './operations/use-cases.ts';
import { PlanBook, withPlanInForce } from './plan/plan-book.ts';
import { planUseCases, type PlanUseCases } from './plan/use-cases.ts';
import { listPublications } from './publications/show.ts';
import { publicationUseCases } from './publications/use-cases.ts';
import { showQuality, type QualityQuery } from './quality/review.ts';
import { qualityUseCases } from './quality/use-cases.ts';
import { compareAqi } from './rules/compare-aqi.ts';
import { ImportJobs } from './registers/import-jobs.ts';
import { registerUseCases, type RegisterUseCases } from './registers/use-cases.ts';
import { responseUseCases } from './responses/use-cases.ts';
import { calculateIn, listMethods, showMethod, showValidation } from './rules/methods.ts';
import { compareStandards, confirmFigure, listStandards, showStandard } from './rules/standards.ts';
import { exportSamples } from './samples/export-samples.ts';
import { SearchIndex } from './search/search-index.ts';
import { findEntries } from './registers/find.ts';
import { searchUseCases, type SearchUseCases } from './search/use-cases.ts';
import { scoreUseCases, showScores } from './scores/use-cases.ts';
import { sensorThings } from './sensorthings/service.ts';
import type { ScoreQuery, WorkspaceView } from './views/index.ts';
import { judgedOrLater, WATCH_SESSION, withWatch } from './watch/watch.ts';
import { watchConditions } from './watch/watch-conditions.ts';
import { watchObservations, type WatchCause, type Watched } from './watch/watch-observations.ts';
import { sitesOf, todayOf, type Workspace } from './workspace.ts';

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
  /** The session that a token stands for, or `null` when it has ended; a question of the `program` does not prolong it. */
  session(token: string, by?: 'person' | 'program'): Promise<Session | null>;
  /** What instruments send, once it is started */
  readonly intake: Intake;
  /** The key for sending data that a token stands for, or `null` when it may not be used. */
  intakeKey(token: string): Promise<IntakeKeyRecord | null>;
}

/** Things of one kind with the word that are looked at in a search, the newest */
const SEARCHED = 500;

export function createApplication(given: Workspace): ApplicationFor {
  const book = new PlanBook(given);
  const workspace = withPlanInForce(given, book);
  const evaluator = new Evaluator(workspace, book);
  const campaign = new Campaign(workspace, book);
  const { books } = campaign;
  const feed = new ChangeFeed(given.registry.peers);
  const last = new LastReceived(workspace, feed);
  const jobs = new ImportJobs(books, () => feed.announce(['registers', 'campaign']));
  const noticeBook = new NoticeBook(campaign);
  const index = new SearchIndex(campaign);
  const quality = sharedAnswers(workspace, feed, async (query: QualityQuery) =>
    showQuality(await evaluator.refresh(), query),
  );
  const shown = sharedAnswers<WorkspaceView['plan'], WorkspaceView>(workspace, feed, () => showWorkspace(workspace));
  const scores = sharedAnswers(workspace, feed, async (query: ScoreQuery) =>
    showScores({ campaign, evaluator: await evaluator.refresh() }, query),
  );
  // One after the other: two batches at once would judge the same days twice.
  const judge = (cause: WatchCause): Promise<Watched | null> =>
    workspace.registry.peers.inTurn('watch', () => judgedOrLater(of(WATCH_SESSION), cause)).catch(() => null);
  const intake = new Intake(workspace, (hours) => of(WATCH_SESSION).storeDeviceHours(hours));
  const of = (session: Session): Application =>
    guard(
      {
        ...useCases({ workspace, evaluator, campaign, book, judge, intake, quality, scores, shown }, session),
        ...planUseCases(campaign, book, session.actor),
        ...registerUseCases(books, jobs, session.actor),
        ...mapUseCases(campaign, evaluator, session.actor, (useCase) => reachFor(workspace, session.actor, useCase)),
        ...noticeUseCases(campaign, noticeBook, session.actor),
        ...searchUseCases(index, (useCase) => reachFor(workspace, session.actor, useCase), {
          published: () => listPublications(workspace, session.actor, {}),
          cases: async (text) => {
            const reach = reachIn(workspace, session.actor, 'cases');
            const query = { list: 'all', text, offset: 0, limit: SEARCHED } as const;
            return (await listCases(campaign, session.actor, query, reach)).rows;
          },
          entries: (word) => findEntries(workspace, session.actor, word, SEARCHED),
        }),
        live: async () => liveOf(feed, last, (useCase) => reachFor(workspace, session.actor, useCase) !== null),
      },
      workspace,
      session,
      feed,
    );
  return {
    as: (actor) => of({ actor, pending: null }),
    of,
    session: (token, by) => sessionOf(workspace, token, by),
    intake,
    intakeKey: (token) => intakeKeyOf(workspace, token),
  };
}

interface Parts {
  readonly workspace: Workspace;
  readonly evaluator: Evaluator;
  readonly campaign: Campaign;
  readonly book: PlanBook;
  /** Judges, as the system, what a batch has touched */
  readonly judge: (cause: WatchCause) => Promise<Watched | null>;
  readonly intake: Intake;
  readonly quality: Application['quality'];
  readonly scores: Application['scores'];
  readonly shown: (plan: WorkspaceView['plan']) => ReturnType<Application['workspace']>;
}

function useCases(
  { workspace, evaluator, campaign, book, judge, intake, quality, scores, shown }: Parts,
  session: Session,
): Omit<
  Application,
  keyof RegisterUseCases | keyof PlanUseCases | keyof NoticeUseCases | keyof MapUseCases | keyof SearchUseCases | 'live'
> {
  const { actor, pending } = session;
  return {
    ...loopUseCases(campaign, actor),
    ...qualityUseCases(campaign, quality, actor, (batch) => judge({ batch, undone: false, by: actor.id })),
    ...responseUseCases(campaign, evaluator, actor),
    ...publicationUseCases(campaign, evaluator, actor),
    ...scoreUseCases(workspace, scores),
    ...fieldUseCases(campaign, actor),
    ...deviceUseCases(workspace, actor, intake, async (batch) =>
      withWatch(await storeBatch(workspace, batch), actor, judge),
    ),
    ...intakeUseCases(workspace, actor, judge),
    ...retentionUseCases(workspace),
    ...operationsUseCases(workspace, intake),
    ...caseUseCases(campaign, actor, () => reachIn(workspace, actor, 'cases')),
    workspace: async () => {
      await book.refresh();
      const { id, year, title } = workspace.plan;
      return shown({ id, year, title });
    },
    board: async (asking) => showBoard(await evaluator.refresh(), asking),
    target: async (id, asking) => showTarget(await evaluator.refresh(), id, asking),
    assess: async (query) => assess(await evaluator.refresh(), query),
    explain: (id) => explain(workspace, id),
    inputs: (id, page) => inputs(workspace, id, page),
    sensorThings: (asked) => sensorThings(workspace, asked),
    towns: async (query) => showTowns(await evaluator.refresh(), query),
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
    batches: (asked) => listBatches(workspace, asked),
    exportSamples: (asked) => exportSamples(workspace, asked),
    exportObservations: (asked) => exportObservations(workspace, asked),
    previewImport: (source, files, progress) => previewImport(workspace, source, files, progress),
    commitImport: async (preview, options) => {
      const batch = await commitImport(workspace, preview, options);
      return batch && withWatch(batch, actor, judge);
    },
    undoBatch: async (id) => withWatch(await undoBatch(workspace, id), actor, judge),
    importSimulated: async (seed) => withWatch(await importSimulated(campaign, seed), actor, judge),
    watchObservations: (cause) => watchObservations(campaign, cause),
    watchConditions: async () => watchConditions(campaign, await evaluator.refresh()),
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
