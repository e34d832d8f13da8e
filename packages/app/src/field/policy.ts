import { createdOf } from '../loop/policy.ts';
import { grant, type Rule } from '../people/rule.ts';
import type { FieldUseCases } from './use-cases.ts';

type FieldPolicy = {
  readonly [K in keyof FieldUseCases]: Rule<Parameters<FieldUseCases[K]>, Awaited<ReturnType<FieldUseCases[K]>>>;
};

const ON_THE_SPOT = grant(['plan-office', 'inspector', 'system']);

/** Who may do what on the spot; part of the one policy. */
export const FIELD_POLICY: FieldPolicy = {
  fieldWork: {
    area: 'loop',
    text: { zh: '看现场检查任务', en: 'See what is to be checked on the spot' },
    who: ON_THE_SPOT,
  },
  recordCheck: {
    area: 'loop',
    text: { zh: '提交现场检查', en: 'Send a check made on the spot' },
    who: ON_THE_SPOT,
    command: {
      action: 'check-on-site',
      fromEvents: () => null,
      subject: ([{ report }]) => `report:${report}`,
      detail: ([{ act, do: what, holds, remark }]) => ({ act, do: what, holds, remark }),
      repeats: ({ repeated }) => repeated,
    },
  },
  recordFinding: {
    area: 'loop',
    text: { zh: '登记现场发现的问题', en: 'Send a problem found on the spot' },
    who: ON_THE_SPOT,
    command: {
      action: 'find-on-site',
      fromEvents: (subjects) => ({ case: createdOf(subjects).id }),
      subject: (_, done) => (done ? `case:${done.case}` : 'cases'),
      detail: ([{ act, topic }]) => ({ act, topic }),
      repeats: ({ repeated }) => repeated,
    },
  },
};
