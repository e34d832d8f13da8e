import type { Source, SourceFile } from '@qingshan/sources';
import type { z } from 'zod';
import type { Asking, AssessQuery, TownsQuery } from './assess/question.ts';
import type { CaseUseCases } from './cases/use-cases.ts';
import type { BatchesQuery } from './imports/list-batches.ts';
import type { ImportPreview, ImportProgress } from './imports/import-files.ts';
import type { DeviceUseCases } from './gateway/devices.ts';
import type { FieldUseCases } from './field/use-cases.ts';
import type { IntakeUseCases } from './intake/use-cases.ts';
import type { RetentionUseCases } from './retention/use-cases.ts';
import type { OperationsUseCases } from './operations/use-cases.ts';
import type { Live } from './live/ports.ts';
import type { LoopUseCases } from './loop/use-cases.ts';
import type { MapUseCases } from './map/use-cases.ts';
import type { NoticeUseCases } from './notices/use-cases.ts';
import type { ExportedObservations, ExportAsked } from './observations/export-observations.ts';
import type { NewSession } from './people/session.ts';
import type { PlanUseCases } from './plan/use-cases.ts';
import type { QualityUseCases } from './quality/use-cases.ts';
import type { WatchedBatch } from './watch/watch.ts';
import type { ConditionsWatched } from './watch/watch-conditions.ts';
import type { WatchCause, Watched } from './watch/watch-observations.ts';
import type { RegisterUseCases } from './registers/use-cases.ts';
import type { PublicationUseCases } from './publications/use-cases.ts';
import type { ResponseUseCases } from './responses/use-cases.ts';
import type { SamplesAsked, SamplesFile } from './samples/export-samples.ts';
import type { SearchUseCases } from './search/use-cases.ts';
import type { SensorThingsAnswer, SensorThingsAsked } from './sensorthings/service.ts';
import type { ScoreUseCases } from './scores/use-cases.ts';
import type * as views from './views/index.ts';

type View<S extends z.ZodType> = Promise<z.output<S>>;

/**
 * What the command line, the API and the web pages ask of Qingshan. Every use case has its row in the policy, and all of
 * them may throw `sign-in-needed` or `not-allowed`.
 */
export interface Application
  extends
    LoopUseCases,
    PlanUseCases,
    RegisterUseCases,
    DeviceUseCases,
    IntakeUseCases,
    RetentionUseCases,
    OperationsUseCases,
    FieldUseCases,
    CaseUseCases,
    ResponseUseCases,
    QualityUseCases,
    PublicationUseCases,
    MapUseCases,
    NoticeUseCases,
    SearchUseCases,
    ScoreUseCases {
  workspace(): View<typeof views.workspace>;
  /** What changes from now on, as far as whoever asks may see it. */
  live(): Promise<Live>;
  board(asking: Asking): View<typeof views.board>;
  /** @throws QingshanError `not-found` */
  target(id: string, asking: Asking): View<typeof views.targetDetail>;
  assess(query: AssessQuery): Promise<views.AssessmentView[]>;
  /** @throws QingshanError `not-found` */
  explain(id: string): Promise<views.AssessmentView>;
  /** The hourly rows behind an assessment. */
  inputs(id: string, page: { readonly offset: number; readonly limit: number }): View<typeof views.inputRows>;
  /** Answers in the words of OGC SensorThings. @throws QingshanError `not-found`, `bad-query`, `query-unsupported`, `query-too-wide`, `answer-too-large` */
  sensorThings(asked: SensorThingsAsked): Promise<SensorThingsAnswer>;
  towns(query: TownsQuery): View<typeof views.towns>;
  methods(): Promise<z.output<typeof views.methodSummary>[]>;
  method(id: string): View<typeof views.methodDetail>;
  calculate(method: string, input: unknown): View<typeof views.calculation>;
  /** What came out when methods were run over real data with published results. */
  validation(): View<typeof views.validationResults>;
  standards(): Promise<z.output<typeof views.editionSummary>[]>;
  standard(id: string): View<typeof views.editionDetail>;
  compareStandards(from: string, to: string): View<typeof views.editionDifference>;
  compareAqi(
    query: Asking & { readonly day: string; readonly scope?: string | undefined },
  ): View<typeof views.aqiComparison>;
  /** Records that a person found a figure in the document as transcribed. @throws QingshanError `not-found` */
  confirmFigure(input: z.output<typeof views.confirmationInput>): View<typeof views.editionDetail>;
  /** Every version of the accounts, newest first. */
  accounts(filter: {
    readonly indicator?: string | undefined;
    readonly period?: string | undefined;
  }): Promise<views.AccountVersionView[]>;
  /** What an account would answer; stores nothing. @throws QingshanError `bad-input` with the fields that are wrong */
  previewAccount(input: views.AccountInput): View<typeof views.accountPreview>;
  /** The same content twice changes nothing. @throws QingshanError `bad-input` with the fields that are wrong */
  recordAccount(input: views.AccountInput): View<typeof views.accountRecorded>;
  /** @throws QingshanError `not-found`, `account-withdrawn` */
  withdrawAccount(id: number): View<typeof views.accountVersion>;
  /** A file to fill in, made from the first case of the indicator's method. @throws QingshanError `not-found` */
  accountTemplate(indicator: string): Promise<string>;
  /** What was imported, by hand or by itself, the newest first. */
  batches(asked?: BatchesQuery): View<typeof views.batches>;
  /** The stored samples of a kind of site in the layout of the template of `manual`; importing it changes nothing. */
  exportSamples(asked: SamplesAsked): Promise<SamplesFile>;
  /** The observations that count, now or as of a moment. @throws QingshanError `not-found`, `unknown-period`, `bad-request` */
  exportObservations(asked: ExportAsked): Promise<ExportedObservations>;
  /** Reads files and says what importing them would change, value by value. Writes nothing. */
  previewImport(source: Source, files: readonly SourceFile[], progress?: ImportProgress): Promise<ImportPreview>;
  /** Stores a previewed import as one batch; `null` when there was nothing new. @throws QingshanError `bad-file` */
  commitImport(preview: ImportPreview, options?: { readonly skipRefused?: boolean }): Promise<WatchedBatch | null>;
  /** Takes a whole batch out of all answers. @throws QingshanError `not-found`, `batch-state` */
  undoBatch(id: number): Promise<WatchedBatch>;
  /** Loads the simulated years of a demonstration. */
  importSimulated(seed: number): Promise<WatchedBatch>;
  /** Judges what batches have touched and nobody has judged yet; runs after every batch. @throws QingshanError `changed-meanwhile` */
  watchObservations(cause: WatchCause): Promise<Watched>;
  /** Judges by the clock what stands now: targets, means, towns, sections, silence. @throws QingshanError `changed-meanwhile` */
  watchConditions(): Promise<ConditionsWatched>;

  /** Who acts, what they may do, and how one may sign in here. */
  me(): View<typeof views.me>;
  policy(): View<typeof views.policy>;
  /** @throws QingshanError `sign-in-failed`, `second-factor-needed` */
  signIn(input: z.output<typeof views.signInInput>): Promise<NewSession>;
  /** As one of a demonstration's own people, without a password. @throws QingshanError `sign-in-failed` */
  signInDemonstration(person: string): Promise<NewSession>;
  /** As a person whom another system has identified. @throws QingshanError `sso-failed` */
  signInVerified(person: string): Promise<NewSession>;
  signOut(token: string): Promise<void>;
  /** The session of `token` goes on, the person's others end. @throws QingshanError `wrong-password`, `bad-password` */
  changePassword(input: z.output<typeof views.passwordInput>, token: string | null): Promise<void>;
  beginSecondFactor(): View<typeof views.newSecondFactor>;
  /** @throws QingshanError `wrong-code` */
  confirmSecondFactor(code: string): Promise<void>;
  /** @throws QingshanError `wrong-password` */
  removeSecondFactor(present: string): Promise<void>;
  people(): Promise<views.PersonView[]>;
  /** @throws QingshanError `bad-person`, `bad-password`, `person-exists` */
  addPerson(input: z.output<typeof views.newPersonInput>): View<typeof views.personWithPassword>;
  /** @throws QingshanError `not-found`, `bad-person` */
  changePerson(id: string, change: z.output<typeof views.personChange>): View<typeof views.person>;
  /** @throws QingshanError `not-found` */
  resetPassword(id: string): View<typeof views.personWithPassword>;
  /** The newest entries that are asked for. @throws QingshanError `bad-request` */
  audits(query: views.AuditQuery): View<typeof views.auditTrail>;
  /** All entries that are asked for. @throws QingshanError `bad-request` */
  exportAudits(query: views.AuditQuery): Promise<z.output<typeof views.auditEntry>[]>;
  verifyAudit(): View<typeof views.auditCheck>;
}
