import { asAsked } from '../loop/policy.ts';
import { grant, SIGNED_IN, type Rule } from '../people/rule.ts';
import { judgementSubject } from './judgements.ts';
import type { QualityUseCases } from './use-cases.ts';

type QualityPolicy = {
  readonly [K in keyof QualityUseCases]: Rule<Parameters<QualityUseCases[K]>, Awaited<ReturnType<QualityUseCases[K]>>>;
};

const REVIEWERS = grant(['plan-office', 'analyst', 'system']);

/** Who may do what about doubtful data; part of the one policy. */
export const QUALITY_POLICY: QualityPolicy = {
  quality: { area: 'intake', text: { zh: '看数据审核', en: 'See the review of data' }, who: SIGNED_IN },
  maintenance: { area: 'intake', text: { zh: '看维护时段', en: 'See planned maintenance' }, who: SIGNED_IN },
  planMaintenance: {
    area: 'intake',
    text: { zh: '登记维护时段', en: 'Plan a maintenance of a site' },
    who: REVIEWERS,
    command: {
      action: 'plan-maintenance',
      fromEvents: asAsked,
      subject: ([{ site }]) => `maintenance:${site}`,
      detail: ([{ parameter, from, to, reason }]) => ({ parameter, from, to, reason }),
    },
  },
  cancelMaintenance: {
    area: 'intake',
    text: { zh: '取消维护时段', en: 'Take a maintenance back' },
    who: REVIEWERS,
    command: { action: 'cancel-maintenance', fromEvents: asAsked, subject: ([id]) => `maintenance:${id}` },
  },
  excludeHours: {
    area: 'intake',
    text: { zh: '剔除异常小时值', en: 'Take doubtful hours out' },
    who: REVIEWERS,
    command: {
      action: 'exclude-hours',
      subject: ([{ site, parameter }]) => judgementSubject(site, parameter),
      detail: ([{ first, last, check, note }], { batch, hours }) => ({ first, last, check, note, batch, hours }),
    },
  },
  keepHours: {
    area: 'intake',
    text: { zh: '确认疑似异常值有效', en: 'Say that doubtful hours are right' },
    who: REVIEWERS,
    command: {
      action: 'keep-hours',
      fromEvents: asAsked,
      subject: ([{ site, parameter }]) => judgementSubject(site, parameter),
      detail: ([{ first, last, check, note }]) => ({ first, last, check, note }),
    },
  },
  reopenHours: {
    area: 'intake',
    text: { zh: '撤回“有效”确认', en: 'Take back that doubtful hours are right' },
    who: REVIEWERS,
    command: {
      action: 'reopen-hours',
      fromEvents: asAsked,
      subject: ([{ site, parameter }]) => judgementSubject(site, parameter),
      detail: ([{ first, last, check }]) => ({ first, last, check }),
    },
  },
};
