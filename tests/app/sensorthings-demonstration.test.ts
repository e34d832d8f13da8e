import { createApplication } from '@qingshan/app';
import { parseDay } from '@qingshan/kernel';
import { startServer, type Running } from '@qingshan/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { testWorkspace, type TestWorkspace } from './support.ts';

/** What a program of somebody else sees of the demonstration, over HTTP and without signing in. */

const STATION = 'sim/龙泉镇站';

let made: TestWorkspace;
let server: Running;
beforeAll(async () => {
  made = await testWorkspace(true);
  const options = { ...made.workspace, host: '127.0.0.1', port: 0, demonstration: true };
  server = await startServer(createApplication(made.workspace), options);
}, 300_000);
afterAll(async () => {
  await server.stop();
  await made.remove();
});

const page = z.object({
  value: z.array(z.record(z.string(), z.unknown())),
  '@iot.count': z.number().optional(),
  '@iot.nextLink': z.string().optional(),
});

async function ask(path: string, options: Record<string, string> = {}) {
  const url = new URL(path.startsWith('http') ? path : `${server.url}/api/sensorthings/v1.1/${path}`);
  for (const [name, value] of Object.entries(options)) url.searchParams.set(name, value);
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return page.parse(await answer.json());
}

async function streamOf(site: string, parameter: string): Promise<string> {
  const $filter = `Thing/id eq '${site}' and ObservedProperty/id eq '${parameter}'`;
  const { value } = await ask('Datastreams', { $filter });
  expect(value).toHaveLength(1);
  return `Datastreams(${String(value[0]?.['@iot.id'])})`;
}

test('the valid hours of a month, page by page, are those of the daily sums', async () => {
  const stream = await streamOf(STATION, 'pm25');
  const hours: number[] = [];
  const $filter =
    "phenomenonTime gt 2024-10-01T00:00:00+08:00 and phenomenonTime le 2024-11-01T00:00:00+08:00 and resultQuality eq 'valid'";
  let next: string | undefined = `${stream}/Observations`;
  let options: Record<string, string> = { $filter, $top: '300', $count: 'true', $select: 'result' };
  let pages = 0;
  let count: number | undefined;
  while (next !== undefined) {
    const one: z.output<typeof page> = await ask(next, options);
    for (const { result } of one.value) hours.push(z.number().parse(result));
    [next, options, count, pages] = [one['@iot.nextLink'], {}, one['@iot.count'], pages + 1];
  }
  const series = await made.workspace.registry.series({ site: STATION, parameter: 'pm25' });
  const [first = 0, last = 0] = [parseDay('2024-10-01') ?? 0, parseDay('2024-10-31') ?? 0];
  const [days] = await made.workspace.observations.daily({ series: series.map((s) => s.id), first, last });
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, x) => total + x, 0);
  expect(hours.length).toBeGreaterThan(600);
  expect(hours.length).toBe(sum(days?.hours ?? []));
  expect(sum(hours)).toBeCloseTo(sum(days?.sum ?? []), 6);
  expect(count).toBe(hours.length);
  expect(pages).toBe(Math.ceil(hours.length / 300));
}, 120_000);

test('the newest value of every PM2.5 station in one question', async () => {
  const newest = 'Observations($orderby=phenomenonTime desc;$top=1;$select=phenomenonTime)';
  const $filter = "ObservedProperty/id eq 'pm25'";
  const { value } = await ask('Datastreams', { $filter, $select: 'name', $expand: newest });
  expect(value).toHaveLength(13);
  for (const { Observations: seen } of value) {
    expect(seen).toEqual([{ phenomenonTime: expect.stringMatching(/^2024-12-31T23:00:00\+08:00\/2025-01-01T00:00/) }]);
  }
}, 120_000);

test('dustfall is of its month, a sample of its day', async () => {
  const { value } = await ask('Observations', {
    $filter:
      "Datastream/ObservedProperty/id eq 'dustfall' and phenomenonTime eq 2024-10-10T00:00:00+08:00 and Datastream/Thing/properties/town eq 'mtg-longquan'",
  });
  expect(value).toMatchObject([
    { phenomenonTime: '2024-10-01T00:00:00+08:00/2024-11-01T00:00:00+08:00', resultQuality: 'valid' },
  ]);
  const samples = await ask('Observations', {
    $filter: "Datastream/Sensor/id eq 'section'",
    $top: '1',
    $select: 'phenomenonTime',
  });
  const [from = '', to = ''] = String(samples.value[0]?.['phenomenonTime']).split('/');
  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
  expect(from).toContain('T00:00:00+08:00');
}, 120_000);

test('what would have to be looked at one by one is bounded', async () => {
  const url = new URL(`${server.url}/api/sensorthings/v1.1/Observations`);
  url.searchParams.set('$filter', 'hour(phenomenonTime) eq 7');
  url.searchParams.set('$count', 'true');
  const answer = await fetch(url);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'query-too-wide' });
}, 180_000);
