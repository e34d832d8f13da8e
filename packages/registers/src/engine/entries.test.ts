import { describe, expect, it } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { cellsOfRow, registerOf } from '../../testing/rows.ts';
import { diffEntries } from './diff-entries.ts';
import { distanceOf, findDuplicates } from './duplicates.ts';
import { blurred, mask, maySee } from './mask.ts';
import type { Entry } from './types.ts';
import { validateEntry } from './validate-entry.ts';

const context = mentougou();
const gate = registerOf('gate-record');
const site = registerOf('construction-site');
const row = {
  编号: 'A',
  用车大户编号: 'YC-1',
  进出厂时间: '2024-03-05 08:30',
  车牌: '京A12345',
  排放阶段: 5,
  状态: '已记录',
};

describe('an entry', () => {
  it('is refused with one finding for each required field that is empty', () => {
    const { accepted, findings } = validateEntry(gate, {}, context);
    expect(accepted).toBe(false);
    expect(findings.map((f) => [f.code, f.column])).toEqual(
      ['id', 'user', 'at', 'plate', 'stage', 'state'].map((id) => ['required', id]),
    );
  });

  it('says what, why and what to do in both languages', () => {
    const cells = cellsOfRow(gate, { ...row, 车牌: '京A1', 运输量: '约5' });
    const { findings, entry } = validateEntry(gate, cells, context);
    expect(entry.values['plate']).toBeUndefined();
    expect(findings.map((f) => f.text)).toEqual([
      {
        zh: '“车牌”写作“京A1”，不是机动车号牌（如 京A12345、京AD12345）。请对照证照更正；暂时不知道的请留空。',
        en: '“Number plate” says “京A1”: it is no number plate (such as 京A12345, 京AD12345). Correct it from the document; leave it empty while it is not known.',
      },
      {
        zh: '“运输量”写作“约5”，读不出一个确定的数。请只填数字（单位 t），不写“约”“以上”等字样。',
        en: '“Amount” says “约5”, which is not one definite number. Write digits only (unit t), without “about” or “over”.',
      },
    ]);
  });

  it('refers to entries that exist, when they are known', () => {
    const known = { ...context, keys: () => new Set(['YC-1']) };
    expect(validateEntry(gate, cellsOfRow(gate, row), known).accepted).toBe(true);
    const other = validateEntry(gate, cellsOfRow(gate, { ...row, 用车大户编号: 'YC-2' }), known);
    expect(other.findings.map((f) => f.code)).toEqual(['unknown-reference']);
  });

  it('takes a position in two cells or in one', () => {
    const cells = cellsOfRow(site, { 编号: '1', 工地名称: '示例', 所属镇街: '龙泉镇', 工程类型: '房建', 状态: '在施' });
    const one = validateEntry(site, { ...cells, position: '116.1, 39.9' }, context);
    const two = validateEntry(site, { ...cells, 'position.lon': 116.1, 'position.lat': '39.9°' }, context);
    expect(one.entry.values['position']).toEqual({ lon: 116.1, lat: 39.9 });
    expect(two.entry).toEqual(one.entry);
  });
});

describe('history', () => {
  const before: Entry = {
    register: 'construction-site',
    key: '1',
    values: { id: '1', area: 5, position: { lon: 1, lat: 2 } },
  };

  it('names the fields that changed, in their order', () => {
    const after = { ...before, values: { id: '1', name: '示例', area: 6, position: { lat: 2, lon: 1 } } };
    expect(diffEntries(site, before, after)).toEqual([
      { field: 'name', before: null, after: '示例' },
      { field: 'area', before: 5, after: 6 },
    ]);
    expect(diffEntries(site, before, before)).toEqual([]);
  });

  it('begins and ends with everything', () => {
    expect(diffEntries(site, null, before).map((c) => c.field)).toEqual(['id', 'position', 'area']);
    expect(diffEntries(site, before, null).map((c) => c.after)).toEqual([null, null, null]);
  });
});

describe('what a role sees', () => {
  const entry: Entry = {
    register: 'construction-site',
    key: '1',
    values: {
      id: '1',
      name: '示例工地',
      person: '欧阳示例',
      phone: '13812345678',
      position: { lon: 116.1, lat: 39.9 },
    },
  };

  it.each(['plan-office', 'department', 'town', 'inspector'])('%s sees people', (role) => {
    expect(mask(site, entry, role)).toEqual({ ...entry, masked: [] });
  });

  it.each(['analyst', 'leader', 'auditor', 'administrator', 'public', 'nobody'])('%s does not', (role) => {
    expect(mask(site, entry, role)).toEqual({
      ...entry,
      values: { ...entry.values, person: '欧**', phone: '138****5678' },
      masked: ['person', 'phone'],
    });
  });

  it('masks each of several telephones', () => {
    const two = { ...entry, values: { phone: '13812345678、010-60000001' } };
    expect(mask(site, two, 'public').values).toEqual({ phone: '138****5678、010*****0001' });
  });

  it('masks plates and identification numbers', () => {
    const { entry: passage } = validateEntry(
      gate,
      cellsOfRow(gate, { ...row, 车辆识别代号: '1M8GDM9AXKP042788' }),
      context,
    );
    const { values } = mask(gate, passage, 'public');
    expect([values['plate'], values['vin']]).toEqual(['京A***45', '1****************']);
  });

  it('blurs a position to a square of a tenth of a degree', () => {
    expect(blurred({ lon: 116.1234, lat: 39.9876 })).toEqual({ lon: 116.15, lat: 39.95, blurred: 0.1 });
    expect(blurred({ lon: 116.1, lat: 39.9 })).toEqual({ lon: 116.15, lat: 39.95, blurred: 0.1 });
    expect(blurred({ lon: 116.0999, lat: 39.9 })).toMatchObject({ lon: 116.05 });
  });

  it('never lets a complainant or the place of a protected species out of the system', () => {
    const complaint = registerOf('complaint');
    const values = { id: '1', ticket: 'G1', person: '张某', phone: '13812345678', content: '示例', town: 'mtg-dayu' };
    const ticket: Entry = { register: 'complaint', key: '1', values };
    expect(mask(complaint, ticket, 'inspector').masked).toEqual([]);
    expect(mask(complaint, ticket, 'inspector', true).values).toEqual({ id: '1', ticket: 'G1', town: 'mtg-dayu' });
    // The office that dispatches reads what it is about but not who complained; others read neither.
    expect(mask(complaint, ticket, 'plan-office').values).toEqual({ ...values, person: '张**', phone: '138****5678' });
    expect(mask(complaint, ticket, 'leader').masked).toEqual(['person', 'phone', 'content']);
    expect(mask(complaint, ticket, 'leader').values['content']).toBeUndefined();

    const species = registerOf('species');
    const place = {
      address: '示例沟',
      position: { lon: 115.5123, lat: 39.8876 },
      photo: ['a.jpg'],
      town: 'mtg-qingshui',
    };
    const bird: Entry = { register: 'species', key: '1', values: { id: '1', ...place } };
    const coarse = { id: '1', town: 'mtg-qingshui', position: { lon: 115.55, lat: 39.85, blurred: 0.1 } };
    expect(mask(species, bird, 'department').values).toEqual(bird.values);
    expect(mask(species, bird, 'public').values).toEqual(coarse);
    expect(mask(species, bird, 'department', true)).toEqual({
      ...bird,
      values: coarse,
      masked: ['address', 'position', 'photo'],
    });
  });

  it('is decided in one place', () => {
    const phone = site.fields.find((f) => f.id === 'phone');
    expect(phone && maySee(phone, 'town')).toBe(true);
    expect(phone && maySee(phone, 'public')).toBe(false);
  });
});

describe('suspected duplicates', () => {
  const at = (key: string, lon: number, lat: number, contractor = '示例公司'): Entry => ({
    register: 'construction-site',
    key,
    values: { id: key, contractor, position: { lon, lat } },
  });

  it('lie within the metres named, as a chain', () => {
    // 0.0004° of latitude are 44.5 m; the first and third are 89 m apart but each is near the second.
    const chain = [at('a', 116, 39.9), at('b', 116, 39.9004), at('c', 116, 39.9008), at('d', 116, 39.91)];
    expect(findDuplicates(site, chain)).toEqual([
      { fields: ['contractor', 'position'], within: 50, keys: ['a', 'b', 'c'] },
    ]);
  });

  it('agree in the other fields too', () => {
    expect(findDuplicates(site, [at('a', 116, 39.9), at('b', 116, 39.9, '另一公司')])).toEqual([]);
  });

  it('are measured on the ground', () => {
    // At 40° north a degree of longitude is cos 40° = 0.7660 of one of latitude: 85.18 km.
    expect(distanceOf({ lon: 116, lat: 40 }, { lon: 117, lat: 40 })).toBeCloseTo(111_195 * 0.76604, -1);
    expect(distanceOf({ lon: 116, lat: 40 }, { lon: 116, lat: 40.001 })).toBeCloseTo(111.195, 3);
  });
});
