import type { Moment } from '@qingshan/kernel';
import type { CrcVariant } from '@qingshan/methods';
import { randomOf, type Random } from '../simulated/random.ts';
import { compose, splitMessage } from './frames.ts';
import { momentOfStamp, qnOf, stampOf } from './stamps.ts';
import { telegramOf, VERSIONS, type Item, type Telegram, type Version } from './telegram.ts';

/** What a simulated device measures: about `level`, varying by about `spread`. Ours, measured nowhere. */
interface Channel {
  readonly code: string;
  readonly level: number;
  readonly spread: number;
  readonly decimals: number;
}

function channel(code: string, level: number, spread: number, decimals: number): Channel {
  return { code, level, spread, decimals };
}

/** In the units of ambient stations: µg/m³, CO mg/m³. */
const WEATHER = [
  channel('a01001', 14, 6, 1),
  channel('a01002', 50, 12, 1),
  channel('a01006', 100.5, 0.6, 2),
  channel('a01007', 2, 0.8, 1),
  channel('a01008', 180, 60, 0),
];
const CHANNELS: Readonly<Record<string, readonly Channel[]>> = {
  '22': [
    channel('a21026', 4, 1, 0),
    channel('a21004', 26, 9, 0),
    channel('a21005', 0.6, 0.15, 1),
    channel('a05024', 70, 25, 0),
    channel('a34002', 55, 18, 0),
    channel('a34004', 28, 10, 0),
    ...WEATHER,
  ],
  '39': [channel('a34001', 140, 45, 0), channel('a34002', 80, 25, 0), channel('LA', 58, 5, 1), ...WEATHER],
  '32': [
    channel('w00000', 20, 4, 2),
    channel('w01001', 7.4, 0.2, 2),
    channel('w01018', 26, 5, 1),
    channel('w21003', 1.2, 0.4, 3),
    channel('w21011', 0.25, 0.06, 3),
    channel('w21001', 11, 2, 2),
  ],
};

/** Systems for which there is a simulated device: air station, construction site, outlet of sewage works. */
export const SIMULATED_SYSTEMS = Object.keys(CHANNELS);

export interface SimulatedDevice {
  readonly mn: string;
  readonly password: string;
  readonly system: string;
  readonly crc: CrcVariant;
  readonly version: Version;
}

export interface Simulation {
  readonly seed: number;
  readonly device: SimulatedDevice;
  /** 2011 real-time, 2051 minute or 2061 hourly data */
  readonly cn: '2011' | '2051' | '2061';
  /** DataTime of the first telegram; of the last before `to` */
  readonly from: Moment;
  readonly to: Moment;
  /** Seconds between two telegrams */
  readonly every: number;
  /** Share of values with data flag D, and of telegrams that are sent again; 0 to 1 */
  readonly faulty?: number;
  readonly repeated?: number;
  /** Values of one code that are raised for a time */
  readonly raised?: {
    readonly code: string;
    readonly from: Moment;
    readonly to: Moment;
    readonly factor: number;
  };
}

export interface SimulatedTelegram {
  /** When the device sends it */
  readonly at: Moment;
  readonly telegram: Telegram;
  readonly bytes: Uint8Array;
}

/** Telegrams of a device that does not exist. The same simulation gives the same bytes on every machine. */
export function* simulateTelegrams(simulation: Simulation): Generator<SimulatedTelegram> {
  const { seed, device, cn, from, to, every } = simulation;
  const channels = CHANNELS[device.system];
  if (!channels) throw new RangeError(`no simulated device of system ${device.system}`);
  const chance = randomOf(seed, device.mn, 'telegrams');
  const streams = channels.map((c) => ({ ...c, random: randomOf(seed, device.mn, c.code), deviation: 0 }));
  for (let time = from; time < to; time += every) {
    const items: Item[] = [[{ name: 'DataTime', value: stampOf(time) }]];
    for (const stream of streams) {
      stream.deviation = 0.9 * stream.deviation + Math.sqrt(1 - 0.9 ** 2) * stream.random.normal();
      items.push(itemOf(stream, simulation, time, chance));
    }
    // A period is sent when it has ended.
    const at = cn === '2011' ? time : time + every;
    const flag = (VERSIONS.indexOf(device.version) << 2) | 1;
    const { mn, password: pw, system: st } = device;
    const message = telegramOf({ qn: qnOf(at, 0), st, cn, pw, mn, flag, split: null, items });
    const parts = splitMessage(message, (part) => qnOf(at, part)).map((telegram) => ({
      at: momentOfStamp(telegram.qn ?? '') ?? at,
      telegram,
      bytes: compose(telegram, device.crc),
    }));
    yield* parts;
    if (chance.next() < (simulation.repeated ?? 0)) yield* parts;
  }
}

type Stream = Channel & { readonly random: Random; readonly deviation: number };

function itemOf(stream: Stream, { cn, faulty = 0, raised }: Simulation, time: Moment, chance: Random): Item {
  const { code, level, spread, decimals, deviation } = stream;
  const isRaised = raised?.code === code && time >= raised.from && time < raised.to;
  // Nothing here is below zero but the temperature of the air, and a direction has 360 degrees.
  const shown = (x: number) => {
    const possible = code === 'a01001' ? x : Math.max(0, x);
    return (code === 'a01008' ? possible % 360 : possible).toFixed(decimals);
  };
  const value = (level + spread * deviation) * (isRaised ? raised.factor : 1);
  const flag = { name: `${code}-Flag`, value: chance.next() < faulty ? 'D' : 'N' };
  if (cn === '2011') return [{ name: `${code}-Rtd`, value: shown(value) }, flag];
  return [
    { name: `${code}-Min`, value: shown(value - spread / 4) },
    { name: `${code}-Avg`, value: shown(value) },
    { name: `${code}-Max`, value: shown(value + spread / 4) },
    flag,
  ];
}
