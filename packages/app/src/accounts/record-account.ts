import { formatDay, parseDay, QingshanError, type Period } from '@qingshan/kernel';
import { indicatorById, indicators, type AccountIndicator } from '@qingshan/methods';
import { keep } from '../assess/assess.ts';
import { readWhen } from '../assess/asking.ts';
import { readPeriod, type Evaluated, type Evaluator } from '../assess/evaluator.ts';
import { present } from '../assess/present.ts';
import { indicatorTarget } from '../board/target-row.ts';
import { clauseMarker } from '../rules/standards.ts';
import type { AccountInput, AccountPreviewView, AccountRecordedView, AccountVersionView } from '../views/index.ts';
import { todayOf, type Workspace } from '../workspace.ts';
import type { KnownAccount } from './known-account.ts';
import { recordedVersion, versionOf } from './list-accounts.ts';

/**
 * An indicator that takes accounts.
 *
 * @throws QingshanError `not-found`, `bad-request` for one that rests on monitoring data
 */
export function accountIndicatorById(id: string): AccountIndicator {
  const indicator = indicatorById(id);
  if (indicator.gather === 'account') return indicator;
  if (indicator.gather === 'samples') return indicator.account;
  const those = indicators.filter((i) => i.gather === 'account' || i.gather === 'samples').map((i) => i.id);
  throw new QingshanError('bad-request', {
    why: {
      zh: `指标“${id}”由监测数据算出，不能填写核算。`,
      en: `Indicator “${id}” is worked out from monitoring data and takes no account.`,
    },
    hint: { zh: `可以填写的有 ${those.join('、')}`, en: `Those that take one: ${those.join(', ')}` },
  });
}

interface Draft {
  readonly indicator: AccountIndicator;
  readonly period: Period;
  readonly account: KnownAccount;
}

function draftOf(workspace: Workspace, by: string, sent: AccountInput): Draft {
  const indicator = accountIndicatorById(sent.indicator);
  const period = readPeriod(sent.period);
  const available = sent.available === undefined ? todayOf(workspace) : parseDay(sent.available);
  if (available === null) {
    throw new QingshanError('bad-request', {
      why: { zh: `“${sent.available}”不是日期。`, en: `“${sent.available}” is not a date.` },
      hint: '2024-03-15',
    });
  }
  const note = sent.note.trim();
  if (note === '') {
    throw new QingshanError('bad-request', {
      why: { zh: '没有写明说明（是什么、出自哪里）。', en: 'The note is missing (what it is and where from).' },
      hint: '',
    });
  }
  const account = {
    indicator: indicator.id,
    period: period.id,
    available: formatDay(available),
    simulated: workspace.demonstration !== null,
    note: { zh: note, en: note },
    input: sent.input,
    recorded: { id: 0, by, at: workspace.clock.now() },
  };
  return { indicator, period, account };
}

/** Judges a draft as the board will: by the plan's target, through the last day. */
function judgeDraft(evaluator: Evaluator, { indicator, period, account }: Draft): Evaluated {
  const { plan } = evaluator.workspace;
  const planned = plan.targets.find((t) => t.indicator === indicator.id && readPeriod(t.period).id === period.id);
  const target = planned ? indicatorTarget(planned, indicator) : null;
  const when = readWhen(evaluator.workspace, {});
  const ask = { indicator: indicator.id, scope: 'district', period: period.id, ...(target ? { target } : {}) };
  // All of it must be right, also the months that have not ended yet.
  evaluator.judge(indicator, account, { ...ask, when: { ...when, through: period.last } });
  const through = Math.max(when.through, parseDay(account.available) ?? when.through);
  return evaluator.judge(indicator, account, { ...ask, when: { ...when, through } });
}

/**
 * What an account would answer. Stores nothing.
 *
 * @throws QingshanError `bad-input` naming the fields that are wrong, `bad-request`, `not-found`, `unknown-period`
 */
export async function previewAccount(
  evaluator: Evaluator,
  by: string,
  sent: AccountInput,
): Promise<AccountPreviewView> {
  const { workspace } = evaluator;
  const draft = draftOf(workspace, by, sent);
  const evaluated = judgeDraft(evaluator, draft);
  const mark = await clauseMarker(workspace);
  const { indicator, period } = draft.account;
  const now = evaluator.accountOf(indicator, draft.period, readWhen(workspace, {}));
  const records = await workspace.registry.accounts({ indicator, period });
  return { assessment: present(evaluated, mark), replaces: versionOf(now, records) };
}

/**
 * Records a version of an account after judging it. The same content twice changes nothing.
 *
 * @throws QingshanError as previewAccount; then nothing is stored
 */
export async function recordAccount(
  evaluator: Evaluator,
  by: string,
  sent: AccountInput,
): Promise<AccountRecordedView> {
  const { workspace } = evaluator;
  const { registry } = workspace;
  const draft = draftOf(workspace, by, sent);
  judgeDraft(evaluator, draft);
  const { indicator, period, available, note, input, simulated } = draft.account;
  const { record, added } = await registry.recordAccount({
    indicator,
    period,
    available,
    note: note.zh,
    input,
    recordedBy: by,
    recordedAt: workspace.clock.now(),
  });
  const stored: Draft = {
    ...draft,
    account: { ...draft.account, recorded: { id: record.id, by: record.recordedBy, at: record.recordedAt } },
  };
  const kept = await keep(workspace, [judgeDraft(evaluator, stored)], await clauseMarker(workspace));
  const [assessment] = kept;
  if (!assessment) throw new RangeError('one assessment was kept');
  await evaluator.refresh();
  const answers = evaluator.accountOf(indicator, draft.period, readWhen(workspace, {}));
  return { account: recordedVersion(record, answers?.recorded?.id === record.id, simulated), added, assessment };
}

/**
 * Takes a version out of all answers from now on; answers for `asOf` before still have it.
 *
 * @throws QingshanError `not-found`, `account-withdrawn`
 */
export async function withdrawAccount(workspace: Workspace, id: number, by: string): Promise<AccountVersionView> {
  const record = await workspace.registry.withdrawAccount(id, { by, at: workspace.clock.now() });
  return recordedVersion(record, false, workspace.demonstration !== null);
}
