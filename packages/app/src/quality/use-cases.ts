import type { Actor } from '@qingshan/campaign';
import type { Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { excludeHours, keepHours, reopenHours } from './judge.ts';
import { cancelMaintenance, maintenanceOf, maintenanceView, planMaintenance } from './maintenance.ts';
import type { QualityQuery } from './review.ts';

/** Review of monitoring data 数据审核: what looks wrong, and what a person says of it. */
export interface QualityUseCases {
  /** @throws QingshanError `unknown-period`, `not-found` for a parameter without checks */
  quality(query: QualityQuery): Promise<views.QualityReviewView>;
  /** Takes hours out of all answers, as a batch that can be undone. @throws QingshanError `not-found`, `bad-request` */
  excludeHours(input: views.ExcludeHoursInput): Promise<{ readonly batch: number; readonly hours: number }>;
  /** Says that hours are right. @throws QingshanError `not-found`, `bad-request`, `changed-meanwhile` */
  keepHours(input: views.KeepHoursInput): Promise<void>;
  /** Plans a maintenance of a site. @throws QingshanError `not-found`, `bad-request`, `changed-meanwhile` */
  planMaintenance(input: views.MaintenanceInput): Promise<void>;
  /** @throws QingshanError `not-found`, `changed-meanwhile` */
  cancelMaintenance(id: number): Promise<void>;
  /** Every planned maintenance that stands, the earliest first. */
  maintenance(): Promise<views.MaintenanceView[]>;
  /** Takes that back. @throws QingshanError `bad-request`, `changed-meanwhile` */
  reopenHours(input: views.ReopenHoursInput): Promise<void>;
}

/** @param changed is told of the batch that takes hours out */
export function qualityUseCases(
  campaign: Campaign,
  quality: QualityUseCases['quality'],
  actor: Actor,
  changed: (batch: number) => Promise<unknown>,
): QualityUseCases {
  return {
    quality,
    excludeHours: async (input) => {
      const excluded = await excludeHours(campaign, actor, input);
      await changed(excluded.batch);
      return excluded;
    },
    keepHours: (input) => keepHours(campaign, actor, input),
    planMaintenance: (input) => planMaintenance(campaign, actor, input),
    cancelMaintenance: (id) => cancelMaintenance(campaign, actor, id),
    maintenance: async () => {
      const { windows } = await maintenanceOf(campaign.workspace.registry);
      return windows.map((one) => maintenanceView(campaign.workspace, one));
    },
    reopenHours: (input) => reopenHours(campaign, actor, input),
  };
}
