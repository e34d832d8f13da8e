import { createApplication, type Application } from '@qingshan/app';
import { PUBLIC, type Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorServer, testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const leader: Actor = { id: 'p2', name: '区领导乙', role: 'leader', unit: null };
const town: Actor = { id: 'p4', name: '大峪街道丁', role: 'town', unit: 'mtg-dayu' };

const PLOT = { name: '示例地块', town: '大峪街道', area: '800', kind: '闲置', state: '待治理' };
const SPECIES = { name: '示例鸟', town: '清水镇', group: '鸟类', level: '国家一级', state: '监测保护中' };

let it: TestWorkspace;
let as: (actor: Actor) => Application;
beforeAll(async () => {
  it = await testWorkspace(false, '2024-06-03T09:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
});
afterAll(() => it.remove());

const layer = async (actor: Actor, id: string) =>
  (await as(actor).mapLayers({})).layers.find((one) => one.id === id) ?? null;
const featuresOf = async (actor: Actor, id: string) =>
  (await as(actor).mapLayers({})).features.filter(({ properties }) => properties.layer === id);

describe('the layers of the map', () => {
  test('list the sites of the district, and say of each without a position what to do', async () => {
    const { features, layers, coordinateSystem } = await as(office).mapLayers({ layers: ['site:air-station'] });
    expect(coordinateSystem).toBe('CGCS2000');
    expect(features.map(({ id }) => id)).toEqual([
      'site:air-station/bjmemc/门头沟',
      'site:air-station/bjmemc/门头沟双峪',
      'site:air-station/bjmemc/门头沟三家店',
    ]);
    expect(features[1]).toMatchObject({ geometry: null, properties: { placing: 'none', from: '2021-01-23' } });
    expect(features[1]?.properties.note?.zh).toContain('坐标系和来源');
    expect(layers.find(({ id }) => id === 'site:air-station')).toMatchObject({ total: 3, placed: 0, outside: 0 });
  });

  test('have the entries of a register where they lie, and not those that lie elsewhere', async () => {
    const add = (cells: Record<string, string>) =>
      as(office).addRegisterEntry('bare-land', { cells: { ...PLOT, ...cells } });
    await add({ id: 'A1', 'position.lon': '116.1012', 'position.lat': '39.9321' });
    // In Chaoyang, 40 km to the east.
    await add({ id: 'A2', 'position.lon': '116.4500', 'position.lat': '39.9200' });
    await add({ id: 'A3' });
    const found = await featuresOf(office, 'register:bare-land');
    const byId = Object.fromEntries(found.map((f) => [f.id.split('/').at(-1), f]));
    expect(byId['A1']).toMatchObject({
      geometry: { type: 'Point', coordinates: [116.1012, 39.9321] },
      properties: { town: 'mtg-dayu', placing: 'placed', page: '/registers/bare-land/entries/A1' },
    });
    expect(byId['A2']).toMatchObject({ geometry: null, properties: { placing: 'outside' } });
    expect(byId['A2']?.properties.note?.en).toContain('swapped');
    expect(byId['A3']).toMatchObject({ geometry: null, properties: { placing: 'none' } });
    expect(await layer(office, 'register:bare-land')).toMatchObject({ total: 3, placed: 1, outside: 1 });
  });

  test('show a protected place as a square to whoever may not see it', async () => {
    const cells = { id: 'S1', 'position.lon': '115.5123', 'position.lat': '39.8876' };
    await as(office).addRegisterEntry('species', { cells: { ...SPECIES, ...cells } });
    const [seen] = await featuresOf(leader, 'register:species');
    // 115.5123 lies between 115.5 and 115.6, 39.8876 between 39.8 and 39.9.
    expect(seen?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [115.5, 39.8],
          [115.6, 39.8],
          [115.6, 39.9],
          [115.5, 39.9],
          [115.5, 39.8],
        ],
      ],
    });
    expect(seen?.properties).toMatchObject({ placing: 'area' });
    expect(JSON.stringify(seen)).not.toContain('115.5123');
  });

  test('have cases for those who may see them, a unit its own only', async () => {
    const open = (title: string, position: { lon: number; lat: number } | null) =>
      as(office).openCase({
        source: 'patrol',
        title,
        topic: 'fumes',
        town: 'mtg-longquan',
        place: '',
        position,
        received: '2024-06-03T08:30',
        cause: '',
        complainant: null,
      });
    const { id } = await open('示例油烟', { lon: 116.09, lat: 39.94 });
    const [found] = await featuresOf(office, 'case');
    expect(found).toMatchObject({
      id: `case/${id}`,
      geometry: { type: 'Point', coordinates: [116.09, 39.94] },
      properties: { town: 'mtg-longquan', page: `/cases/${id}`, from: '2024-06-03' },
    });
    expect(await featuresOf(town, 'case')).toEqual([]);
    await as(office).dispatchCases({ cases: [id], unit: 'mtg-dayu', assisting: [], note: '' });
    expect(await featuresOf(town, 'case')).toHaveLength(1);
  });

  test('that are not there are named with those that are', async () => {
    const asked = as(office).mapLayers({ layers: ['register:nothing'] });
    await expect(asked).rejects.toThrow(/register:nothing.*site:air-station/s);
  });

  test('are not for the public of a workspace that does not publish', async () => {
    await expect(as(PUBLIC).mapLayers({})).rejects.toBeInstanceOf(QingshanError);
    await expect(as(PUBLIC).townMap({})).rejects.toBeInstanceOf(QingshanError);
  });

  test('leave no trace in the audit: nothing is changed by looking', async () => {
    const before = (await it.workspace.registry.audits({})).length;
    await as(office).mapLayers({});
    await as(office).townMap({});
    expect((await it.workspace.registry.audits({})).length).toBe(before);
  });

  test('are served as GeoJSON', async () => {
    const server = operatorServer(it.workspace);
    const answer = await server.request('http://localhost/api/v1/map/layers?layers=register:bare-land');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ type: 'FeatureCollection', features: { length: 3 } });
    expect((await server.request('http://localhost/api/v1/map/layers?layers=x')).status).toBe(404);
  });
});
