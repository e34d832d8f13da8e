import { QingshanError, type Localized, type Moment } from '@qingshan/kernel';
import type { Act, LoopEvent } from '../loop/event.ts';
import type { CaseContent, CaseState, CaseStateName, Rating, RecordedElsewhere } from './case.ts';
import type { CaseRules } from './case-rules.ts';
import { clockFrom, clockUntil } from './deadline.ts';

export type CaseCommand =
  /** Sends it to a unit; one that is with a unit already goes to another 转办 */
  | {
      readonly do: 'dispatch';
      readonly unit: string;
      readonly assisting: readonly string[];
      readonly note: string;
    }
  | { readonly do: 'sign' }
  /** The unit says that it is not its own 退单 */
  | { readonly do: 'decline'; readonly reason: string }
  | { readonly do: 'note'; readonly text: string; readonly evidence: readonly string[] }
  | { readonly do: 'submit'; readonly result: string; readonly evidence: readonly string[] }
  | { readonly do: 'accept'; readonly remark: string }
  | { readonly do: 'return'; readonly remark: string }
  | { readonly do: 'close'; readonly remark: string }
  | { readonly do: 'rate'; readonly rating: Rating }
  | { readonly do: 'reopen'; readonly reason: string }
  | { readonly do: 'extend'; readonly due: Moment; readonly reason: string }
  | { readonly do: 'escalate'; readonly step: string; readonly note: string }
  | { readonly do: 'ask-exclusion'; readonly reason: string }
  | { readonly do: 'decide-exclusion'; readonly granted: boolean; readonly reason: string };
/** All that can be done to a case, in the order in which pages offer it. */
export const CASE_VERBS = [
  'dispatch',
  'sign',
  'decline',
  'note',
  'submit',
  'accept',
  'return',
  'close',
  'rate',
  'reopen',
  'extend',
  'escalate',
  'ask-exclusion',
  'decide-exclusion',
  'merge',
  'unmerge',
] as const;
export type CaseVerb = (typeof CASE_VERBS)[number];

const WITH_UNIT: readonly CaseStateName[] = ['dispatched', 'handling'];
const AFTER_DISPATCH: readonly CaseStateName[] = [...WITH_UNIT, 'submitted', 'verified', 'closed'];

const FROM: Readonly<Record<CaseVerb, readonly CaseStateName[]>> = {
  dispatch: ['new', ...WITH_UNIT],
  sign: ['dispatched'],
  decline: ['dispatched'],
  note: ['handling'],
  submit: ['handling'],
  accept: ['submitted'],
  return: ['submitted'],
  close: ['verified'],
  rate: ['verified', 'closed'],
  reopen: ['verified', 'closed'],
  extend: WITH_UNIT,
  escalate: WITH_UNIT,
  'ask-exclusion': AFTER_DISPATCH,
  'decide-exclusion': AFTER_DISPATCH,
  merge: ['new', ...AFTER_DISPATCH],
  unmerge: ['merged'],
};

/** Whether a command is possible in a state; pages offer what is. */
export function canDoCase({ state, content, exclusion }: CaseState, what: CaseVerb): boolean {
  if (!FROM[what].includes(state)) return false;
  if (what === 'rate' || what === 'ask-exclusion')
    return content.source === 'complaint' && exclusion?.state !== 'asked';
  return what !== 'decide-exclusion' || exclusion?.state === 'asked';
}

const STATE_WORDS: Readonly<Record<CaseStateName, Localized>> = {
  new: { zh: '待派单', en: 'to be dispatched' },
  dispatched: { zh: '待签收', en: 'to be signed for' },
  handling: { zh: '办理中', en: 'being handled' },
  submitted: { zh: '待核查', en: 'to be verified' },
  verified: { zh: '核查通过', en: 'verified' },
  closed: { zh: '已办结', en: 'closed' },
  merged: { zh: '已并入', en: 'merged' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};

const VERB_WORDS: Readonly<Record<CaseVerb, Localized>> = {
  dispatch: { zh: '派单', en: 'dispatched' },
  sign: { zh: '签收', en: 'signed for' },
  decline: { zh: '退单', en: 'declined' },
  note: { zh: '记录办理情况', en: 'noted on' },
  submit: { zh: '申请核查', en: 'handed in' },
  accept: { zh: '核查通过', en: 'verified' },
  return: { zh: '退回', en: 'returned' },
  close: { zh: '办结', en: 'closed' },
  rate: { zh: '登记回访', en: 'rated' },
  reopen: { zh: '重新办理', en: 'reopened' },
  extend: { zh: '延期', en: 'extended' },
  escalate: { zh: '催办', en: 'escalated' },
  'ask-exclusion': { zh: '申请剔除', en: 'asked to be left out' },
  'decide-exclusion': { zh: '批准剔除', en: 'decided on' },
  merge: { zh: '合并', en: 'merged' },
  unmerge: { zh: '取消合并', en: 'unmerged' },
};

function refuse(zh: string, en: string): never {
  throw new QingshanError('bad-report', { why: { zh, en } });
}

function need(text: string, zh: string, en: string): void {
  if (text.trim() === '') refuse(zh, en);
}

function check(state: CaseState, what: CaseVerb): void {
  if (canDoCase(state, what)) return;
  throw new QingshanError('wrong-state', { state: STATE_WORDS[state.state], verb: VERB_WORDS[what] });
}

function decideDispatch(
  state: CaseState,
  { unit, assisting, note }: Extract<CaseCommand, { do: 'dispatch' }>,
  { at }: Act,
  rules: CaseRules,
): LoopEvent[] {
  if (state.unit === unit && state.state !== 'new') return [];
  const { source } = state.content;
  const type = state.state === 'new' ? 'dispatched' : 'transferred';
  const [clock, finish] = [clockFrom(rules, 'sign', source, at), clockFrom(rules, 'finish', source, at)];
  const others = [...new Set(assisting)].filter((other) => other !== unit);
  return [{ type, data: { unit, assisting: others, note, clock, finish } }];
}

/** The deadline to finish goes on as it was; of a case without one it begins now. */
function finishOf({ finish, content }: CaseState, { at }: Act, rules: CaseRules) {
  return finish ?? clockFrom(rules, 'finish', content.source, at);
}

function checkVerifier({ submittedBy, unit }: CaseState, { by }: Act): void {
  if (submittedBy?.id === by.id) {
    refuse('申请核查的人不能核查，请由另一人核查', 'whoever handed it in does not verify it; another person must');
  }
  if ((by.role === 'department' || by.role === 'town') && by.unit === unit) {
    refuse('承办单位不能核查自己的工单', 'a unit does not verify its own case');
  }
}

/**
 * What a command does to a case. Deadlines are worked out here and stand in the events, so that a change of the rules
 * changes none that was set before.
 *
 * @throws QingshanError `wrong-state` when the state does not allow it, `bad-report` saying what is missing
 */
export function decideCase(state: CaseState, command: CaseCommand, act: Act, rules: CaseRules): LoopEvent[] {
  check(state, command.do);
  const { source } = state.content;
  switch (command.do) {
    case 'dispatch':
      return decideDispatch(state, command, act, rules);
    case 'sign':
      return [{ type: 'signed', data: { clock: finishOf(state, act, rules) } }];
    case 'decline':
      need(command.reason, '退单要写明原因', 'say why it is declined');
      return [
        { type: 'declined', data: { reason: command.reason, clock: clockFrom(rules, 'dispatch', source, act.at) } },
      ];
    case 'note':
      need(command.text, '没有填写办理情况', 'say what was done');
      return [{ type: 'noted', data: { text: command.text, evidence: command.evidence } }];
    case 'submit': {
      need(command.result, '没有填写办理结果', 'say what came of it');
      const clock = clockFrom(rules, 'verify', source, act.at);
      return [{ type: 'submitted', data: { result: command.result, evidence: command.evidence, clock } }];
    }
    case 'accept':
      checkVerifier(state, act);
      return [{ type: 'accepted', data: { remark: command.remark } }];
    case 'return':
      need(command.remark, '退回时要写明原因', 'say why it is returned');
      checkVerifier(state, act);
      return [{ type: 'returned', data: { remark: command.remark, clock: finishOf(state, act, rules) } }];
    case 'close':
      return [{ type: 'closed', data: { remark: command.remark } }];
    case 'rate':
      return same(state.rating, command.rating) ? [] : [{ type: 'rated', data: { rating: command.rating } }];
    case 'reopen':
      need(command.reason, '重新办理要写明原因', 'say why it is reopened');
      return [
        { type: 'reopened', data: { reason: command.reason, clock: clockFrom(rules, 'finish', source, act.at) } },
      ];
    case 'extend': {
      need(command.reason, '延期要写明原因', 'say why it is extended');
      if (command.due <= act.at) refuse('新的时限已经过去', 'the new deadline has passed already');
      const clock = clockUntil(rules, 'finish', state.finish?.from ?? act.at, command.due);
      return [{ type: 'extended', data: { reason: command.reason, clock } }];
    }
    case 'escalate':
      if (!rules.ladder.some(({ id }) => id === command.step)) {
        refuse(`没有“${command.step}”这一级措施`, `there is no step “${command.step}”`);
      }
      return [{ type: 'escalated', data: { step: command.step, note: command.note } }];
    case 'ask-exclusion':
      need(command.reason, '申请剔除要写明原因', 'say why it is to be left out');
      return [{ type: 'exclusion-asked', data: { reason: command.reason } }];
    case 'decide-exclusion':
      if (!command.granted) need(command.reason, '不同意剔除要写明原因', 'say why it stays in');
      return [{ type: 'exclusion-decided', data: { granted: command.granted, reason: command.reason } }];
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Merges a repeat into its main case: one event for each of the two. Everything goes on in the main case.
 *
 * @throws QingshanError `wrong-state`, `bad-report`
 */
export function decideMerge(repeat: CaseState, main: CaseState): { repeat: LoopEvent[]; main: LoopEvent[] } {
  check(repeat, 'merge');
  check(main, 'merge');
  if (repeat.id === main.id) refuse('工单不能并入自己', 'a case cannot be merged into itself');
  return {
    repeat: [{ type: 'merged', data: { into: main.id } }],
    main: [{ type: 'absorbed', data: { case: repeat.id } }],
  };
}

/** Takes a merge back: the repeat is what it was before. @throws QingshanError `wrong-state` */
export function decideUnmerge(repeat: CaseState): { repeat: LoopEvent[]; main: LoopEvent[] } {
  check(repeat, 'unmerge');
  return { repeat: [{ type: 'unmerged', data: {} }], main: [{ type: 'released', data: { case: repeat.id } }] };
}

interface OpenedData {
  readonly content: CaseContent;
  readonly recorded: RecordedElsewhere | null;
  readonly import: string | null;
  readonly clock: CaseState['clock'];
  readonly finish: CaseState['finish'];
}

/** What a case begins with; of one that is with a unit elsewhere already, its deadline goes on. */
function openedData(
  content: CaseContent,
  recorded: RecordedElsewhere | null,
  fromImport: string | null,
  rules: CaseRules,
): OpenedData {
  const { source, received } = content;
  const base = { content, recorded, import: fromImport };
  if (recorded === null || recorded.unit === null) {
    return { ...base, clock: clockFrom(rules, 'dispatch', source, received), finish: null };
  }
  const { state, due, dispatchedAt, finishedAt } = recorded;
  const from = dispatchedAt ?? received;
  const finish = due === null ? clockFrom(rules, 'finish', source, from) : clockUntil(rules, 'finish', from, due);
  const verify = clockFrom(rules, 'verify', source, finishedAt ?? received);
  return { ...base, clock: state === 'submitted' ? verify : finish, finish };
}

/** Opens a case, or opens again one whose import was undone. `key`: what it is opened for, so that it is opened once. */
export function decideOpen(
  content: CaseContent,
  recorded: RecordedElsewhere | null,
  fromImport: string | null,
  rules: CaseRules,
  key?: string,
): LoopEvent[] {
  const data = openedData(content, recorded, fromImport, rules);
  return [{ type: 'opened', data: { ...data, ...(key === undefined ? {} : { key }) } }];
}

/** A later export says something else of a case on which nobody has worked here. */
export function decideUpdate(
  state: CaseState,
  content: CaseContent,
  recorded: RecordedElsewhere,
  fromImport: string,
  rules: CaseRules,
): LoopEvent[] {
  const data = openedData(content, recorded, state.import, rules);
  return [{ type: 'updated', data: { ...data, lastImport: fromImport } }];
}
