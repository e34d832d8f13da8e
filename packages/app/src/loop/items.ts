import { unitName, type CampaignState } from '@qingshan/campaign';
import { formatDay, formatMoment } from '@qingshan/kernel';
import type { HelpView, RequestView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';
import { momentText, titlesOf } from './rows.ts';

/** Requests to move or cancel a measure, newest first. */
export function requestViews(campaign: Campaign, state: CampaignState): RequestView[] {
  const { district } = campaign.workspace;
  const views = [...state.requests].flatMap(([id, request]): RequestView[] => {
    const { content, askedBy, askedAt } = request;
    if (!content || !askedBy || askedAt === null) return [];
    return [
      {
        id,
        seq: request.seq,
        state: request.state,
        content,
        title: titlesOf(state, content.measure).title,
        unitName: unitName(district, content.unit),
        askedBy: askedBy.name,
        askedAt: formatMoment(askedAt),
        decidedBy: request.decidedBy?.name ?? null,
        decidedAt: momentText(request.decidedAt),
        remark: request.remark,
      },
    ];
  });
  return views.toReversed();
}

/** Items on which a unit needs another's help, newest first. */
export function helpViews(campaign: Campaign, state: CampaignState): HelpView[] {
  const { district } = campaign.workspace;
  const today = formatDay(campaign.today);
  const views = [...state.helps].flatMap(([id, help]): HelpView[] => {
    const { content, raisedBy, raisedAt } = help;
    if (!content || !raisedBy || raisedAt === null) return [];
    return [
      {
        id,
        seq: help.seq,
        state: help.state,
        content,
        title: titlesOf(state, content.measure).title,
        fromName: unitName(district, content.from),
        toName: unitName(district, content.to),
        raisedBy: raisedBy.name,
        raisedAt: formatMoment(raisedAt),
        answeredAt: momentText(help.answeredAt),
        answer: help.answer,
        overdue: help.state === 'open' && content.due < today,
      },
    ];
  });
  return views.toReversed();
}
