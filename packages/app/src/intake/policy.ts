import { grant, type Rule } from '../people/rule.ts';
import type { IntakeUseCases } from './use-cases.ts';

type IntakePolicy = {
  readonly [K in keyof IntakeUseCases]: Rule<Parameters<IntakeUseCases[K]>, Awaited<ReturnType<IntakeUseCases[K]>>>;
};

const KEEPERS = grant(['analyst', 'administrator', 'system']);

/** Who may do what about data that programs send; part of the one policy. */
export const INTAKE_POLICY: IntakePolicy = {
  intakeDoors: {
    area: 'intake',
    text: { zh: '看数据自动接入的情况', en: 'See how data come in by themselves' },
    who: KEEPERS,
  },
  intakeKeys: { area: 'intake', text: { zh: '看推送密钥', en: 'See the keys for sending data' }, who: KEEPERS },
  addIntakeKey: {
    area: 'intake',
    text: { zh: '发放推送密钥', en: 'Make a key for sending data' },
    who: KEEPERS,
    command: {
      action: 'add-intake-key',
      subject: ([{ name }], made) => `intake-key:${made ? made.key.id : name}`,
      detail: ([{ name, sources, sites, expires }]) => ({ made: { name, sources, sites, expires } }),
    },
  },
  revokeIntakeKey: {
    area: 'intake',
    text: { zh: '吊销推送密钥', en: 'Revoke a key for sending data' },
    who: KEEPERS,
    command: { action: 'revoke-intake-key', subject: ([id]) => `intake-key:${id}` },
  },
  deliver: {
    area: 'intake',
    text: { zh: '接收程序推送的数据', en: 'Take in data that programs send' },
    who: grant(['system']),
    command: {
      action: 'deliver',
      subject: ([{ source }], answer) => (answer?.batch != null ? `batch:${answer.batch}` : `source:${source}`),
      detail: ([{ origin, source, file }], { refused, repeated, added, corrected, unchanged }) => ({
        origin,
        source,
        file,
        refused,
        repeated,
        added,
        corrected,
        unchanged,
      }),
    },
  },
};
