/**
 * Throws mutated HJ 212 packets at framer, parser and session, in pieces of any size. Fails when something is accepted that
 * its own bytes do not say, when anything is thrown, or when memory grows. `npm run fuzz:hj212 -- --count 1000000 --seed 1`
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { crcOf } from '@qingshan/methods';
import { hj212, randomOf } from '@qingshan/sources';
import { loadStandards } from '@qingshan/standards';
import { mutated, mutatedInside } from './lib/hj212/mutate.ts';
import { crcByHand, device } from '../packages/sources/src/hj212/testing.ts';
import { valuesByHand } from './lib/hj212/own-reading.ts';

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const count = Number(options.count);
const random = randomOf(Number(options.seed), 'fuzz');

const protocol = hj212.protocolOf(await loadStandards());
const FIELD_FRAMES = new URL('../../shared/data/hj212/frames_valid.txt', import.meta.url);
const HOUR = 3600;
const START = hj212.momentOfStamp('20260301000000') ?? 0;
/** Megabytes by which the heap may differ between a fifth of the run and its end. */
const GROWTH = 8;

/** Right packets to begin with: simulated ones of every kind, and those from the field where they are at hand. */
function rightPackets(): Uint8Array[] {
  const simulated = hj212.SIMULATED_SYSTEMS.flatMap((system) =>
    (['2011', '2051', '2061'] as const).flatMap((cn) => {
      const device = { mn: 'FUZZ', password: '123456', system, crc: 'hj212', version: '2017' } as const;
      const span = { seed: 1, device, cn, from: START, to: START + 40 * HOUR, every: HOUR, faulty: 0.1 };
      return Array.from(hj212.simulateTelegrams(span), (t) => t.bytes);
    }),
  );
  const field = existsSync(FIELD_FRAMES) ? new hj212.Framer().push(readFileSync(FIELD_FRAMES)) : [];
  const framed = field.flatMap((f) => {
    const telegram = 'frame' in f ? hj212.readFrame(f.frame) : f.refused;
    return hj212.isRefusal(telegram) ? [] : [hj212.compose(telegram)];
  });
  return [...simulated, ...framed];
}

/** Every device there could be, so that telegrams get as far as they can. */
function deviceOf(mn: string): hj212.Device {
  return { ...device, mn, version: '2025' };
}

const packets = rightPackets();
const originals = new Set(packets.map((p) => new TextDecoder().decode(p.subarray(6, -6))));
const counts = new Map<string, number>();
const note = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
const faults: string[] = [];

let framer = new hj212.Framer();
let session = new hj212.Session({ protocol, deviceOf });
let now = START;

/** What is accepted must be what its bytes say, read a second time by other means. */
function check({ segment, crc }: hj212.Frame, telegram: hj212.Telegram): void {
  const text = new TextDecoder().decode(segment);
  const fault = (what: string) => faults.length < 10 && faults.push(`${what}: ${text}`);
  if (crcByHand(segment) !== crc.toUpperCase()) fault('wrong CRC accepted');
  if (crcOf(segment) !== crcByHand(segment)) fault('two CRCs');
  const rows = hj212.rawRows(telegram).map((r) => `${r.code} ${r.field} ${r.value} ${r.flag}`);
  if (rows.join('\n') !== valuesByHand(text).join('\n')) fault('other values');
  if (hj212.segmentText(telegram) !== text) fault('composed otherwise');
  const { observations } = hj212.observationsOf(telegram, deviceOf(telegram.mn), protocol);
  for (const o of observations) {
    // With `ambient`, a value of the air is in the unit it is stored in; others have factors of their own.
    const factor = o.code.startsWith('a') ? 1 : null;
    const said = Math.round(Number(o.text) * 1e6) / 1e6;
    if (factor !== null && Math.abs(o.value - said) > 1e-6 * Math.max(1, Math.abs(said))) fault(`${o.code} ${o.value}`);
    if (!rows.some((row) => row.startsWith(`${o.code} ${o.field} ${o.text} `))) fault(`${o.code} from nowhere`);
  }
  note(originals.has(text) ? 'accepted, unharmed' : 'accepted, mutated, with right length and CRC');
}

function take(framed: hj212.Framed): void {
  if ('refused' in framed) note(framed.refused.code);
  else {
    const telegram = hj212.readFrame(framed.frame);
    if (hj212.isRefusal(telegram)) note(telegram.code);
    else check(framed.frame, telegram);
  }
  const step = session.receive(framed, now);
  for (const event of step.events) if (event.kind === 'refused') note(`session: ${event.why.code}`);
  if (step.receipt) note('session: to be stored');
  // A new connection now and then, as a server would have it.
  if (step.close) session = new hj212.Session({ protocol, deviceOf });
}

function megabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const heaps: number[] = [];
const started = performance.now();
for (let i = 0; i < count; i++) {
  const packet = packets[random.whole(0, packets.length - 1)] ?? new Uint8Array();
  const other = packets[random.whole(0, packets.length - 1)] ?? new Uint8Array();
  const draw = random.next();
  const bytes =
    draw < 0.02 ? packet : draw < 0.6 ? mutated(packet, random, other) : mutatedInside(packet, random, other);
  const cut = random.whole(0, bytes.length);
  for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) for (const f of framer.push(piece)) take(f);
  if (i % 1000 === 999) {
    now += 1;
    session.tick(now);
    for (const f of framer.finish()) take(f);
    framer = new hj212.Framer();
  }
  if ((i + 1) % Math.ceil(count / 10) === 0) heaps.push(megabytes());
}

const seconds = (performance.now() - started) / 1000;
console.log(`${count} mutated packets in ${seconds.toFixed(0)} s, seed ${options.seed}`);
for (const [what, n] of [...counts].toSorted(([, a], [, b]) => b - a)) console.log(String(n).padStart(10), what);
console.log(`heap after each tenth, MB: ${heaps.map((h) => h.toFixed(1)).join(' ')}`);
const growth = (heaps.at(-1) ?? 0) - (heaps[1] ?? 0);
if (growth > GROWTH) faults.push(`the heap grew by ${growth.toFixed(1)} MB`);
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'nothing was accepted that its bytes do not say' : 'FAILED');
process.exitCode = faults.length === 0 ? 0 : 1;
