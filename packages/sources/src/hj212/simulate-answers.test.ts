import { expect, test } from 'vitest';
import { isRefusal, readFrame } from './frames.ts';
import { recollection, requestOf, type Request } from './requests.ts';
import { Session, type SessionEvent } from './session.ts';
import { simulateAnswers } from './simulate-answers.ts';
import { momentOfStamp, stampOf } from './stamps.ts';
import { fieldOf } from './telegram.ts';
import { device, framed, MN, protocol, sent } from './testing.ts';

const NOW = momentOfStamp('20260303090005') ?? 0;
const SIMULATED = { mn: MN, password: '123456', system: '22', crc: 'hj212', version: '2017' } as const;

/** Lets a host ask the simulated device, and says what was stored and how it ended. */
function asked(...requests: readonly Request[]) {
  const host = new Session({ protocol, deviceOf: (mn) => (mn === MN ? device : null) });
  host.receive(sent({ flag: 4 }), NOW);
  const stored: { key: string; time: string | null }[] = [];
  const ends: string[] = [];
  const hear = (events: readonly SessionEvent[]): void => {
    for (const event of events) {
      if (event.kind === 'refused') throw new Error(event.why.code);
      if (event.kind === 'request-ended') ends.push(`${event.request.cn} ${event.result}`);
    }
  };
  let waiting = requests.flatMap((request) => host.request(MN, request, NOW).send);
  while (waiting.length > 0) {
    const answers = waiting.flatMap((bytes) => {
      const [only] = framed(bytes);
      if (!only || !('frame' in only)) throw new Error('no frame');
      const telegram = readFrame(only.frame);
      if (isRefusal(telegram)) throw new Error(telegram.code);
      return telegram.cn === '9014' ? [] : simulateAnswers(telegram, SIMULATED, 1);
    });
    waiting = answers.flatMap((bytes) =>
      framed(bytes).flatMap((one) => {
        const { receipt, send, events } = host.receive(one, NOW);
        hear(events);
        if (receipt) stored.push({ key: receipt.key, time: fieldOf(receipt.telegram, 'DataTime') });
        return send;
      }),
    );
  }
  return { stored, ends };
}

test('hours of the past are sent once each, in exchanges of their own, and said to be all', () => {
  const [from, to] = [momentOfStamp('20260301000000') ?? 0, momentOfStamp('20260302120000') ?? 0];
  const { stored, ends } = asked(...recollection('2061', from, to));
  const hours = Array.from({ length: 36 }, (_, h) => stampOf(from + h * 3600));
  expect(stored.map(({ time }) => time)).toEqual(hours);
  expect(new Set(stored.map(({ key }) => key)).size).toBe(36);
  expect(ends).toEqual(['2061 done', '2061 done']);
});

test('the clock is set, a notice is confirmed, and of days there are none', () => {
  const day = { BeginTime: '20260301000000', EndTime: '20260302000000' };
  const requests = [requestOf('1012', { SystemTime: stampOf(NOW) }), requestOf('2012'), requestOf('2031', day)];
  expect(asked(...requests)).toEqual({ stored: [], ends: ['1012 done', '2012 done', '2031 no-data'] });
});

test('what is asked of another device is not answered', () => {
  const only = sent({ cn: '2061', flag: 5 });
  if (!('frame' in only)) throw new Error('no frame');
  const telegram = readFrame(only.frame);
  if (isRefusal(telegram)) throw new Error(telegram.code);
  expect(simulateAnswers(telegram, { ...SIMULATED, mn: 'OTHER' }, 1)).toEqual([]);
});
