import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QingshanError } from '@qingshan/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDistrict, readDistrict } from './load.ts';

const MENTOUGOU = join(import.meta.dirname, '../../../districts/mentougou');

interface Fault {
  readonly what: string;
  readonly file: string;
  /** What is replaced in the file, once */
  readonly from: string | RegExp;
  readonly to: string;
  /** The fault is reported on the first line that holds this text … */
  readonly at: string;
  /** … of this file, where it is not the changed one */
  readonly in?: string;
  /** Words of the message */
  readonly zh: string;
  readonly en: string;
}

const MEASURE_201 = `      - id: E09-2
        zh: 第二百零一项措施。
        en: The 201st measure.
        kind: document
        origin: typical
`;

const FAULTS: readonly Fault[] = [
  {
    what: 'an unknown key',
    file: 'plan-2024/ecology.yaml',
    from: '        kind: target-value',
    to: '        colour: green\n        kind: target-value',
    at: 'colour',
    zh: '"colour"',
    en: '"colour"',
  },
  {
    what: 'a misspelt key',
    file: 'plan-2024/ecology.yaml',
    from: /^ {4}due: /m,
    to: '    dew: ',
    at: 'dew:',
    zh: '"dew"',
    en: '"dew"',
  },
  {
    what: 'a value of the wrong kind',
    file: 'plan-2024/ecology.yaml',
    from: 'kind: target-value',
    to: 'kind: wish',
    at: 'kind: wish',
    zh: 'tasks.0.measures.0.kind',
    en: 'tasks.0.measures.0.kind',
  },
  {
    what: 'a missing value',
    file: 'plan-2024/ecology.yaml',
    from: /^ {4}due: .*\n/m,
    to: '',
    at: '- id: E01',
    zh: 'tasks.0.due',
    en: 'tasks.0.due',
  },
  {
    what: 'no YAML',
    file: 'plan-2024/ecology.yaml',
    from: 'id: ecology',
    to: 'id: [ecology',
    at: 'zh: 生态保护行动',
    zh: 'YAML 写法有误',
    en: 'not valid YAML',
  },
  {
    what: 'a unit that is not in the list, with the nearest name',
    file: 'plan-2024/clear-water.yaml',
    from: 'assisting: [mtg-health, towns]',
    to: 'assisting: [mtg-helth, towns]',
    at: 'id: W02-1',
    zh: '“mtg-helth”不在单位名单中，最接近的是“mtg-health”（区卫生健康委员会）',
    en: 'the nearest is “mtg-health” (District Health Commission)',
  },
  {
    what: 'a unit written by a name, with the nearest one',
    file: 'plan-2024/ecology.yaml',
    from: 'lead: [mtg-eeb]',
    to: 'lead: [生态环境句]',
    at: 'id: E01-1',
    zh: '最接近的是“mtg-eeb”（区生态环境局）',
    en: '“mtg-eeb”',
  },
  {
    what: 'a unit that is responsible and assists',
    file: 'plan-2024/clean-soil.yaml',
    from: /responsible: \[mtg-agri\]\n( +)assisting: \[\]/,
    to: 'responsible: [mtg-agri]\n$1assisting: [mtg-agri]',
    at: 'id: S01-2',
    zh: '请去掉协办',
    en: 'take it out of assisting',
  },
  {
    what: 'a target that does not exist',
    file: 'plan-2024/ecology.yaml',
    from: 'targets: [gep]',
    to: 'targets: [gdp]',
    at: 'id: E02-1',
    zh: '目标“gdp”不存在',
    en: 'the target “gdp”, which does not exist',
  },
  {
    what: 'a target-value measure without a target',
    file: 'plan-2024/clean-soil.yaml',
    from: 'targets: [construction-land]',
    to: 'targets: []',
    at: 'id: S01-1',
    zh: '没有指向任何目标',
    en: 'points to no target',
  },
  {
    what: 'a target of an unknown board',
    file: 'plan-2024/targets.yaml',
    from: 'board: ecology',
    to: 'board: ecologie',
    at: 'id: ei',
    zh: '板块“ecologie”不存在',
    en: '“ecologie”',
  },
  {
    what: 'a target of another year',
    file: 'plan-2024/targets.yaml',
    from: "period: '2024'",
    to: "period: '2025'",
    at: 'id: pm25',
    zh: '“2025”不在 2024 年之内',
    en: 'does not lie in 2024',
  },
  {
    what: 'a number used twice',
    file: 'plan-2024/ecology.yaml',
    from: '- id: E02-2',
    to: '- id: E01-2 # again',
    at: '# again',
    zh: '“E01-2”重复出现',
    en: '“E01-2” occurs twice',
  },
  {
    what: 'a break in the sequence of measures',
    file: 'plan-2024/ecology.yaml',
    from: '- id: E02-3',
    to: '- id: E02-4',
    at: 'id: E02-4',
    zh: '此处应为“E02-3”',
    en: '“E02-3” belongs here',
  },
  {
    what: 'a break in the sequence of tasks',
    file: 'plan-2024/ecology.yaml',
    from: '- id: E09\n',
    to: '- id: E10\n',
    at: 'id: E10',
    zh: '此处应为“E09”',
    en: '“E09” belongs here',
  },
  {
    what: 'a 201st measure',
    file: 'plan-2024/ecology.yaml',
    from: /$(?![\s\S])/,
    to: MEASURE_201,
    at: 'id: E09-2',
    zh: '计划声明具体措施 200 个，实有 201 个，超出的第一个是“E09-2”',
    en: 'declares 200 measures but has 201; the first one beyond is “E09-2”',
  },
  {
    what: 'fewer measures than declared',
    file: 'plan-2024/plan.yaml',
    from: 'measures: 200',
    to: 'measures: 203',
    at: 'measures: 203',
    zh: '实有 200 个，少 3 个',
    en: '3 missing',
  },
  {
    what: 'a twelfth initiative',
    file: 'plan-2024/ecology.yaml',
    from: /origin: typical\n$(?![\s\S])/,
    to: 'origin: typical\n        initiative: inferred\n',
    at: 'id: E09-1',
    zh: '实有 12 个',
    en: 'has 12',
  },
  {
    what: 'a due date outside the year',
    file: 'plan-2024/climate.yaml',
    from: '2024-09-30',
    to: '2025-09-30',
    at: 'id: C03-1',
    zh: '完成时限 2025-09-30 不在计划年度 2024 年之内',
    en: 'does not lie in 2024',
  },
  {
    what: 'a due date that no calendar has',
    file: 'plan-2024/climate.yaml',
    from: '2024-09-30',
    to: '2024-09-31',
    at: 'id: C03-1',
    zh: '2024-09-31',
    en: '2024-09-31',
  },
  {
    what: 'an unknown due term',
    file: 'plan-2024/clear-water.yaml',
    from: 'due: flood',
    to: 'due: floods',
    at: 'due: floods',
    zh: '“floods”既不是日期',
    en: '“floods” of W08-2 is neither a date',
  },
  {
    what: 'a season with its ends swapped',
    file: 'plan-2024/plan.yaml',
    from: /from: 06-01\n( +)to: 09-15/,
    to: 'from: 09-15\n$1to: 06-01',
    at: 'flood:',
    zh: '起止颠倒',
    en: 'ends swapped',
  },
  {
    what: 'a season bound that is no day',
    file: 'plan-2024/plan.yaml',
    from: 'to: 09-15',
    to: 'to: 09-31',
    at: 'flood:',
    zh: '06-01 至 09-31 有误',
    en: 'from 06-01 to 09-31 is wrong',
  },
  {
    what: 'a stated measure without its quotation',
    file: 'plan-2024/ecology.yaml',
    from: /^ +stated: .*\n/m,
    to: '',
    at: 'id: E01-1',
    zh: '须附引文',
    en: 'quotes its words',
  },
  {
    what: 'a board that is listed but missing',
    file: 'plan-2024/plan.yaml',
    from: 'climate, ecology]',
    to: 'climate, ecology, noise]',
    at: '',
    in: 'plan-2024/noise.yaml',
    zh: '没有这个文件',
    en: 'there is no such file',
  },
  {
    what: 'a board that is there but not listed',
    file: 'plan-2024/plan.yaml',
    from: 'climate, ecology]',
    to: 'climate]',
    at: '',
    in: 'plan-2024/ecology.yaml',
    zh: '不属于计划',
    en: 'no part of the plan',
  },
  {
    what: 'a site in an unknown town',
    file: 'demonstration.yaml',
    from: 'town: mtg-longquan',
    to: 'town: mtg-longshan',
    at: 'id: sim/龙泉镇站',
    zh: '“mtg-longshan”不在名单中',
    en: '“mtg-longshan”',
  },
  {
    what: 'two sites of one name',
    file: 'sites.yaml',
    from: 'aliases: [门头沟三家店]',
    to: 'aliases: [门头沟双峪]',
    at: 'id: bjmemc/门头沟三家店',
    zh: '“门头沟双峪”重复出现',
    en: 'occurs twice',
  },
  {
    what: 'a rule of automatic opening for an unknown unit',
    file: 'watch.yaml',
    from: 'unit: town\n',
    to: 'unit: mtg-eeeb\n',
    at: 'unit: mtg-eeeb',
    zh: '最接近的是“mtg-eeb”',
    en: 'the nearest is “mtg-eeb”',
  },
  {
    what: 'two rules of automatic opening with one id',
    file: 'watch.yaml',
    from: 'id: air-hourly',
    to: 'id: air-daily # again',
    at: 'air-daily # again',
    zh: '规则编号“air-daily”重复出现',
    en: 'occurs twice',
  },
  {
    what: 'a limit that is typed into a rule of automatic opening',
    file: 'watch.yaml',
    from: "    class: '2'\n",
    to: "    class: '2'\n    limit: 75\n",
    at: 'limit: 75',
    zh: 'limit',
    en: 'limit',
  },
  {
    what: 'a rule of automatic opening of an unknown kind',
    file: 'watch.yaml',
    from: 'kind: air-hour\n',
    to: 'kind: air-minute\n',
    at: 'kind: air-minute',
    zh: 'kind',
    en: 'kind',
  },
];

describe('a district with a fault', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'district-'));
    cpSync(MENTOUGOU, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function change({ file, from, to }: Fault): string {
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect(after, 'the change must change something').not.toBe(before);
    writeFileSync(path, after);
    return after;
  }

  function refusal(): QingshanError {
    try {
      loadDistrict(folder);
    } catch (error) {
      if (error instanceof QingshanError) return error;
      throw error;
    }
    throw new Error('the district was accepted');
  }

  it.each(FAULTS)('is refused for $what, with file and line', (fault) => {
    const lines = change(fault).split('\n');
    const error = refusal();
    expect(error.code).toBe('bad-plan');
    const line = fault.in === undefined ? lines.findIndex((text) => text.includes(fault.at)) + 1 : 1;
    expect([error.values['file'], error.values['where']]).toEqual([fault.in ?? fault.file, line]);
    expect(error.text.zh).toContain(fault.zh);
    expect(error.text.en).toContain(fault.en);
  });

  it('is still read, with all its findings in reading order', () => {
    for (const file of ['plan-2024/blue-sky.yaml', 'plan-2024/climate.yaml']) {
      writeFileSync(
        join(folder, file),
        readFileSync(join(folder, file), 'utf8').replace('due: 2024-12-31', 'due: 2023-12-31'),
      );
    }
    const { findings } = readDistrict(folder);
    // A01-1 and A01-3 take the due date of their task, A01-2 has its own; C01-1 and C01-2 take theirs.
    expect(findings.map((f) => `${f.file} ${f.subject} ${f.code}`)).toEqual([
      'plan-2024/blue-sky.yaml A01-1 wrong-due',
      'plan-2024/blue-sky.yaml A01-3 wrong-due',
      'plan-2024/climate.yaml C01-1 wrong-due',
      'plan-2024/climate.yaml C01-2 wrong-due',
    ]);
    expect(() => loadDistrict(folder)).toThrow('另有 3 处');
  });

  it('says so when the folder is no district', () => {
    rmSync(join(folder, 'district.yaml'));
    expect(refusal().text.zh).toContain('没有 district.yaml');
  });

  it('needs no demonstration', () => {
    rmSync(join(folder, 'demonstration.yaml'));
    const district = loadDistrict(folder);
    expect(district.demonstration).toBeNull();
    expect(district.sites.every((site) => !site.simulated)).toBe(true);
  });
});
