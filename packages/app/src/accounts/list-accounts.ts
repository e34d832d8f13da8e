import type { Account } from '@qingshan/campaign';
import { formatMoment } from '@qingshan/kernel';
import { readWhen } from '../assess/asking.ts';
import { readPeriod, type Evaluator } from '../assess/evaluator.ts';
import type { AccountRecord } from '../ports.ts';
import type { AccountVersionView } from '../views/index.ts';
import type { KnownAccount } from './known-account.ts';

function ownVersion(account: Account, current: boolean): AccountVersionView {
  const { indicator, period, available, note, input, simulated } = account;
  const nobody = { recordedBy: null, recordedAt: null, withdrawnBy: null, withdrawnAt: null };
  return { id: null, indicator, period, available, note, input: { ...input }, ...nobody, current, simulated };
}

export function recordedVersion(record: AccountRecord, current: boolean, simulated: boolean): AccountVersionView {
  return {
    ...record,
    input: { ...record.input },
    note: { zh: record.note, en: record.note },
    recordedAt: formatMoment(record.recordedAt),
    withdrawnAt: record.withdrawnAt === null ? null : formatMoment(record.withdrawnAt),
    current,
    simulated,
  };
}

/** The version that answers now, as it is served; `null` where there is none. */
export function versionOf(account: KnownAccount | null, records: readonly AccountRecord[]): AccountVersionView | null {
  if (account === null) return null;
  const record = records.find((r) => r.id === account.recorded?.id);
  return record ? recordedVersion(record, true, account.simulated) : ownVersion(account, true);
}

/**
 * Every version of the accounts, newest first, those that come with the district's data last. Which one answers is said
 * as known now, for data through the last day.
 */
export async function listAccounts(
  evaluator: Evaluator,
  filter: { readonly indicator?: string | undefined; readonly period?: string | undefined },
): Promise<AccountVersionView[]> {
  const { registry, district, demonstration } = evaluator.workspace;
  const when = readWhen(evaluator.workspace, {});
  const simulated = demonstration !== null;
  const wanted = (a: Pick<Account, 'indicator' | 'period'>): boolean =>
    (filter.indicator === undefined || a.indicator === filter.indicator) &&
    (filter.period === undefined || a.period === filter.period);
  const answering = (a: Pick<Account, 'indicator' | 'period'>): KnownAccount | null =>
    evaluator.accountOf(a.indicator, readPeriod(a.period), when);
  const recorded = (await registry.accounts()).filter(wanted).reverse();
  const own = district.accounts.filter((a) => wanted(a) && a.simulated === simulated).reverse();
  return [
    ...recorded.map((r) => recordedVersion(r, answering(r)?.recorded?.id === r.id, simulated)),
    ...own.map((a) => {
      const answer = answering(a);
      return ownVersion(a, answer?.recorded === null && answer.input === a.input);
    }),
  ];
}
