/**
 * The process that gateway-crash.test.ts kills. `node gateway-crash-child.ts FOLDER work|look` opens the log of frames,
 * prints `MN QN` of all that is in it as one line of JSON, and then serves eight devices that send as fast as they are
 * answered, each fourth telegram twice, printing `answered MN QN` whenever an answer has come over the line.
 */
import { startGateway } from '@qingshan/server';
import { hj212 } from '@qingshan/sources';
import { openFrames } from '@qingshan/store';
import { device, hourly, Line, moment, protocol } from './support.ts';

const FROM = moment('2000-01-01T00:00');
const DEVICES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

async function send(port: number, mn: string, sent: number): Promise<never> {
  const line = new Line(port);
  let answers = 0;
  // The last telegram of the life before may have been stored without an answer; a device sends it again.
  for (let hour = Math.max(0, sent - 1); ; hour++) {
    const [telegram] = hourly(mn, FROM + hour * 3600, 1);
    const times = hour % 4 === 0 ? 2 : 1;
    for (let time = 0; time < times; time++) line.socket.write(telegram?.bytes ?? '');
    answers += times;
    await line.answered(answers);
    process.stdout.write(`answered ${mn} ${telegram?.telegram.qn ?? ''}\n`);
  }
}

async function main(folder: string, work: string): Promise<void> {
  const log = await openFrames(folder, { segmentBytes: 200_000 });
  const devices = new Map(DEVICES.map((mn) => [mn, device(mn)]));
  const frames: string[] = [];
  for await (const { mn, bytes } of log.read(0)) {
    for (const framed of new hj212.Framer().push(bytes)) {
      const telegram = 'frame' in framed ? hj212.readFrame(framed.frame) : framed.refused;
      if (hj212.isRefusal(telegram)) throw new Error(telegram.code);
      frames.push(`${mn} ${telegram.qn}`);
    }
  }
  process.stdout.write(`${JSON.stringify(frames)}\n`);
  if (work === 'look') return log.close();
  const { port } = await startGateway({
    host: '127.0.0.1',
    port: 0,
    log,
    protocol,
    deviceOf: (mn) => devices.get(mn) ?? null,
    clock: { now: () => moment('2024-10-31T12:00') },
  });
  await Promise.all(DEVICES.map((mn) => send(port, mn, frames.filter((f) => f.startsWith(`${mn} `)).length)));
}

const [, script, folder, work] = process.argv;
if (script === import.meta.filename && folder !== undefined) await main(folder, work ?? 'look');
