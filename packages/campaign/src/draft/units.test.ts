import { describe, expect, it } from 'vitest';
import { districtFolder, loadDistrict } from '../load.ts';
import { partsByBrackets, rolesIn, splitUnits } from './unit-cell.ts';
import { UnitNames } from './unit-names.ts';

const district = loadDistrict(districtFolder('mentougou'));
const names = new UnitNames(district.units);

describe('names of units', () => {
  it.each([
    ['区生态环境局', 'mtg-eeb'],
    ['生态环境局', 'mtg-eeb'],
    ['门头沟区生态环境局', 'mtg-eeb'],
    ['区住房城乡建设委', 'mtg-housing'],
    ['区发展改革委', 'mtg-drc'],
    ['区水务局（河长办）', 'mtg-water'],
    ['大峪街道办事处', 'mtg-dayu'],
    ['各镇街', 'towns'],
    ['各镇、街道', 'towns'],
    ['13个镇街', 'towns'],
    ['属地', 'towns'],
  ])('%s is matched', (written, id) => {
    expect(names.read(written)).toMatchObject({ code: null, units: [id] });
  });

  it.each([
    ['区园林绿华局', 'unit-misspelt', ['mtg-forestry']],
    ['区环保局', 'unit-former-name', ['mtg-eeb']],
    ['龙泉地区办事处', 'unit-former-name', ['mtg-longquan']],
    ['交通局水务局', 'unit-joined', ['mtg-transport', 'mtg-water']],
    ['水务局及商务局', 'unit-joined', ['mtg-water', 'mtg-commerce']],
    ['交通局等部门', 'unit-collective', ['mtg-transport']],
    ['水务局（北运河办）', 'unit-qualified', ['mtg-water']],
  ])('%s is only suggested', (written, code, units) => {
    expect(names.read(written)).toMatchObject({ code, units });
  });

  it.each([
    ['各有关部门', 'unit-collective'],
    ['相关镇街', 'unit-collective'],
    ['住健委', 'unit-ambiguous'],
    ['区旅游发展中心', 'unit-unknown'],
  ])('%s is asked about without a suggestion', (written, code) => {
    expect(names.read(written)).toMatchObject({ code, units: [] });
  });

  it('every unit is matched by its name and short name', () => {
    for (const unit of district.units) {
      for (const name of [unit.name.zh, unit.short]) {
        expect([name, names.read(name)]).toMatchObject([name, { code: null, units: [unit.id] }]);
      }
    }
  });
});

describe('unit cells', () => {
  it('are parted at line breaks, commas, slashes and spaces after a name, not within brackets', () => {
    expect(splitUnits('区住建委\n交通局、水务局，商务局；财政局/统计局 国资委')).toEqual([
      '区住建委',
      '交通局',
      '水务局',
      '商务局',
      '财政局',
      '统计局',
      '国资委',
    ]);
    expect(splitUnits('各镇、街道、各区政府（含经开区、燕山）')).toEqual(['各镇、街道', '各区政府（含经开区、燕山）']);
    expect(splitUnits('—')).toEqual([]);
  });

  it('may set roles apart by labels or by verbs', () => {
    expect(rolesIn('牵头单位：市发改委；责任单位：市经信委、市环保局；完成时限：年底前。')).toEqual({
      lead: '市发改委',
      responsible: '市经信委、市环保局',
      assisting: null,
      due: '年底前',
    });
    expect(rolesIn('生态环境局牵头，水务局、各镇街参与')).toEqual({
      lead: '生态环境局',
      responsible: null,
      assisting: '水务局、各镇街',
      due: null,
    });
    expect(rolesIn('水务局、商务局')).toBeNull();
  });

  it('stand in brackets at the end of a paragraph or of its parts', () => {
    expect(
      partsByBrackets('推进产业（含园区）转型。（市经信局牵头，市发改局参与）加强管理。（市城管局按职责分工负责）'),
    ).toEqual([
      {
        words: '推进产业（含园区）转型。',
        roles: { lead: '市经信局', responsible: null, assisting: '市发改局', due: null },
      },
      { words: '加强管理。', roles: { lead: null, responsible: '市城管局', assisting: null, due: null } },
    ]);
  });
});
