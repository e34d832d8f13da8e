import { formatMoment, parseMoment, QingshanError, type Moment } from '@qingshan/kernel';
import { ALERT_LEVELS, type AlertLevel } from '@qingshan/methods';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { Act, LoopEvent, RecordedEvent } from '../loop/event.ts';
import { measureOf, refuse, RESPONSE_STATES, roundAt, type AlertResponse } from './alert-response.ts';

/** What was found at an enterprise during an alert 检查记录. */
export const enterpriseCheckSchema = z.strictObject({
  /** Made by the device; the same act sent twice is done once */
  act: z.uuid(),
  /** When it was looked at, `2024-11-03T10:20` */
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  /** Whether the stops and limits of the level were kept */
  kept: z.boolean(),
  /** What was seen */
  seen: z.string().trim().max(1000),
  /** What was ordered, where they were not kept */
  ordered: z.string().trim().max(1000),
  /** Degrees, WGS-84; `null`: not given */
  position: z
    .strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) })
    .nullable(),
  /** Ids of photos and files */
  evidence: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(20),
});
export type EnterpriseCheckContent = z.infer<typeof enterpriseCheckSchema>;

export interface EnterpriseCheck extends Omit<EnterpriseCheckContent, 'at'> {
  /** 1 for the first of its enterprise */
  readonly number: number;
  readonly at: Moment;
  /** In force when it was looked at */
  readonly level: AlertLevel;
  readonly by: Actor;
  readonly recordedAt: Moment;
  readonly withdrawn: { readonly reason: string; readonly by: string; readonly at: Moment } | null;
}

/** The checks of one enterprise, oldest first. */
export interface EnterpriseChecks {
  readonly seq: number;
  readonly checks: readonly EnterpriseCheck[];
}

export const NO_CHECKS: EnterpriseChecks = { seq: 0, checks: [] };

export type CheckCommand =
  | { readonly do: 'record'; readonly check: EnterpriseCheckContent }
  | { readonly do: 'withdraw'; readonly number: number; readonly reason: string };

/** A check lies within the alert, and not in the future. */
function levelAt(response: AlertResponse, text: string, { at: now }: Act): AlertLevel {
  const at = parseMoment(text);
  if (at === null) refuse('检查时间不是时间', 'when it was checked is no time');
  if (at > now) refuse('检查时间晚于现在', 'it was checked later than now');
  const round = roundAt(response, at);
  if (!round) {
    const begins = formatMoment(response.rounds[0]?.starts ?? now).replace('T', ' ');
    refuse(`检查时间早于响应开始（${begins}）`, `it was checked before the response began (${begins})`);
  }
  if (response.endedAt !== null && at > response.endedAt) {
    refuse('检查时间晚于预警解除', 'it was checked after the alert was lifted');
  }
  return round.level;
}

/**
 * What a command does to the checks of an enterprise. The same act again changes nothing. Records may still come when the
 * alert has been lifted; what they record lies within it.
 *
 * @throws QingshanError `wrong-state`, `not-found`, `bad-report`
 */
export function decideCheck(
  response: AlertResponse,
  key: string,
  checks: EnterpriseChecks,
  command: CheckCommand,
  act: Act,
): LoopEvent[] {
  if (response.state !== 'active' && response.state !== 'lifted') {
    throw new QingshanError('wrong-state', {
      state: RESPONSE_STATES[response.state],
      verb: { zh: '登记检查', en: 'checked' },
    });
  }
  const listed = response.list.find((one) => one.key === key);
  if (!listed) {
    throw new QingshanError('not-found', { what: { zh: '清单企业', en: 'enterprise of the list' }, id: key, hint: '' });
  }
  if (command.do === 'withdraw') return decideWithdrawal(checks, command, act);
  const { check } = command;
  if (checks.checks.some((one) => one.act === check.act)) return [];
  const level = levelAt(response, check.at, act);
  if (measureOf(listed, level).trim() === '') {
    refuse('这一级别下该企业没有减排措施', 'the enterprise has nothing to do under this level');
  }
  if (!check.kept && (check.seen === '' || check.ordered === '')) {
    refuse('措施未落实时，请写明发现的问题和责令事项', 'where it was not kept, say what was seen and what was ordered');
  }
  return [{ type: 'checked', data: { check, level } }];
}

function decideWithdrawal(
  { checks }: EnterpriseChecks,
  { number, reason }: Extract<CheckCommand, { do: 'withdraw' }>,
  { by }: Act,
): LoopEvent[] {
  const check = checks.find((one) => one.number === number);
  if (!check) {
    throw new QingshanError('not-found', { what: { zh: '检查记录', en: 'check' }, id: String(number), hint: '' });
  }
  if (check.withdrawn) return [];
  if (reason.trim() === '') refuse('请写明撤销原因', 'say why it is taken back');
  if (by.role === 'inspector' && check.by.id !== by.id) {
    refuse('只能撤销自己的检查记录', 'an inspector takes back only checks of their own');
  }
  return [{ type: 'withdrawn', data: { number, reason } }];
}

const checked = z.object({ check: enterpriseCheckSchema, level: z.enum(ALERT_LEVELS) });
const withdrawn = z.object({ number: z.number(), reason: z.string() });

/** The checks after an event. */
export function evolveChecks({ checks }: EnterpriseChecks, event: RecordedEvent): EnterpriseChecks {
  const { seq, at: recordedAt, by } = event;
  switch (event.type) {
    case 'checked': {
      const { check, level } = checked.parse(event.data);
      const number = checks.length + 1;
      const at = parseMoment(check.at) ?? recordedAt;
      return { seq, checks: [...checks, { ...check, number, at, level, by, recordedAt, withdrawn: null }] };
    }
    case 'withdrawn': {
      const { number, reason } = withdrawn.parse(event.data);
      const mark = { reason, by: by.name, at: recordedAt };
      return { seq, checks: checks.map((one) => (one.number === number ? { ...one, withdrawn: mark } : one)) };
    }
    default:
      return { seq, checks };
  }
}
