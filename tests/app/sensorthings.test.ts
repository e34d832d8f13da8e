import {
  createApplication,
  DEFAULT_SETTINGS,
  type BatchRecord,
  type Registry,
  type SeriesRecord,
  type Workspace,
} from '@qingshan/app';
import { districtFolder, loadDistrict } from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { createServer } from '@qingshan/server';
import { loadStandards } from '@qingshan/standards';
import { openObservations } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { columnsOf } from '../contract/columns.ts';
import { OPERATOR, testClock } from './support.ts';

const ROOT = 'http://localhost/api/sensorthings/v1.1';
const SHUANGYU = 'bjmemc/门头沟双峪';
const THING = `Things('${encodeURIComponent(SHUANGYU)}')`;

let workspace: Workspace;
let server: ReturnType<typeof createServer>;
const clock = testClock('2025-03-10T12:00');
const records: SeriesRecord[] = [];
const batches: Pick<BatchRecord, 'id' | 'source'>[] = [];

/** Three hours of PM2.5 and one of NO2 here, one of PM2.5 there. */
const VALUES = [
  ['门头沟双峪', 'pm25', '2025-03-02T08:00', 40],
  ['门头沟双峪', 'pm25', '2025-03-02T09:00', 42.5],
  ['门头沟双峪', 'pm25', '2025-03-03T00:00', 300],
  ['门头沟双峪', 'no2', '2025-03-02T08:00', 20],
  ['门头沟三家店', 'pm25', '2025-03-02T08:00', 55],
] as const;

async function send(values: readonly (readonly [string, string, string, number])[]): Promise<void> {
  const rows = values.map(([name, parameter, time, value]) => {
    const [site, moment] = [`bjmemc/${name}`, parseMoment(time)];
    if (moment === null) throw new Error(`not a time: ${time}`);
    const known = records.find((one) => one.site === site && one.parameter === parameter);
    const record = known ?? {
      id: records.length + 1,
      site,
      parameter,
      unit: 'ug/m3',
      windows: false,
      simulated: false,
    };
    if (!known) records.push(record);
    return { series: record.id, time: moment, value };
  });
  await workspace.observations.declare(records);
  const batch = { id: batches.length + 1, source: 'json' };
  batches.push(batch);
  await workspace.observations.commit({ id: batch.id, received: clock.now() }, columnsOf(rows));
}

/** What this reads: sites of the district, observations in their store, and a registry that knows series and batches only. */
beforeAll(async () => {
  const district = loadDistrict(districtFolder('mentougou'));
  const [plan] = district.plans;
  const registry: Partial<Registry> = {
    series: async () => records,
    batches: async () => batches as BatchRecord[],
  };
  const parts: Partial<Workspace> = {
    version: 'test',
    district,
    demonstration: null,
    settings: DEFAULT_SETTINGS,
    standards: await loadStandards(),
    registers: [],
    registry: registry as Registry,
    observations: await openObservations(':memory:'),
    clock,
    ...(plan ? { plan } : {}),
  };
  workspace = parts as Workspace;
  const application = createApplication(workspace);
  server = createServer({ ...application, of: () => application.as(OPERATOR) }, workspace);
  await send(VALUES);
});
afterAll(() => workspace.observations.close());

const object = z.record(z.string(), z.unknown());
const page = z.object({
  value: z.array(object),
  '@iot.count': z.number().optional(),
  '@iot.nextLink': z.string().optional(),
});

async function ask(path: string): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const answer = await server.request(path.startsWith('http') ? path : `${ROOT}/${path}`);
  return { status: answer.status, body: object.parse(await answer.json()) };
}
async function all(path: string) {
  const { status, body } = await ask(path);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return page.parse(body);
}
const q = encodeURIComponent;
const results = async (query: string, of = 'Observations') =>
  (await all(`${of}?${query}`)).value.map(({ result }) => result);
async function idOf(name: string): Promise<unknown> {
  const { value } = await all(`Datastreams?$filter=${q(`startswith(name,'${name}')`)}`);
  return value[0]?.['@iot.id'];
}

describe('the service root', () => {
  test('lists the eight sets and the classes that are met, and no others', async () => {
    const { body } = await ask('');
    expect(body).toMatchObject({
      value: [
        'Things',
        'Locations',
        'HistoricalLocations',
        'Datastreams',
        'Sensors',
        'ObservedProperties',
        'Observations',
        'FeaturesOfInterest',
      ].map((name) => ({ name, url: `${ROOT}/${name}` })),
    });
    const conformance = JSON.stringify(body['serverSettings']);
    expect(conformance).toContain('http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel');
    for (const not of ['create-update-delete', 'batch-request', 'mqtt', 'built-in-query-functions', 'data-array']) {
      expect(conformance).not.toContain(not);
    }
  });
});

describe('entities', () => {
  test('a place is a Thing, and a named Location without coordinates', async () => {
    const { body } = await ask(THING);
    expect(body).toMatchObject({
      '@iot.id': SHUANGYU,
      '@iot.selfLink': `${ROOT}/${THING}`,
      name: '门头沟双峪',
      properties: { kind: 'air-station', town: 'mtg-dayu', simulated: false },
      'Datastreams@iot.navigationLink': `${ROOT}/${THING}/Datastreams`,
    });
    const [location] = (await all(`${THING}/Locations`)).value;
    expect(location).toMatchObject({ encodingType: 'text/plain', location: '北京市 门头沟区 大峪街道 门头沟双峪' });
    expect((await all('HistoricalLocations')).value).toEqual([]);
  });

  test('a series is a Datastream, with its unit in UCUM', async () => {
    const id = await idOf('门头沟双峪 PM2.5');
    expect((await ask(`Datastreams(${id})`)).body).toMatchObject({
      name: '门头沟双峪 PM2.5 小时值',
      observationType: 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement',
      unitOfMeasurement: {
        name: 'µg/m³',
        symbol: 'ug/m3',
        definition: 'http://www.opengis.net/def/uom/UCUM/0/ug%2Fm3',
      },
      properties: { averaging: 'PT1H', simulated: false },
    });
    expect((await ask(`Datastreams(${id})/ObservedProperty`)).body).toMatchObject({ '@iot.id': 'pm25' });
    expect((await ask(`Datastreams(${id})/Sensor`)).body).toMatchObject({ '@iot.id': 'air-station' });
    expect((await ask(`Datastreams(${id})/Thing`)).body).toMatchObject({ '@iot.id': SHUANGYU });
  });

  test('a value is an Observation of the hour before the time that names it, under an id that outlasts corrections', async () => {
    const id = await idOf('门头沟三家店');
    const read = async () => (await all(`Datastreams(${id})/Observations`)).value[0];
    const before = await read();
    expect(before).toMatchObject({
      phenomenonTime: '2025-03-02T07:00:00+08:00/2025-03-02T08:00:00+08:00',
      result: 55,
      resultTime: '2025-03-10T12:00:00+08:00',
      resultQuality: 'valid',
      parameters: { source: 'json', revision: 0 },
    });
    clock.set('2025-03-11T09:30');
    await send([['门头沟三家店', 'pm25', '2025-03-02T08:00', 56]]);
    const after = await read();
    expect(after).toMatchObject({
      '@iot.id': before?.['@iot.id'],
      result: 56,
      resultTime: '2025-03-11T09:30:00+08:00',
      parameters: { revision: 1 },
    });
    expect(await results(`$filter=${q('resultTime gt 2025-03-10T12:00:00+08:00')}`)).toEqual([56]);
    await send([['门头沟三家店', 'pm25', '2025-03-02T08:00', 55]]);
    expect((await ask(`Observations(${String(before?.['@iot.id'])})`)).body).toMatchObject({ result: 55 });
  });

  test('paths: properties, values, references, entities within collections', async () => {
    const id = await idOf('门头沟双峪 PM2.5');
    expect((await ask(`${THING}/name`)).body).toEqual({ name: '门头沟双峪' });
    expect((await ask(`Datastreams(${id})/unitOfMeasurement/symbol`)).body).toEqual({ symbol: 'ug/m3' });
    expect(await (await server.request(`${ROOT}/${THING}/name/$value`)).text()).toBe('门头沟双峪');
    expect((await server.request(`${ROOT}/${THING}/properties/to`)).status).toBe(204);
    expect((await all(`Datastreams(${id})/Observations/$ref?$top=1`)).value).toEqual([
      { '@iot.selfLink': expect.stringMatching(/\/Observations\(\d+\)$/) },
    ]);
    expect((await ask(`${THING}/Datastreams(${id})/Observations`)).status).toBe(200);
    const other = await idOf('门头沟三家店');
    for (const path of [`${THING}/Datastreams(${other})`, 'Things(1)', 'Stations', `${THING}/colour`, 'Things/name']) {
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
    const first = (await all(`Datastreams(${other})/Observations`)).value[0]?.['@iot.id'];
    expect((await ask(`Datastreams(${id})/Observations(${String(first)})`)).status).toBe(404);
  });
});

describe('options', () => {
  test.each([
    ['$filter=result gt 40', [42.5, 300, 55]],
    ['$filter=result ge 40 and result lt 55', [40, 42.5]],
    ['$filter=40 lt result&$orderby=result desc', [300, 55, 42.5]],
    ['$filter=result eq 42.5', [42.5]],
    ['$filter=result ne 40', [42.5, 300, 20, 55]],
    ['$filter=not (result gt 40)', [40, 20]],
    ['$filter=result mod 20 eq 0', [40, 300, 20]],
    ['$filter=result div 2 add 1 le 21', [40, 20]],
    ['$filter=round(result) eq 43', [42.5]],
    ["$filter=Datastream/ObservedProperty/id eq 'pm25'&$orderby=phenomenonTime desc,result desc", [300, 42.5, 55, 40]],
    ["$filter=substringof('三家店',FeatureOfInterest/name)", [55]],
    ["$filter=Datastream/Thing/id eq 'bjmemc/门头沟双峪' and result lt 41", [40, 20]],
    ["$filter=resultQuality eq 'valid'&$top=2", [40, 42.5]],
    ["$filter=resultQuality ne 'valid'", []],
    // A monitoring hour is named by its end, and that is what a time is compared with.
    ['$filter=phenomenonTime eq 2025-03-02T08:00:00+08:00', [40, 20, 55]],
    ['$filter=phenomenonTime gt 2025-03-02T08:00:00+08:00', [42.5, 300]],
    ['$filter=phenomenonTime ge 2025-03-02T09:00:00+08:00 and phenomenonTime lt 2025-03-03T00:00:00+08:00', [42.5]],
    ['$filter=phenomenonTime le 2025-03-02T00:00:00Z', [40, 20, 55]],
    ['$filter=phenomenonTime eq 2025-03-02T07:00:00+08:00/2025-03-02T08:00:00+08:00', [40, 20, 55]],
    ["$filter=phenomenonTime gt now() sub duration'P8DT13H'", [300]],
    // The last hour of a day belongs to that day.
    ['$filter=date(phenomenonTime) eq 2025-03-02', [40, 42.5, 300, 20, 55]],
    ['$filter=hour(phenomenonTime) eq 23', [300]],
    ['$orderby=result&$top=2&$skip=1', [40, 42.5]],
    ['$orderby=result mul -1&$top=2', [300, 55]],
    ['$orderby=Datastream/Thing/name desc,result&$top=3', [20, 40, 42.5]],
  ])('%s', async (query, expected) => {
    clock.set('2025-03-11T12:00');
    const encoded = query
      .split('&')
      .map((option) => {
        const at = option.indexOf('=');
        return `${option.slice(0, at)}=${q(option.slice(at + 1))}`;
      })
      .join('&');
    expect(await results(encoded)).toEqual(expected);
  });

  test('pages follow one another and count all', async () => {
    const first = await all(`Observations?$top=2&$count=true&$orderby=${q('result desc')}&$select=result`);
    expect(first['@iot.count']).toBe(5);
    expect(first.value).toEqual([{ result: 300 }, { result: 55 }]);
    const second = await all(first['@iot.nextLink'] ?? '');
    expect(second.value).toEqual([{ result: 42.5 }, { result: 40 }]);
    const third = await all(second['@iot.nextLink'] ?? '');
    expect(third.value).toEqual([{ result: 20 }]);
    expect(third['@iot.nextLink']).toBeUndefined();
    expect((await all('Observations?$top=0&$count=true')).value).toEqual([]);
    expect(await all('Observations?$count=true&$filter=hour(phenomenonTime)%20eq%207&$top=1')).toMatchObject({
      '@iot.count': 3,
      value: [{ result: 40 }],
    });
    expect((await all('Things?$count=true&$top=1'))['@iot.count']).toBeGreaterThan(2);
  });

  test('what is expanded stands inside, as many levels as asked for, with its own options', async () => {
    const within = '$expand=Observations($orderby=phenomenonTime desc;$top=1;$select=result;$count=true)';
    const { body } = await ask(
      `${THING}?$select=name&$expand=${q(`Datastreams($select=name;$orderby=name;${within})`)}`,
    );
    expect(body).toEqual({
      name: '门头沟双峪',
      Datastreams: [
        { name: '门头沟双峪 NO2 小时值', Observations: [{ result: 20 }], 'Observations@iot.count': 1 },
        {
          name: '门头沟双峪 PM2.5 小时值',
          Observations: [{ result: 300 }],
          'Observations@iot.count': 3,
          'Observations@iot.nextLink': expect.stringContaining('$orderby=phenomenonTime%20desc&$top=1&'),
        },
      ],
    });
    const streams = z.array(object).parse(body['Datastreams']);
    const next = await all(String(streams[1]?.['Observations@iot.nextLink']));
    expect(next).toMatchObject({ value: [{ result: 42.5 }], '@iot.count': 3 });
    const [observation] = (await all('Observations?$top=1&$expand=Datastream/ObservedProperty')).value;
    expect(observation).toMatchObject({ Datastream: { ObservedProperty: { '@iot.id': 'pm25' } } });
    expect(observation).not.toHaveProperty('Datastream@iot.navigationLink');
  });

  test('data arrays', async () => {
    const id = await idOf('门头沟双峪 PM2.5');
    const { value } = await all(
      `Datastreams(${id})/Observations?$resultFormat=dataArray&$select=phenomenonTime,result`,
    );
    expect(value).toEqual([
      {
        'Datastream@iot.navigationLink': `${ROOT}/Datastreams(${id})`,
        components: ['phenomenonTime', 'result'],
        'dataArray@iot.count': 3,
        dataArray: [
          ['2025-03-02T07:00:00+08:00/2025-03-02T08:00:00+08:00', 40],
          ['2025-03-02T08:00:00+08:00/2025-03-02T09:00:00+08:00', 42.5],
          ['2025-03-02T23:00:00+08:00/2025-03-03T00:00:00+08:00', 300],
        ],
      },
    ]);
    expect((await all('Observations?resultFormat=dataArray')).value).toHaveLength(3);
  });
});

describe('what is wrong is said with its place', () => {
  test.each([
    ["Observations?$filter=result gt '40'", 400, '$filter 第 8 个字符处有误：数值不能与文本比较'],
    ["Observations?$filter=phenomenonTime gt '2025-03-02'", 400, '$filter 第 16 个字符'],
    ['Observations?$filter=phenomenonTime gt 2025-03-02', 400, '时间不加引号'],
    ['Observations?$filter=reslut gt 40', 400, '$filter 第 1 个字符处有误：Observations 没有“reslut”'],
    ['Observations?$filter=Datastream eq 1', 400, 'Datastream/id'],
    ['Observations?$filter=result div 0 eq 1', 400, '除数为 0'],
    ['Observations?$filter=result', 400, '条件'],
    ['Observations?$filter=length(result) gt 1', 400, 'length 不能用于数值'],
    ['Observations?$orderby=colour', 400, '$orderby 第 1 个字符'],
    ['Observations?$select=colour', 400, '$select 第 1 个字符'],
    ['Things?$expand=Observations', 400, '$expand 第 1 个字符'],
    ['Things?$expand=Datastreams($filter=colour eq 1)', 400, '$expand 第 21 个字符'],
    ['Things?$resultFormat=dataArray', 400, '$resultFormat'],
    ['Things?$top=many', 400, '$top 第 1 个字符'],
    ["Things('bjmemc/门头沟双峪')?$top=1", 400, '只用于集合'],
    ['Things?$filter=Datastreams/Observations/result gt 1', 501, '请改问 Observations'],
    ['Things?$search=x', 501, '$search'],
    ["Locations?$filter=st_within(location,geography'POINT(0 0)')", 501, 'st_within'],
    ['Things(', 400, '路径'],
  ])('%s', async (path, status, zh) => {
    const [before = '', query] = path.split(/\?(.*)/s);
    const answer = await ask(encodeURI(before) + (query === undefined ? '' : `?${encodeURI(query)}`));
    expect(answer).toMatchObject({ status, body: { text: { zh: expect.stringContaining(zh) } } });
  });

  test('an answer has its bounds', async () => {
    // Three hours of a series lead to its Datastream and back to the three: 3 × 3 × 3 …
    const path = `Observations?$expand=${Array(8).fill('Datastream/Observations').join('/')}`;
    expect(await ask(path)).toMatchObject({ status: 400, body: { code: 'answer-too-large' } });
  });

  test('nothing can be written', async () => {
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const answer = await server.request(`${ROOT}/Things`, { method, body: method === 'DELETE' ? null : '{}' });
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
    }
  });
});

test('the public reads it only where the district publishes', async () => {
  const closed = createServer(createApplication(workspace), workspace);
  expect((await closed.request(`${ROOT}/Things`)).status).toBe(401);
  const open = { ...workspace, settings: { ...workspace.settings, publicBoard: true } };
  const published = createServer(createApplication(open), open);
  expect((await published.request(`${ROOT}/Things`)).status).toBe(200);
});
