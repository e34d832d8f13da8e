import { describe, expect, test } from 'vitest';
import type { Device } from './devices.ts';
import { isRefusal, readFrame } from './frames.ts';
import { firstRequests, recollection, requestOf } from './requests.ts';
import { Session, type Step } from './session.ts';
import { momentOfStamp } from './stamps.ts';
import { segmentText } from './telegram.ts';
import { ascii, device, framed, item, MN, protocol, sent } from './testing.ts';

const NOW = momentOfStamp('20260301090005') ?? 0;
const HOUR = item('DataTime=20260301080000');
const PM25 = item('a34004-Avg=28', 'a34004-Flag=N');

function session(...devices: readonly Partial<Device>[]): Session {
  const registered = new Map(devices.map((own) => [own.mn ?? MN, { ...device, ...own }]));
  return new Session({ protocol, deviceOf: (mn) => registered.get(mn) ?? null });
}

/** The segments of what a step sends. */
function said({ send }: Step, crc: Device['crc'] = 'hj212'): string[] {
  return send.map((bytes) => {
    const [only] = framed(bytes);
    if (!only || !('frame' in only)) throw new Error('no frame was sent');
    const t = readFrame(only.frame, crc);
    if (isRefusal(t)) throw new Error(t.code);
    return segmentText(t);
  });
}

function reasons({ events }: Step): string[] {
  return events.flatMap((e) => (e.kind === 'refused' ? [e.why.code] : []));
}

function ended({ events }: Step): string[] {
  return events.flatMap((e) => (e.kind === 'request-ended' ? [`${e.request.cn} ${e.result} ${e.said?.en ?? ''}`] : []));
}

describe('data', () => {
  test('are stored and answered by 9014 with their QN, as frames F07 and F08 of the reference do', () => {
    const parts = {
      qn: '20160801085857534',
      st: '32',
      flag: 7,
      split: { count: 2, number: 1 },
      items: [item('DataTime=20160801080000')],
    };
    const step = session({ system: '32' }).receive(sent(parts), NOW);
    expect(step.send.map((b) => new TextDecoder().decode(b))).toEqual([
      `##0087QN=20160801085857534;ST=91;CN=9014;PW=123456;MN=${MN};Flag=4;CP=&&&&5B40\r\n`,
    ]);
    expect(step.receipt?.telegram).toMatchObject({ cn: '2061', split: { count: 2, number: 1 } });
  });

  test('are not answered where bit A does not ask for it', () => {
    const step = session({}).receive(sent({ flag: 4, items: [HOUR, PM25] }), NOW);
    expect(step.send).toEqual([]);
    expect(step.receipt).not.toBeNull();
  });

  test('of HJ/T 212-2005, without QN and Flag, are stored without an answer', () => {
    const step = session({}).receive(sent({ qn: null, flag: null, cn: '2011', items: [HOUR, PM25] }), NOW);
    expect([step.send, reasons(step)]).toEqual([[], []]);
    expect(step.receipt).not.toBeNull();
  });

  test('are answered in the version and with the CRC that the device has', () => {
    const own = session({ crc: 'modbus', version: '2025' });
    const step = own.receive(sent({ flag: 9, items: [HOUR, PM25] }, 'modbus'), NOW);
    expect(said(step, 'modbus')).toEqual([`QN=20260301090005000;ST=91;CN=9014;PW=123456;MN=${MN};Flag=8;CP=&&&&`]);
  });

  test.each(['1011', '1061', '1063', '2011', '2021', '2031', '2041', '2051', '2061', '2081', '3015', '3019', '3020'])(
    'of command %s are stored and answered',
    (cn) => {
      const step = session({}).receive(sent({ cn, items: [HOUR] }), NOW);
      expect(step.receipt?.telegram.cn).toBe(cn);
      expect(said(step)[0]).toContain('CN=9014;');
    },
  );
});

describe('a telegram that is sent again', () => {
  const one = { items: [HOUR, PM25] };

  test('is answered again and has the same key, on this connection and on another', () => {
    const own = session({});
    const [first, again] = [own.receive(sent(one), NOW), own.receive(sent(one), NOW + 10)];
    const later = session({}).receive(sent(one), NOW + 3600);
    expect(said(again)).toEqual(said(first));
    // A store that keeps one row a key keeps one.
    expect(new Set([first, again, later].map((s) => s.receipt?.key)).size).toBe(1);
    expect(again.receipt?.digest).toBe(first.receipt?.digest);
  });

  test.each([
    ['QN', { ...one, qn: '20260301090006000' }],
    ['command', { ...one, cn: '2051' }],
    ['packet', { ...one, split: { count: 2, number: 1 } }],
    ['data time', { items: [item('DataTime=20260301090000'), PM25] }],
  ])('is another one when its %s is', (_, other) => {
    const own = session({});
    const keys = [own.receive(sent(one), NOW), own.receive(sent(other), NOW)].map((s) => s.receipt?.key);
    expect(new Set(keys).size).toBe(2);
  });

  test('with other content under the same QN shows by its digest', () => {
    const own = session({});
    const [a, b] = [own.receive(sent(one), NOW), own.receive(sent({ items: [HOUR, item('a34004-Avg=29')] }), NOW)];
    expect(a.receipt?.key).toBe(b.receipt?.key);
    expect(a.receipt?.digest).not.toBe(b.receipt?.digest);
  });

  test('without QN is known by its content', () => {
    const old = { qn: null, flag: null, cn: '2011' };
    const own = session({});
    const key = (value: string) => own.receive(sent({ ...old, items: [HOUR, item(value)] }), NOW).receipt?.key;
    expect(key('011-Rtd=1')).toBe(key('011-Rtd=1'));
    expect(key('011-Rtd=1')).not.toBe(key('011-Rtd=2'));
  });
});

describe('who may speak', () => {
  test.each<[string, Parameters<typeof sent>, Partial<Device>]>([
    ['unknown-device', [{ mn: 'OTHER' }], {}],
    ['wrong-password', [{ pw: '654321' }], {}],
    ['wrong-password', [{ pw: null }], {}],
    ['wrong-system', [{ st: '32' }], {}],
    ['wrong-system', [{ st: '91' }], {}],
    ['version-not-enabled', [{ flag: 9 }], {}],
    ['version-not-enabled', [{ cn: '9015' }], {}],
    ['unknown-command', [{ cn: '2099' }], {}],
    ['not-from-device', [{ cn: '1062' }], {}],
    ['bad-split', [{ split: { count: 100_000, number: 1 } }], {}],
    ['other-crc', [{}, 'modbus'], {}],
    ['other-crc', [{}, 'hj212'], { crc: 'swapped' }],
  ])('%s %#', (reason, [parts, crc], own) => {
    const step = session(own).receive(sent(parts, crc), NOW);
    expect(reasons(step)).toEqual([reason]);
    expect([step.receipt, step.send, step.close]).toEqual([null, [], false]);
  });

  test('a device of 2025 may use both versions', () => {
    const own = session({ version: '2025' });
    expect(reasons(own.receive(sent({ flag: 9 }), NOW))).toEqual([]);
    expect(reasons(own.receive(sent({ flag: 5 }), NOW))).toEqual([]);
  });

  test('the log-in of 2005 is taken and, its answer being unknown, not answered', () => {
    const step = session({}).receive(sent({ st: '91', cn: '9021', flag: 1 }), NOW);
    expect([reasons(step), step.send, step.receipt]).toEqual([[], [], null]);
    expect(step.events).toEqual([{ kind: 'arrived', mn: MN }]);
  });

  test('several devices may share a connection, each arriving once', () => {
    const own = session({}, { mn: 'B' });
    const steps = [MN, 'B', MN].map((mn) => own.receive(sent({ mn }), NOW));
    expect(steps.map((s) => s.events)).toEqual([[{ kind: 'arrived', mn: MN }], [{ kind: 'arrived', mn: 'B' }], []]);
  });

  test('a connection that sends nothing acceptable is closed after 50 refusals; an accepted telegram forgives them', () => {
    const own = session({});
    const [noise] = framed(ascii('GET / HTTP/1.1\r\n'));
    if (!noise) throw new Error('nothing');
    const close = () => own.receive(noise, NOW).close;
    const calls = Array.from({ length: 49 }, close);
    expect(calls).not.toContain(true);
    own.receive(sent(), NOW);
    expect(Array.from({ length: 50 }, close).indexOf(true)).toBe(49);
  });

  test('a clock that is more than five minutes off is noticed', () => {
    const own = session({});
    expect(own.receive(sent(), NOW - 300).events.map((e) => e.kind)).toEqual(['arrived']);
    expect(own.receive(sent(), NOW - 301).events).toEqual([{ kind: 'clock', mn: MN, seconds: 301 }]);
  });
});

describe('notices', () => {
  test('a heartbeat is answered by 9013', () => {
    const step = session({ version: '2025' }).receive(sent({ cn: '9015', flag: 9 }), NOW);
    expect(said(step)).toEqual([`QN=20260301090005000;ST=91;CN=9013;PW=123456;MN=${MN};Flag=8;CP=&&&&`]);
    expect(step.receipt).toBeNull();
    const asInteraction = session({ version: '2025' }).receive(sent({ st: '91', cn: '9015', flag: 9 }), NOW);
    expect(said(asInteraction)).toEqual(said(step));
  });

  test('a device that asks for the time gets 9013 and the time', () => {
    const step = session({}).receive(sent({ cn: '1013', flag: 5 }), NOW);
    expect(said(step)).toEqual([
      `QN=20260301090005000;ST=91;CN=9013;PW=123456;MN=${MN};Flag=4;CP=&&&&`,
      `QN=20260301090005000;ST=22;CN=1012;PW=123456;MN=${MN};Flag=5;CP=&&SystemTime=20260301090005&&`,
    ]);
    expect(step.receipt).toBeNull();
  });
});

describe('requests', () => {
  const interaction = (cn: string, field: string, qn = '20260301090005000') =>
    sent({ st: '91', cn, qn, flag: 4, items: [item(field)] });

  function asked(...requests: ReturnType<typeof requestOf>[]) {
    const own = session({});
    own.receive(sent(), NOW);
    return { own, steps: requests.map((r) => own.request(MN, r, NOW)) };
  }

  test('as in frames F01 to F03: asked, accepted, done', () => {
    const { own, steps } = asked(requestOf('1000', { OverTime: '5', ReCount: '3' }));
    expect(said(steps[0] as Step)).toEqual([
      `QN=20260301090005000;ST=22;CN=1000;PW=123456;MN=${MN};Flag=5;CP=&&OverTime=5;ReCount=3&&`,
    ]);
    expect(ended(own.receive(interaction('9011', 'QnRtn=1'), NOW))).toEqual([]);
    expect(ended(own.receive(interaction('9012', 'ExeRtn=1'), NOW))).toEqual(['1000 done done']);
  });

  test('history comes as data of their own QN, each answered, and ends with 9012', () => {
    const { own } = asked(requestOf('2061', { BeginTime: '20260301000000', EndTime: '20260301070000' }));
    own.receive(interaction('9011', 'QnRtn=1'), NOW);
    const data = own.receive(sent({ qn: '20260301090007000', items: [HOUR, PM25] }), NOW + 2);
    expect(data.receipt).not.toBeNull();
    expect(said(data)[0]).toContain('QN=20260301090007000;ST=91;CN=9014');
    expect(ended(own.receive(interaction('9012', 'ExeRtn=100'), NOW + 3))).toEqual(['2061 no-data no data']);
  });

  test('one at a time, in order', () => {
    const { own, steps } = asked(requestOf('1011'), requestOf('1061'));
    expect(steps.map((s) => s.send.length)).toEqual([1, 0]);
    own.receive(interaction('9011', 'QnRtn=1'), NOW);
    const next = own.receive(interaction('9012', 'ExeRtn=1'), NOW + 1);
    expect(said(next)[0]).toContain('QN=20260301090006001;ST=22;CN=1061;');
  });

  test('a refusal is told in words, and the next request goes out', () => {
    const { own } = asked(requestOf('1011'), requestOf('1061'));
    const step = own.receive(interaction('9011', 'QnRtn=3'), NOW);
    expect(ended(step)).toEqual(['1011 refused PW wrong']);
    expect(said(step)[0]).toContain('CN=1061;');
  });

  test('an answer with another QN is none', () => {
    const { own } = asked(requestOf('1011'));
    expect(ended(own.receive(interaction('9012', 'ExeRtn=1', '20260301090005999'), NOW))).toEqual([]);
  });

  test('without an answer it is repeated three times after 10 s each, with the same QN, then given up', () => {
    const { own, steps } = asked(requestOf('1011'), requestOf('1061'));
    const first = said(steps[0] as Step);
    expect(own.tick(NOW + 10).send).toEqual([]);
    for (const seconds of [11, 22, 33]) expect(said(own.tick(NOW + seconds))).toEqual(first);
    const last = own.tick(NOW + 44);
    expect(ended(last)).toEqual(['1011 no-answer ']);
    expect(said(last)[0]).toContain('CN=1061;');
  });

  test('one that was accepted is given up after a minute of silence, not while data come', () => {
    const { own } = asked(requestOf('2061', { BeginTime: '20260301000000', EndTime: '20260301070000' }));
    own.receive(interaction('9011', 'QnRtn=1'), NOW);
    own.receive(sent({ items: [HOUR, PM25] }), NOW + 50);
    expect(own.tick(NOW + 110)).toMatchObject({ send: [], events: [] });
    expect(ended(own.tick(NOW + 111))).toEqual(['2061 no-answer ']);
  });

  test('one whose data go on for ever is given up after half an hour', () => {
    const { own } = asked(requestOf('2011'), requestOf('1061'));
    own.receive(interaction('9011', 'QnRtn=1'), NOW);
    const steps = Array.from({ length: 61 }, (_, i) => {
      own.receive(sent({ cn: '2011', items: [HOUR, PM25] }), NOW + 30 * i);
      return own.tick(NOW + 30 * i + 1);
    });
    expect(steps.flatMap(ended)).toEqual(['2011 no-answer ']);
    expect(said(steps.at(-1) as Step)[0]).toContain('CN=1061;');
  });

  test('a notice to the device ends with 9013', () => {
    const { own } = asked(requestOf('2012'));
    const step = own.receive(sent({ st: '91', cn: '9013', flag: 4 }), NOW);
    expect(ended(step)).toEqual(['2012 done ']);
  });

  test('to a device that has not come, wait until it does', () => {
    const own = session({});
    expect(own.request(MN, requestOf('1011'), NOW).send).toEqual([]);
    expect(said(own.receive(sent({ flag: 4 }), NOW))[0]).toContain('CN=1011;');
  });

  test.each<[string, Record<string, string>]>([
    ['1062', { RtdInterval: '29' }],
    ['1062', {}],
    ['1064', { MinInterval: '7' }],
    ['1072', { NewPW: '12345' }],
    ['1000', { OverTime: '0', ReCount: '3' }],
    ['2061', { BeginTime: '20260301000000', EndTime: '20260231000000' }],
    ['1011', { SystemTime: '20260301000000' }],
    ['9014', {}],
  ])('%s with %j cannot be made', (cn, values) => {
    expect(() => requestOf(cn, values)).toThrow(cn);
  });

  test('the first ones are in the order of 6.7', () => {
    const settings = {
      overTime: 5,
      reCount: 3,
      realTimeInterval: 30,
      minuteInterval: 10,
      realTime: true,
      state: false,
    };
    expect(firstRequests(NOW, settings).map((r) => r.cn)).toEqual(['1012', '1000', '1062', '1064', '2011', '2022']);
  });

  test('are all given up when the line is gone', () => {
    const own = session({});
    own.receive(sent({ flag: 4 }), NOW);
    for (const cn of ['1011', '1061', '2011']) own.request(MN, requestOf(cn), NOW);
    const ends = own.end().flatMap((e) => (e.kind === 'request-ended' ? [[e.mn, e.request.cn, e.result]] : []));
    expect(ends).toEqual(['1011', '1061', '2011'].map((cn) => [MN, cn, 'no-answer']));
    expect(own.end()).toEqual([]);
  });

  test('hours of two days are fetched again by day', () => {
    const [from, to] = [momentOfStamp('20260301103000') ?? 0, momentOfStamp('20260303000000') ?? 0];
    const spans = recollection('2061', from, to).map((r) => r.fields.map((f) => f.value).join(' '));
    // 10:30 to midnight of the second day: 37 hours, beginning with 11:00.
    expect(spans).toEqual(['20260301110000 20260302100000', '20260302110000 20260302230000']);
    expect(recollection('2061', from, from)).toEqual([]);
    expect(() => recollection('2011', from, to)).toThrow('2011');
  });
});

describe('split messages', () => {
  const part = (number: number, qn: string, value: string, count = 3) =>
    sent({ qn, flag: 7, split: { count, number }, items: [HOUR, item(value)] });
  const messages = ({ events }: Step) => events.flatMap((e) => (e.kind === 'message' ? [e.message] : []));

  test('are whole when every packet came, in whatever order and however often', () => {
    const own = session({});
    const steps = [
      own.receive(part(3, '20260301090005003', 'c-Avg=3'), NOW),
      own.receive(part(1, '20260301090005001', 'a-Avg=1'), NOW),
      own.receive(part(1, '20260301090005001', 'a-Avg=1'), NOW),
      own.receive(part(2, '20260301090005002', 'b-Avg=2'), NOW),
    ];
    expect(steps.map((s) => s.receipt !== null && s.send.length)).toEqual([1, 1, 1, 1]);
    expect(steps.slice(0, 3).flatMap(messages)).toEqual([]);
    expect(messages(steps[3] as Step)).toEqual([
      { mn: MN, cn: '2061', missing: [], items: [HOUR, item('a-Avg=1'), item('b-Avg=2'), item('c-Avg=3')] },
    ]);
  });

  test('are given up after ten minutes, and what is missing is told', () => {
    const own = session({});
    own.receive(part(2, '20260301090005002', 'b-Avg=2'), NOW);
    expect(messages(own.tick(NOW + 600))).toEqual([]);
    expect(messages(own.tick(NOW + 601))).toMatchObject([{ missing: [1, 3], items: [HOUR, item('b-Avg=2')] }]);
    expect(messages(own.tick(NOW + 602))).toEqual([]);
  });

  test('of which no more than 256 packets wait at once; the oldest message is given up', () => {
    const own = session({});
    const steps = Array.from({ length: 257 }, (_, i) => {
      const items = [item(`DataTime=202603010800${String(i % 60).padStart(2, '0')}`), item('a-Avg=1')];
      const split = { count: 3 + Math.floor(i / 60), number: 1 };
      return own.receive(sent({ flag: 7, split, items }), NOW);
    });
    expect(steps.slice(0, 256).flatMap(messages)).toEqual([]);
    expect(messages(steps[256] as Step)).toMatchObject([{ missing: [2, 3] }]);
  });
});
