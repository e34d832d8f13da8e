import { expect, test } from 'vitest';
import { loadStandards } from './index.ts';

const library = await loadStandards();
const byCode = (code: string) => library.parameters.filter((p) => p.code === code);

test('every code of Tables B.1 to B.3 is one parameter', () => {
  const edition = library.edition('hj-212-2017');
  const codes = ['codes-water', 'codes-air', 'codes-noise'].flatMap((t) => edition.figures(t));
  // 63 of water, 121 of air, 12 of noise, counted in Annex B.
  expect(codes).toHaveLength(196);
  for (const { keys } of codes) expect(byCode(keys['code'] ?? ''), keys['code']).toHaveLength(1);
});

test('a thing that has a parameter keeps it', () => {
  expect(byCode('a34004')[0]?.id).toBe('pm25');
  expect(byCode('w21003')[0]?.id).toBe('nh3n');
  // Table 1 of GB 3838 has w20122 for copper.
  expect(byCode('w20122')[0]?.id).toBe('water-cu');
  expect(byCode('Ld')[0]?.id).toBe('noise-day');
});

test('a thing without one gets one, named by its code and in the unit that is printed', () => {
  expect(byCode('a01002')[0]).toMatchObject({ id: 'a01002', unit: '%', name: { zh: '湿度' } });
  expect(byCode('w00000')[0]).toMatchObject({ id: 'w00000', unit: 'L/s' });
  // PM1.0 is printed in ng/m3 and stored like the other particles.
  expect(byCode('a34005')[0]).toMatchObject({ id: 'a34005', unit: 'ug/m3' });
});

test('a name stands for one parameter only', () => {
  const names = library.parameters.map((p) => p.name.zh);
  expect(new Set(names).size).toBe(names.length);
  expect(byCode('a25002')[0]?.name).toEqual({ zh: '苯（气）', en: 'Benzene (air)' });
});
