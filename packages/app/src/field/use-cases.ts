import type { Actor } from '@qingshan/campaign';
import type { Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { showFieldWork } from './field-work.ts';
import { recordCheck } from './record-check.ts';
import { recordFinding } from './record-finding.ts';

/** What inspectors do on the spot, with or without network. */
export interface FieldUseCases {
  /** What is to be looked at, with all that is needed without network. */
  fieldWork(): Promise<views.FieldWorkView>;
  /** A check filled in on a device; sent twice it is recorded once. @throws QingshanError `changed-meanwhile`, `wrong-state`, `bad-report`, `not-found` */
  recordCheck(input: views.FieldCheckInput): Promise<views.FieldReceiptView>;
  /** A problem found on the spot; sent twice it opens one case. @throws QingshanError `bad-report`, `not-found` */
  recordFinding(input: views.FieldFindingInput): Promise<views.FieldFindingReceiptView>;
}

export function fieldUseCases(campaign: Campaign, actor: Actor): FieldUseCases {
  return {
    fieldWork: () => showFieldWork(campaign, actor),
    recordCheck: (input) => recordCheck(campaign, actor, input),
    recordFinding: (input) => recordFinding(campaign, actor, input),
  };
}
