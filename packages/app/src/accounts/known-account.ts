import type { Account } from '@qingshan/campaign';
import { formatDay, formatMoment, type Moment } from '@qingshan/kernel';
import type { When } from '../assess/asking.ts';
import type { AccountRecord } from '../ports.ts';

/** An account that answers for an indicator, and who recorded it; `null`: it comes with the district's data. */
export interface KnownAccount extends Account {
  readonly recorded: { readonly id: number; readonly by: string; readonly at: Moment } | null;
}

/** A recorded account as it is judged; in a demonstration all is simulated. */
export function recordedAccount(record: AccountRecord, simulated: boolean): KnownAccount {
  const { id, note, recordedBy: by, recordedAt: at, ...rest } = record;
  return { ...rest, simulated, note: { zh: note, en: note }, recorded: { id, by, at } };
}

/** Whether a version was there at the moment asked for; `null` is now. */
function stood({ recordedAt, withdrawnAt }: AccountRecord, asOf: Moment | null): boolean {
  if (asOf === null) return withdrawnAt === null;
  return recordedAt <= asOf && (withdrawnAt === null || withdrawnAt > asOf);
}

interface Accounts {
  /** What comes with the district's data */
  readonly district: readonly Account[];
  /** What has been recorded, in that order */
  readonly recorded: readonly AccountRecord[];
}

/**
 * The account that answers for an indicator and period: of those available by `through`, the one recorded last as
 * known at `asOf`, else the latest of the district's data; `null` where there is none.
 */
export function knownAccount(
  accounts: Accounts,
  asked: { readonly indicator: string; readonly period: string; readonly when: When; readonly simulated: boolean },
): KnownAccount | null {
  const { indicator, period, when, simulated } = asked;
  const through = formatDay(when.through);
  const fits = (a: Pick<Account, 'indicator' | 'period' | 'available'>): boolean =>
    a.indicator === indicator && a.period === period && a.available <= through;
  const recorded = accounts.recorded.findLast((record) => fits(record) && stood(record, when.asOf));
  if (recorded) return recordedAccount(recorded, simulated);
  const [own] = accounts.district
    .filter((a) => fits(a) && a.simulated === simulated)
    .sort((a, b) => b.available.localeCompare(a.available));
  return own ? { ...own, recorded: null } : null;
}

/** What a reader must know of the account that a figure rests on: what it is, and who recorded it when. */
export function accountWarning({ note, recorded }: KnownAccount): { code: string; text: Account['note'] } {
  if (recorded === null) return { code: 'account', text: note };
  const at = formatMoment(recorded.at).replace('T', ' ');
  return {
    code: 'account-recorded',
    text: {
      zh: `${recorded.by} 于 ${at} 填写的核算：${note.zh}`,
      en: `Account recorded by ${recorded.by} on ${at}: ${note.en}`,
    },
  };
}
