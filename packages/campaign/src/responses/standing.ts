import { DAY_SECONDS, parseDay, type Day, type Moment } from '@qingshan/kernel';
import { actingUnder, unitsOfListed, type AlertResponse, type Listed } from './alert-response.ts';
import type { Alerts } from './alerts.ts';
import type { EnterpriseCheck } from './enterprise-check.ts';
import type { ReceiptRound } from './receipt.ts';

export interface UnitStanding {
  readonly unit: string;
  /** What it did about the level in force */
  readonly round: ReceiptRound;
  /** Enterprises that it passes the level on to, and those of them that have confirmed */
  readonly enterprises: number;
  readonly told: number;
}

export interface EnterpriseStanding {
  readonly listed: Listed;
  /** First said by a unit to have confirmed the level in force; `null`: by none */
  readonly told: { readonly at: Moment; readonly by: string } | null;
  /** Checks that stand, under whatever level, oldest first */
  readonly checks: readonly EnterpriseCheck[];
}

/** Where a response stands under the level in force. Every count is the length of a list of the page. */
export interface ResponseStanding {
  readonly units: readonly UnitStanding[];
  /** Only those that have something to do under the level */
  readonly enterprises: readonly EnterpriseStanding[];
  readonly counts: {
    readonly units: number;
    readonly confirmed: number;
    readonly enterprises: number;
    readonly told: number;
    readonly checked: number;
    readonly checks: number;
    readonly violations: number;
  };
}

function standingChecks(alerts: Alerts, response: string, key: string): EnterpriseCheck[] {
  return alerts.checks(response, key).checks.filter((check) => check.withdrawn === null);
}

export function responseStanding(alerts: Alerts, id: string): ResponseStanding {
  const response = alerts.response(id);
  const level = response.rounds.at(-1)?.level ?? 'blue';
  const acting = actingUnder(response.list, level);
  const units = response.units.flatMap((unit): UnitStanding[] => {
    const round = alerts.receipt(id, unit).rounds.at(-1);
    const own = acting.filter((listed) => unitsOfListed(listed).includes(unit));
    const told = own.filter(({ key }) => round?.told.has(key)).length;
    return round ? [{ unit, round, enterprises: own.length, told }] : [];
  });
  const rounds = new Map(units.map(({ unit, round }) => [unit, round]));
  const enterprises = acting.map((listed): EnterpriseStanding => {
    const said = unitsOfListed(listed).flatMap((unit) => rounds.get(unit)?.told.get(listed.key) ?? []);
    const told = said.toSorted((a, b) => a.at - b.at)[0] ?? null;
    return { listed, told, checks: standingChecks(alerts, id, listed.key) };
  });
  // Also of enterprises that have nothing to do any more: what was found under a higher level stays found.
  const checks = response.list.flatMap((listed) => standingChecks(alerts, id, listed.key));
  return {
    units,
    enterprises,
    counts: {
      units: units.length,
      confirmed: units.filter(({ round }) => round.confirmed).length,
      enterprises: enterprises.length,
      told: enterprises.filter(({ told }) => told).length,
      checked: enterprises.filter((one) => one.checks.length > 0).length,
      checks: checks.length,
      violations: checks.filter((check) => !check.kept).length,
    },
  };
}

/** How quickly the units answered one level of an alert. */
export interface RoundTimes {
  readonly notified: number;
  readonly confirmed: number;
  /** Half of those that confirmed took no longer, in whole minutes; `null`: nobody confirmed */
  readonly medianMinutes: number | null;
  readonly longestMinutes: number | null;
  /** Units that never confirmed it */
  readonly silent: readonly string[];
}

/** @param index of the round, 0 for the level as issued */
export function timesOf(alerts: Alerts, id: string, index: number): RoundTimes {
  const { units } = alerts.response(id);
  const rounds = units.flatMap((unit) => {
    const round = alerts.receipt(id, unit).rounds[index];
    return round ? [{ unit, round }] : [];
  });
  const minutes = rounds
    .flatMap(({ round }) => (round.confirmed ? [Math.floor((round.confirmed.at - round.notifiedAt) / 60)] : []))
    .toSorted((a, b) => a - b);
  return {
    notified: rounds.length,
    confirmed: minutes.length,
    medianMinutes: minutes[Math.ceil(minutes.length / 2) - 1] ?? null,
    longestMinutes: minutes.at(-1) ?? null,
    silent: rounds.filter(({ round }) => round.confirmed === null).map(({ unit }) => unit),
  };
}

/** How far the units passed one level on: enterprises with something to do under it, and those that confirmed. */
export function tellingOf(alerts: Alerts, id: string, index: number): { enterprises: number; told: number } {
  const { list, units, rounds } = alerts.response(id);
  const acting = actingUnder(list, rounds[index]?.level ?? 'blue');
  const told = new Set(units.flatMap((unit) => [...(alerts.receipt(id, unit).rounds[index]?.told.keys() ?? [])]));
  return { enterprises: acting.length, told: acting.filter(({ key }) => told.has(key)).length };
}

/** What the last forecast that was made by then said of a day; `null` where none did. */
export function forecastFor({ rounds }: AlertResponse, day: Day): number | null {
  const said = rounds.flatMap(({ at, forecast }) => {
    const aqi = forecast.aqi[day - (parseDay(forecast.first) ?? Number.NaN)] ?? null;
    return aqi !== null && Math.floor(at / DAY_SECONDS) <= day ? [aqi] : [];
  });
  return said.at(-1) ?? null;
}
