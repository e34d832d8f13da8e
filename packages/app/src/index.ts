export * from './application.ts';
export type { Asking, AssessQuery } from './assess/question.ts';
export * from './cases/ports.ts';
export * from './create-application.ts';
export * from './gateway/ports.ts';
export { addDemonstrationDevices, DEMONSTRATION_GATEWAY } from './gateway/demonstration-devices.ts';
export type { RawAsked, RawFile } from './gateway/export-raw.ts';
export type { Intake } from './gateway/intake.ts';
export * from './jobs/ports.ts';
export * from './intake/ports.ts';
export { pullsSchema, shownAddress, type PullDefinition } from './intake/pull-definition.ts';
export { pullOnce } from './intake/pull.ts';
export type { Incoming } from './intake/deliver.ts';
export { FOLDER, MOST_MEGABYTES, SOURCE_IDS, watchFolder, type FolderWatch } from './intake/watch-folder.ts';
export { readAccountFile } from './accounts/read-account-file.ts';
export { Evaluator } from './assess/evaluator.ts';
export { possibleDays, type ImportPreview } from './imports/import-files.ts';
export { importView } from './imports/import-view.ts';
export { addDemonstrationPeople, DEMONSTRATION_PASSWORD } from './people/demonstration-people.ts';
export { auditInterrupted } from './people/carry-out.ts';
export { reachIn } from './people/guard.ts';
export { POLICY, USE_CASES } from './people/policy.ts';
export { TOPICS, type Topic } from './live/change-feed.ts';
export type { Live } from './live/ports.ts';
export {
  compareAssessments,
  type AssessmentDifference,
  type ComparedAssessments,
  type ComparedIndicator,
} from './migrate/compare-assessments.ts';
export { replayObservations, type Replayed } from './migrate/replay.ts';
export * from './notices/ports.ts';
export type { ExportedMonth, ExportedObservations, ExportAsked } from './observations/export-observations.ts';
export * from './peers/ports.ts';
export * from './people/ports.ts';
export * from './people/rule.ts';
export * from './people/secret-box.ts';
export * from './people/session.ts';
export * from './people/settings.ts';
export * from './retention/ports.ts';
export type { KeptRow } from './retention/use-cases.ts';
export { showPolicy } from './people/show-policy.ts';
export * from './plan/ports.ts';
export { PLAN_FORMATS, PLAN_LAYOUTS, type PlanExport, type PlanFormat, type PlanLayout } from './plan/versions.ts';
export * from './ports.ts';
export type { ProducedFile } from './produced-file.ts';
export * from './publications/ports.ts';
export * from './recover.ts';
export * from './registers/ports.ts';
export type { SamplesAsked, SamplesFile } from './samples/export-samples.ts';
export type { SensorThingsAnswer, SensorThingsAsked } from './sensorthings/service.ts';
export type { WatchedBatch } from './watch/watch.ts';
export type { WatchCause, Watched } from './watch/watch-observations.ts';
export * as views from './views/index.ts';
export { checkWatchRules } from './watch/watch.ts';
export * from './workspace.ts';
