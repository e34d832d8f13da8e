import { asAsked, createdOf } from '../loop/policy.ts';
import { OFFICE, SIGNED_IN, type Rule } from '../people/rule.ts';
import { CHECKERS, RECEIVERS } from './rights.ts';
import type { ResponseUseCases } from './use-cases.ts';

type ResponsePolicy = {
  readonly [K in keyof ResponseUseCases]: Rule<
    Parameters<ResponseUseCases[K]>,
    Awaited<ReturnType<ResponseUseCases[K]>>
  >;
};

/** Who may do what about alerts of heavy pollution; part of the one policy. */
export const RESPONSE_POLICY: ResponsePolicy = {
  responses: { area: 'responses', text: { zh: '看应急响应清单', en: 'See the responses' }, who: SIGNED_IN },
  response: { area: 'responses', text: { zh: '看一次应急响应', en: 'See a response in full' }, who: SIGNED_IN },
  responseReview: {
    area: 'responses',
    text: { zh: '看响应评估', en: 'See what came of a response' },
    who: SIGNED_IN,
  },
  previewResponse: {
    area: 'responses',
    text: { zh: '按预报推算预警级别', en: 'See the level that follows from a forecast' },
    who: OFFICE,
  },
  issueResponse: {
    area: 'responses',
    text: { zh: '发布预警、启动响应', en: 'Issue an alert' },
    who: OFFICE,
    command: {
      action: 'issue-alert',
      fromEvents: createdOf,
      subject: (_, created) => (created ? `response:${created.id}` : 'response'),
      detail: ([{ level, starts, basis }]) => ({ level, starts, basis }),
    },
  },
  ruleOnResponse: {
    area: 'responses',
    text: { zh: '调整级别、解除、恢复、撤销', en: 'Raise, lower, lift, resume or take back an alert' },
    who: OFFICE,
    command: {
      action: 'rule-on-alert',
      fromEvents: asAsked,
      subject: ([id]) => `response:${id}`,
      detail: ([, input]) =>
        input.do === 'change'
          ? { do: input.do, level: input.level, starts: input.starts, basis: input.basis }
          : { do: input.do, reason: input.reason },
    },
  },
  receiveAlert: {
    area: 'responses',
    text: { zh: '签收预警、登记企业签收', en: 'Confirm an alert and say which enterprises have' },
    who: RECEIVERS,
    owners: ([, unit]) => [unit],
    command: {
      action: 'receive-alert',
      fromEvents: asAsked,
      subject: ([id, unit]) => `response:${id}/${unit}`,
      detail: ([, , input]) => ({ ...input }),
    },
  },
  checkEnterprise: {
    area: 'responses',
    text: { zh: '登记、撤销企业检查', en: 'Record a check of an enterprise, or take one back' },
    who: CHECKERS,
    command: {
      action: 'check-enterprise',
      fromEvents: asAsked,
      subject: ([id, { enterprise }]) => `response:${id}/check/${enterprise}`,
      detail: ([, input]) =>
        input.do === 'record'
          ? { do: input.do, kept: input.check.kept, at: input.check.at }
          : { do: input.do, number: input.number, reason: input.reason },
    },
  },
};
