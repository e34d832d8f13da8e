import type { Actor } from '@qingshan/campaign';
import type { z } from 'zod';
import type { Evaluator } from '../assess/evaluator.ts';
import type { Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { checkEnterprise, issueResponse, receiveAlert, ruleOnResponse } from './commands.ts';
import { previewResponse } from './preview.ts';
import { reviewResponse } from './review.ts';
import { listResponses, showResponse } from './show.ts';

type Of<S extends z.ZodType> = z.output<S>;

/** Response to alerts of heavy pollution 重污染天气应急响应: from issue over receipt and checks to the review. */
export interface ResponseUseCases {
  responses(): Promise<views.ResponseRowView[]>;
  /** @throws QingshanError `not-found` */
  response(id: string): Promise<views.ResponseDetailView>;
  /** Who answered how quickly, what was found, and the air compared with the forecast. @throws QingshanError `not-found` */
  responseReview(id: string): Promise<views.ResponseReviewView>;
  /** The level that follows from a forecast, and whom it would concern. @throws QingshanError `bad-report`, `no-edition` */
  previewResponse(input: Of<typeof views.forecastInput>): Promise<views.ResponsePreviewView>;
  /** Issues an alert, freezes the list and notifies the units. @throws QingshanError `bad-report`, `not-found` */
  issueResponse(input: views.ResponseInput): Promise<Of<typeof views.created>>;
  /** Raises, lowers, lifts, resumes, takes back. @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile` */
  ruleOnResponse(id: string, input: views.ResponseRuling): Promise<views.ResponseDetailView>;
  /** A unit confirms, or says which enterprises have. @throws QingshanError `not-found`, `wrong-state`, `bad-report` */
  receiveAlert(id: string, unit: string, input: views.ReceiptInput): Promise<views.ResponseDetailView>;
  /** Records a check of an enterprise, or takes one back. @throws QingshanError `not-found`, `wrong-state`, `bad-report` */
  checkEnterprise(id: string, input: views.CheckInput): Promise<views.ResponseDetailView>;
}

export function responseUseCases(campaign: Campaign, evaluator: Evaluator, actor: Actor): ResponseUseCases {
  return {
    responses: () => listResponses(campaign),
    response: (id) => showResponse(campaign, actor, id),
    responseReview: async (id) => reviewResponse(campaign, await evaluator.refresh(), id),
    previewResponse: (input) => previewResponse(campaign, input),
    issueResponse: async (input) => ({ id: await issueResponse(campaign, actor, input) }),
    ruleOnResponse: async (id, input) => {
      await ruleOnResponse(campaign, actor, id, input);
      return showResponse(campaign, actor, id);
    },
    receiveAlert: async (id, unit, input) => {
      await receiveAlert(campaign, actor, id, unit, input);
      return showResponse(campaign, actor, id);
    },
    checkEnterprise: async (id, input) => {
      await checkEnterprise(campaign, actor, id, input);
      return showResponse(campaign, actor, id);
    },
  };
}
