import { describe, expect, test } from 'vitest';
import { fileOf, found } from '../testing.ts';
import { readDevices } from './registration.ts';
import { protocol, standards } from './testing.ts';

const sites = new Map([
  ['双峪', 'bjmemc/门头沟双峪'],
  ['工地甲', 'site-a'],
]);
const context = { parameters: standards.parameters, sites };

const HEAD = '设备编码,密码,系统编码,点位,编码对应,浓度单位,CRC算法,版本,时段标识,分钟间隔\n';

function readText(text: string) {
  return readDevices(fileOf('devices.csv', text), context, protocol);
}

test('a row is a device; what is left empty is as the standard has it', async () => {
  const { devices, faults } = await readText(`${HEAD}010000A8900016F000169DC0,123456,22,双峪,,,,,,\n`);
  expect(faults).toEqual([]);
  expect(devices).toEqual([
    {
      mn: '010000A8900016F000169DC0',
      password: '123456',
      system: '22',
      site: 'bjmemc/门头沟双峪',
      mappings: new Map(),
      units: null,
      crc: 'hj212',
      version: '2017',
      hourLabel: 'hour-beginning',
      minutes: null,
    },
  ]);
});

test('every column is read, in Chinese or English words', async () => {
  const text = `mn,password,st,site,mappings,units,crc,version,hour label,minutes
A1,,39,工地甲,PM25=PM2.5@µg/m³; TSP=tsp@mg/m3,常规站,modbus,2025,结束,10
A2,p,a0,site,"LA=LA@dB(A)",annex-b,字节颠倒,2005,hour-ending,
`;
  const { devices, faults } = await readDevices(
    fileOf('devices.csv', text),
    { ...context, sites: new Map([...sites, ['site', 'site-b']]) },
    protocol,
  );
  expect(faults).toEqual([]);
  expect(devices[0]).toMatchObject({
    password: '',
    units: 'ambient',
    crc: 'modbus',
    version: '2025',
    hourLabel: 'hour-ending',
    minutes: 10,
  });
  expect([...(devices[0]?.mappings ?? [])].map(([code, m]) => [code, m.parameter.id, m.unit])).toEqual([
    ['PM25', 'pm25', 'ug/m3'],
    ['TSP', 'tsp', 'mg/m3'],
  ]);
  expect(devices[1]).toMatchObject({ system: 'A0', units: 'annex-b', crc: 'swapped', version: '2005', minutes: null });
});

describe('a row that is wrong is told with its column and left out; the others are registered', () => {
  test.each([
    ['MN 1,p,22,双峪,,,,,,', 'refused bad-mn 2 设备编码 MN 1'],
    [',p,22,双峪,,,,,,', 'refused bad-mn 2 设备编码 '],
    ['A1,a secret,22,双峪,,,,,,', 'refused bad-device-password 2 密码 ***'],
    ['A1,p,99,双峪,,,,,,', 'refused unknown-system 2 系统编码 99'],
    ['A1,p,22,双峰,,,,,,', 'refused unknown-site 2 点位 双峰'],
    ['A1,p,22,双峪,a34004,,,,,', 'refused bad-mapping 2 编码对应 a34004'],
    ['A1,p,22,双峪,a1=PM2.5@ug/m3;a1=PM10@ug/m3,,,,,', 'refused bad-mapping 2 编码对应 a1=PM10@ug/m3'],
    ['A1,p,22,双峪,a1=PM3@ug/m3,,,,,', 'refused unknown-parameter 2 编码对应 PM3'],
    ['A1,p,22,双峪,a1=PM2.5@ug,,,,,', 'refused unknown-unit 2 编码对应 ug'],
    ['A1,p,22,双峪,a1=PM2.5@mg/L,,,,,', 'refused wrong-unit 2 编码对应 mg/L'],
    ['A1,p,22,双峪,,ug/m3,,,,', 'refused unknown-word 2 浓度单位 ug/m3'],
    ['A1,p,22,双峪,,,crc32,,,', 'refused unknown-word 2 CRC算法 crc32'],
    ['A1,p,22,双峪,,,,2018,,', 'refused unknown-word 2 版本 2018'],
    ['A1,p,22,双峪,,,,,中间,', 'refused unknown-word 2 时段标识 中间'],
    ['A1,p,22,双峪,,,,,,7', 'refused bad-minutes 2 分钟间隔 7'],
  ])('%s', async (row, fault) => {
    const result = await readText(`${HEAD}${row}\nGOOD,p,22,双峪,,,,,,\n`);
    expect(result.devices.map((d) => d.mn)).toEqual(['GOOD']);
    expect(found(result)).toEqual([fault]);
  });

  test('an MN that stands there twice names the row before', async () => {
    const result = await readText(`${HEAD}A1,p,22,双峪,,,,,,\nA1,q,22,双峪,,,,,,\n`);
    expect(result.devices).toHaveLength(1);
    expect(result.faults[0]?.text.zh).toContain('devices.csv 第 3 行“设备编码”列：MN“A1”在第 2 行已有');
  });

  test('several faults of a row are all told', async () => {
    const result = await readText(`${HEAD}A1,p,99,双峰,,,,,,7\n`);
    expect(result.faults.map((f) => f.code).sort()).toEqual(['bad-minutes', 'unknown-site', 'unknown-system']);
  });
});

test.each([
  ['', 'empty-file'],
  ['设备编码,密码\nA1,p\n', 'missing-columns'],
  ['mn,MN,密码,系统编码,点位\n', 'repeated-column'],
])('a file without a usable head is refused as a whole: %j', async (text, code) => {
  const result = await readText(text);
  expect(result.devices).toEqual([]);
  expect(result.faults[0]).toMatchObject({ code, severity: 'refused' });
});
