import { QingshanError } from '@qingshan/kernel';
import { placeOf, type Address } from './address.ts';

/** ClickHouse's numbers (ErrorCodes.cpp) for a server that it could not reach or that went away. */
const LOST = new Set([32, 209, 210, 279]);
/** Those for a replica that is missing, has not caught up, or cannot reach its ZooKeeper */
const NOT_ON_ALL_REPLICAS = new Set([225, 242, 285, 286, 289, 319, 999]);
/** Those for a name, a password or a right that is wrong */
const FORBIDDEN = new Set([192, 193, 194, 195, 291, 497, 516]);

function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(textOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** Older servers word their errors in another way than the client expects, so the number is looked for in the text. */
function numberOf(error: unknown, text: string): number | null {
  const known =
    error instanceof Error && 'code' in error && /^\d+$/.test(String(error.code)) ? String(error.code) : null;
  const found = known ?? /Code: (\d+)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** `10.0.0.2:9000` of the server that another one could not reach */
function hostIn(text: string): string | null {
  return /\(([\w.:-]+:\d+)[,)]/.exec(text)?.[1] ?? null;
}

/** What went wrong, as whoever set the address can act on it; what says nothing of the surroundings stays as it is. */
export function failureOf(address: Address, error: unknown): unknown {
  const where = placeOf(address);
  const why = textOf(error);
  const number = numberOf(error, why);
  if (number === null) return new QingshanError('observations-unreachable', { where, why });
  if (LOST.has(number)) return new QingshanError('observations-shard-missing', { where, shard: hostIn(why) ?? '?' });
  if (NOT_ON_ALL_REPLICAS.has(number)) return new QingshanError('observations-replica-missing', { where, why });
  if (FORBIDDEN.has(number)) return new QingshanError('observations-unfit', { where, why });
  return error;
}
