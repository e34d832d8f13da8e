import { compose } from './frames.ts';
import { isNotice } from './requests.ts';
import { simulateTelegrams, type SimulatedDevice, type Simulation } from './simulate.ts';
import { momentOfStamp, qnOf } from './stamps.ts';
import { fieldOf, telegramOf, VERSIONS, type Telegram } from './telegram.ts';

/** Seconds between two values of what a simulated device remembers; it remembers all of it. */
const REMEMBERED: Readonly<Partial<Record<string, number>>> = { '2051': 600, '2061': 3600 };
const ACCEPTED = '1';
const DONE = '1';
const NO_DATA = '100';

/** What a device that does not exist answers to a request of its host: packets in order. */
export function simulateAnswers(request: Telegram, device: SimulatedDevice, seed: number): Uint8Array[] {
  const { cn, qn, mn } = request;
  if (mn !== device.mn || qn === null || cn.startsWith('9')) return [];
  const answer = (own: string, field: string, value: string): Uint8Array => {
    const flag = VERSIONS.indexOf(device.version) << 2;
    const items = field === '' ? [] : [[{ name: field, value }]];
    const telegram = telegramOf({ qn, st: '91', cn: own, pw: device.password, mn, flag, split: null, items });
    return compose(telegram, device.crc);
  };
  if (isNotice(cn)) return [answer('9013', '', '')];
  const history = remembered(request, device, seed);
  const result = cn.startsWith('1') || history.length > 0 ? DONE : NO_DATA;
  return [answer('9011', 'QnRtn', ACCEPTED), ...history, answer('9012', 'ExeRtn', result)];
}

function remembered(request: Telegram, device: SimulatedDevice, seed: number): Uint8Array[] {
  const every = REMEMBERED[request.cn];
  const [first, last] = ['BeginTime', 'EndTime'].map((name) => momentOfStamp(fieldOf(request, name) ?? ''));
  if (every === undefined || typeof first !== 'number' || typeof last !== 'number') return [];
  const cn = request.cn as Simulation['cn'];
  const from = Math.ceil(first / every) * every;
  // What is sent again has exchanges of its own, from the moment on in which it was asked for.
  const asked = momentOfStamp(request.qn ?? '') ?? last;
  const telegrams = [...simulateTelegrams({ seed, device, cn, from, to: last + 1, every })];
  return telegrams.map(({ telegram }, i) => compose(telegramOf({ ...telegram, qn: qnOf(asked, i) }), device.crc));
}
