import { parseDay, QingshanError, type Localized, type Moment } from '@qingshan/kernel';
import { ALERT_LEVELS, type AlertLevel } from '@qingshan/methods';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { LoopEvent, RecordedEvent } from '../loop/event.ts';

/** Levels under which the list says what is to be done; a blue alert (until 2018) asks for nothing of it. */
export const LISTED_LEVELS = ['yellow', 'orange', 'red'] as const;
export type ListedLevel = (typeof LISTED_LEVELS)[number];

/** An enterprise or site of the emergency reduction list 应急减排清单, as it stood when the alert was issued. */
export const listedSchema = z.strictObject({
  /** Number in the register */
  key: z.string().min(1),
  name: z.string(),
  /** Unit id of the town 属地 */
  town: z.string(),
  /** Unit id of the authority 行业主管部门 */
  authority: z.string().nullable(),
  industry: z.string(),
  /** Performance grade, a word of the register */
  grade: z.string().nullable(),
  line: z.string(),
  /** What it does under each level; empty: nothing */
  measures: z.strictObject({ yellow: z.string(), orange: z.string(), red: z.string() }),
  /** Reduction in kg/d; `null`: not given */
  cuts: z.strictObject({ yellow: z.number().nullable(), orange: z.number().nullable(), red: z.number().nullable() }),
  vehicles: z.string(),
});
export type Listed = z.infer<typeof listedSchema>;

/** What is in force from a moment on: the alert as issued, or as raised or lowered. */
export const roundSchema = z.strictObject({
  level: z.enum(ALERT_LEVELS),
  /** From when it is to be carried out */
  starts: z.number().int(),
  /** By which order it is issued, or why its level is not the one that follows from the forecast */
  basis: z.string().trim().max(500),
  regime: z.enum(['beijing', 'national']),
  /** Edition of the alert plan that applied, `alert-beijing-2023` */
  edition: z.string(),
  forecast: z.strictObject({ first: z.string(), aqi: z.array(z.number().min(0).max(2000).nullable()).min(1).max(15) }),
  /** The level that follows from the forecast; `null`: none */
  proposed: z.enum(ALERT_LEVELS).nullable(),
});
export type RoundContent = z.infer<typeof roundSchema>;
export type Round = RoundContent & { readonly at: Moment; readonly by: Actor };

const issuedSchema = z.object({
  round: roundSchema,
  list: z.array(listedSchema),
  units: z.array(z.string()),
  simulated: z.boolean(),
});
type Issued = z.infer<typeof issuedSchema>;

/** A response 应急响应 to an alert of heavy pollution, from issue to lifting. */
export interface AlertResponse {
  readonly state: 'none' | 'active' | 'lifted' | 'withdrawn';
  readonly seq: number;
  /** Oldest first; the last one is in force */
  readonly rounds: readonly Round[];
  readonly list: readonly Listed[];
  /** Units that were notified */
  readonly units: readonly string[];
  readonly simulated: boolean;
  readonly endedAt: Moment | null;
  readonly endedBy: Actor | null;
  /** Why it was lifted, taken back or resumed */
  readonly reason: string;
}

export const NO_RESPONSE: AlertResponse = {
  state: 'none',
  seq: 0,
  rounds: [],
  list: [],
  units: [],
  simulated: false,
  endedAt: null,
  endedBy: null,
  reason: '',
};

export type ResponseCommand =
  | ({ readonly do: 'issue' } & Issued)
  /** Raises or lowers the level 升级、降级 */
  | { readonly do: 'change'; readonly round: RoundContent }
  /** 解除 */
  | { readonly do: 'lift'; readonly reason: string }
  /** It was lifted by mistake */
  | { readonly do: 'resume'; readonly reason: string }
  /** It was issued by mistake */
  | { readonly do: 'withdraw'; readonly reason: string };
export type ResponseVerb = ResponseCommand['do'];

const FROM: Readonly<Record<ResponseVerb, AlertResponse['state']>> = {
  issue: 'none',
  change: 'active',
  lift: 'active',
  resume: 'lifted',
  withdraw: 'active',
};
export const RESPONSE_STATES: Readonly<Record<AlertResponse['state'], Localized>> = {
  none: { zh: '不存在', en: 'not there' },
  active: { zh: '响应中', en: 'in force' },
  lifted: { zh: '已解除', en: 'lifted' },
  withdrawn: { zh: '已撤销', en: 'taken back' },
};
const VERBS: Readonly<Record<ResponseVerb, Localized>> = {
  issue: { zh: '再次发布', en: 'issued again' },
  change: { zh: '调整级别', en: 'changed' },
  lift: { zh: '解除', en: 'lifted' },
  resume: { zh: '恢复', en: 'resumed' },
  withdraw: { zh: '撤销', en: 'taken back' },
};

/** Whether a command is possible; pages offer what is. */
export function canDoResponse({ state }: AlertResponse, what: ResponseVerb): boolean {
  return FROM[what] === state;
}

export function refuse(zh: string, en: string): never {
  throw new QingshanError('bad-report', { why: { zh, en } });
}

function checkRound({ forecast, level, proposed, basis }: RoundContent): void {
  if (parseDay(forecast.first) === null) refuse('预报第一天不是日期', 'the first day of the forecast is no date');
  if (basis.trim() !== '') return;
  if (level === proposed) refuse('请写明发布依据', 'say by which order it is issued');
  refuse(
    '级别与按预报推算的不同，请写明依据',
    'the level is not the one that follows from the forecast; say on what it rests',
  );
}

/** @throws QingshanError `wrong-state`, `bad-report` */
export function decideResponse(response: AlertResponse, command: ResponseCommand): LoopEvent[] {
  if (!canDoResponse(response, command.do)) {
    throw new QingshanError('wrong-state', { state: RESPONSE_STATES[response.state], verb: VERBS[command.do] });
  }
  switch (command.do) {
    case 'issue': {
      const { do: _, ...data } = command;
      checkRound(data.round);
      if (data.units.length === 0) {
        refuse(
          '没有要通知的单位，请先填报应急减排清单或选择单位',
          'there is no unit to notify; fill the list or choose units',
        );
      }
      return [{ type: 'issued', data }];
    }
    case 'change': {
      const { round } = command;
      checkRound(round);
      const now = response.rounds.at(-1);
      if (now?.level === round.level) refuse('级别没有改变', 'the level is the same');
      if (now && round.starts < now.starts) {
        refuse('开始时间早于当前级别的开始时间', 'it would start before the present level did');
      }
      return [{ type: 'changed', data: { round } }];
    }
    case 'lift':
    case 'resume':
    case 'withdraw':
      if (command.reason.trim() === '') refuse('请写明依据或原因', 'say by which order, or why');
      return [{ type: ENDINGS[command.do], data: { reason: command.reason } }];
  }
}

const ENDINGS = { lift: 'lifted', resume: 'resumed', withdraw: 'withdrawn' } as const;

const changed = z.object({ round: roundSchema });
const reasoned = z.object({ reason: z.string() });

/** The response after an event; one of an unknown type changes nothing. */
export function evolveResponse(response: AlertResponse, event: RecordedEvent): AlertResponse {
  const { at, by, data } = event;
  const next = { ...response, seq: event.seq };
  switch (event.type) {
    case 'issued': {
      const { round, list, units, simulated } = issuedSchema.parse(data);
      return { ...next, state: 'active', rounds: [{ ...round, at, by }], list, units, simulated };
    }
    case 'changed':
      return { ...next, rounds: [...response.rounds, { ...changed.parse(data).round, at, by }] };
    case 'lifted':
    case 'withdrawn':
      return { ...next, state: event.type, endedAt: at, endedBy: by, reason: reasoned.parse(data).reason };
    case 'resumed':
      return { ...next, state: 'active', endedAt: null, endedBy: null, reason: reasoned.parse(data).reason };
    default:
      return next;
  }
}

/** What an enterprise does under a level; empty: nothing. */
export function measureOf({ measures }: Pick<Listed, 'measures'>, level: AlertLevel): string {
  return level === 'blue' ? '' : measures[level];
}

/** The enterprises that have something to do under a level. */
export function actingUnder(list: readonly Listed[], level: AlertLevel): Listed[] {
  return list.filter((listed) => measureOf(listed, level).trim() !== '');
}

/** The units that answer for an enterprise: its town and its authority. */
export function unitsOfListed({ town, authority }: Pick<Listed, 'town' | 'authority'>): string[] {
  return authority === null || authority === town ? [town] : [town, authority];
}

/** What was in force at a moment; `null` before it began. */
export function roundAt({ rounds }: AlertResponse, at: Moment): Round | null {
  return rounds.findLast((round) => round.starts <= at) ?? null;
}
