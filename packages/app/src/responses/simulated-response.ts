import {
  actingUnder,
  checksKey,
  receiptKey,
  unitsOfListed,
  type Actor,
  type AlertResponse,
  type District,
  type EnterpriseCheckContent,
  type Listed,
  type LoopEvent,
  type RoundContent,
} from '@qingshan/campaign';
import { DAY_SECONDS, formatMoment, HOUR_SECONDS, parseDay, type Moment } from '@qingshan/kernel';
import { randomOf } from '@qingshan/sources';
import { liaisonOf, OFFICE, type SimulatedEntry } from '../loop/simulated-campaign.ts';
import type { Workspace } from '../workspace.ts';
import { roundOf } from './level.ts';

/** A simulated alert in January. Nobody issued or did any of it; every text says 模拟. */

const INSPECTOR: Actor = { id: 'demo.inspector', name: '检查员（演示）', role: 'inspector', unit: null };
const MINUTE = 60;
/** Shares of what happens; chosen to show every state, not to describe anybody. */
const SILENT = 0.07;
const UNTOLD = 0.12;
const CHECKED = 0.6;
const VIOLATING = 0.15;

/** The log of one alert as it is written, subject by subject. */
class Log {
  readonly entries: SimulatedEntry[] = [];
  readonly #seq = new Map<string, number>();

  add(key: string, event: LoopEvent, by: Actor, at: Moment): void {
    const expected = this.#seq.get(key) ?? 0;
    this.#seq.set(key, expected + 1);
    this.entries.push({ subject: `response:${key}`, expected, events: [event], act: { by, at } });
  }
}

interface Story {
  readonly log: Log;
  readonly id: string;
  readonly list: readonly Listed[];
  readonly units: readonly string[];
  readonly district: District;
  readonly seed: number;
}

/** Every unit is told a level; most confirm within two hours and pass it on. */
function receive({ log, id, list, units, district, seed }: Story, { level }: RoundContent, at: Moment): void {
  const acting = actingUnder(list, level);
  for (const unit of units) {
    const random = randomOf(seed, 'alert', level, unit);
    const key = receiptKey(id, unit);
    log.add(key, { type: 'notified', data: { level } }, OFFICE, at);
    if (random.next() < SILENT) continue;
    const by = liaisonOf(unit, district);
    const confirmedAt = at + random.whole(4, 110) * MINUTE;
    log.add(key, { type: 'confirmed', data: { note: '（模拟）已部署' } }, by, confirmedAt);
    const own = acting.filter((listed) => unitsOfListed(listed).includes(unit) && random.next() > UNTOLD);
    if (own.length === 0) continue;
    const told = { type: 'told', data: { enterprises: own.map((listed) => listed.key) } };
    log.add(key, told, by, confirmedAt + random.whole(10, 90) * MINUTE);
  }
}

/** Inspectors look at some of the enterprises on the morning of a day. */
function inspect({ log, id, list, seed }: Story, { level }: RoundContent, day: number): void {
  for (const [i, { key }] of actingUnder(list, level).entries()) {
    const random = randomOf(seed, 'alert-check', level, key);
    if (random.next() > CHECKED) continue;
    const at = day * DAY_SECONDS + 9 * HOUR_SECONDS + random.whole(0, 180) * MINUTE;
    const kept = random.next() > VIOLATING;
    const check: EnterpriseCheckContent = {
      act: `00000000-0000-4000-8000-${String(day * 1000 + i).padStart(12, '0')}`,
      at: formatMoment(at),
      kept,
      seen: kept ? '（模拟）按清单停限产' : '（模拟）仍有物料露天装卸',
      ordered: kept ? '' : '（模拟）责令立即停止，当日复查',
      position: null,
      evidence: [],
    };
    log.add(checksKey(id, key), { type: 'checked', data: { check, level } }, INSPECTOR, at + 20 * MINUTE);
  }
}

/**
 * The events of one simulated alert: issued, raised, lifted.
 *
 * @param list the emergency list of the simulated registers
 */
export function simulateResponse(workspace: Workspace, list: readonly Listed[], seed: number): SimulatedEntry[] {
  const { plan, district } = workspace;
  const day = parseDay(`${plan.year}-01-08`);
  if (day === null || list.length === 0) return [];
  const at = (days: number, hour: number): Moment => (day + days) * DAY_SECONDS + hour * HOUR_SECONDS;
  const round = (level: 'yellow' | 'orange', starts: Moment, aqi: readonly number[]): RoundContent =>
    roundOf(workspace, {
      level,
      starts: formatMoment(starts),
      basis: '（模拟）市级预警指令',
      regime: 'beijing',
      forecast: { first: `${plan.year}-01-08`, aqi: [...aqi] },
    });
  const id = `YJ-${plan.year}0107-1`;
  const units = [...new Set(list.flatMap(unitsOfListed))];
  const log = new Log();
  const story: Story = { log, id, list, units, district, seed };
  const yellow = round('yellow', at(0, 0), [175, 158, 120]);
  const issued: Pick<AlertResponse, 'list' | 'units' | 'simulated'> = { list, units, simulated: true };
  log.add(id, { type: 'issued', data: { round: yellow, ...issued } }, OFFICE, at(-1, 15));
  receive(story, yellow, at(-1, 15));
  inspect(story, yellow, day);
  const orange = round('orange', at(0, 20), [205, 165, 155]);
  log.add(id, { type: 'changed', data: { round: orange } }, OFFICE, at(0, 15));
  receive(story, orange, at(0, 15));
  inspect(story, orange, day + 1);
  log.add(id, { type: 'lifted', data: { reason: '（模拟）市级解除指令' } }, OFFICE, at(2, 17));
  for (const unit of units) log.add(receiptKey(id, unit), { type: 'ended', data: {} }, OFFICE, at(2, 17));
  return log.entries;
}
