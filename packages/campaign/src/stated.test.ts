import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { loadDistrict } from './load.ts';
import { measuresOf } from './measures.ts';
import type { Plan } from './types.ts';

/**
 * What sections 三 to 七 of the official explanation state, phrase by phrase, and where it is in the plan:
 * a measure, a target (`target:`) or the goal of a board (`goal:`). The phrase stands in the words quoted there.
 */
const STATED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'blue-sky': {
    'PM2.5年均浓度达到30微克/立方米': ['A01-1', 'target:pm25', 'goal:'],
    各镇街实现空气质量持续改善: ['A01-2', 'target:towns-pm25', 'goal:'],
    '降尘量控制在5吨/平方公里·月': ['A02-1', 'target:dustfall', 'goal:'],
    '实施挥发性有机物（VOCs）治理专项行动': ['A04-1'],
    '聚焦移动源开展“油换电”': ['A13-1'],
    通过政策引导: ['A09-1'],
    加强充电基础设施建设: ['A14-1'],
    积极推广新能源车: ['A09-1'],
    聚焦固定源实施促提升: ['A07-1'],
    '加强源头替代、全流程管控': ['A04-1'],
    推进中关村门头沟园区开展VOCs精细化治理: ['A05-1'],
    推进汽修等行业企业绿色升级: ['A06-1'],
    强化油品储运环节减排: ['A08-1'],
    '实施氮氧化物（NOx）减排专项行动': ['A20-1'],
    推动城镇地区供热能耗降低: ['A20-1', 'A20-2'],
    供热系统改进: ['A20-1'],
    '推进公务、环卫等重点行业车辆清洁化': ['A11-1', 'A12-1'],
    非道路移动机械综合治理: ['A18-1'],
    提升城市环境精细化管控水平: ['A24-1'],
    '坚持施工、道路、裸地扬尘“三尘共治”': ['A24-1', 'A27-1', 'A28-1'],
    '加强餐饮油烟、噪声等污染防治': ['A30-1', 'A31-1'],
    提升接诉即办工作成效: ['A33-1'],
    '开展“一微克”行动区级示范': ['A34-1'],
    推动燃油叉车电动化: ['A19-1'],
    摸清并建立柴油货车用车大户重点企业台账: ['A17-1'],
    加强能力建设: ['A37-1'],
    强化区域联防联控: ['A36-1'],
    共同应对重污染天气: ['A35-1'],
  },
  'clear-water': {
    推进水生态环境质量稳中向好: ['goal:'],
    地表水市考断面水质达到市级目标要求: ['W01-1', 'target:sections', 'goal:'],
    区级等集中式饮用水水源地水质保持稳定达标: ['W02-1', 'target:water-sources', 'goal:'],
    地下水水质总体保持稳定: ['W05-1', 'target:groundwater', 'goal:'],
    保护水资源: ['W02-2'],
    完善饮用水水源地保护管理体系: ['W02-2'],
    推进地下水超采治理: ['W04-1'],
    加强上下游协同联动: ['W06-1', 'W06-2'],
    保障饮用水安全: ['W02-3'],
    治理水环境: ['W07-1'],
    强化城乡生活污水治理: ['W07-1', 'W07-2'],
    加快推进农村污水处理设施升级改造: ['W09-1'],
    加强第二再生水厂汛期污染防治: ['W08-1'],
    健全入河排口长效监管: ['W10-1'],
    修复水生态: ['W15-1'],
    保障重点河流生态流量: ['W15-1'],
    配合市级部门实施永定河生态补水: ['W16-1'],
    推进受损河道生态修复: ['W17-1'],
  },
  'clean-soil': {
    建设用地和农用地土壤环境风险得到有效管控: [
      'S01-1',
      'S01-2',
      'target:construction-land',
      'target:farmland',
      'goal:',
    ],
    安全利用得到有效保障: ['S01-1', 'S01-2', 'target:construction-land', 'target:farmland', 'goal:'],
    土壤环境质量保持良好: ['S01-2', 'target:soil-quality', 'goal:'],
    科学管控建设用地风险: ['S02-1'],
    精准防控工业源头污染: ['S05-1'],
    提升固体废物收运处置能力: ['S06-1', 'S06-2'],
    因地制宜管控耕地土壤污染: ['S08-1'],
    促进农用地土壤质量提升: ['S09-1'],
    加强未利用地保护利用: ['S10-2'],
    防控未利用地土壤污染: ['S10-1'],
    加强新污染物治理: ['S11-1'],
    开展建设用地土壤污染状况调查监督检查: ['S03-1'],
    加强宣传引导: ['S12-1'],
  },
  climate: {
    切实控制温室气体排放: ['C01-2', 'target:carbon-total', 'goal:'],
    碳排放总量得到有效控制: ['C01-2', 'target:carbon-total', 'goal:'],
    碳排放强度持续下降: ['C01-1', 'target:carbon-intensity', 'goal:'],
    '较2020年累计下降15%左右': ['C01-1', 'target:carbon-intensity', 'goal:'],
    完善应对气候变化综合管理体系: ['C02-1'],
    '细化落实《门头沟区碳达峰实施方案》': ['C02-1'],
    积极开展区级低碳试点示范: ['C03-1'],
    '推进产业、建筑、交通等重点领域绿色低碳发展': ['C04-1', 'C05-1', 'C06-1'],
    细化任务措施: ['C04-1'],
    加强城市气候适应性建设: ['C09-1'],
    提升生态系统应对气候变化能力: ['C09-2', 'C10-1'],
    提升统计核算和数据管理能力: ['C11-1'],
  },
  ecology: {
    '生态环境质量指数（EI）力争稳中向好': ['E01-1', 'target:ei', 'goal:'],
    促进生态保护可持续发展: ['E02-1'],
    '配合市级部门做好全区生态产品总值（GEP）核算': ['E02-1', 'target:gep'],
    逐步推进核算结果应用: ['E02-2', 'target:gep'],
    激发绿色高质量发展的内生动力: ['E02-2'],
    维护生态空间格局稳定: ['E03-1'],
    '加强重要生态空间、资源开发利用活动监督': ['E03-1', 'E03-2'],
    结合灾后恢复重建: ['E04-1'],
    推进生态修复: ['E04-1'],
    加强生物多样性保护: ['E06-1'],
    提升智慧化监测水平: ['E06-2'],
    保护重点生物遗传资源: ['E08-1'],
  },
};

const ROOT = join(import.meta.dirname, '../../..');
const EXPLANATION = join(ROOT, '../shared/reference/mentougou-2024-plan-explained.txt');
const [plan] = loadDistrict(join(ROOT, 'districts/mentougou')).plans as readonly [Plan];

/** The words of the explanation that a measure or target quotes, or the goal of a board as the plan writes it. */
function wordsAt(place: string, boardId: string): string {
  if (place === 'goal:') return plan.boards.find((b) => b.id === boardId)?.goal.zh ?? '';
  const target = plan.targets.find((t) => `target:${t.id}` === place);
  if (target) return target.board === boardId ? target.stated : '';
  const measure = measuresOf(plan, { board: boardId }).find((m) => m.id === place);
  return measure?.origin === 'stated' ? (measure.stated ?? '') : '';
}

describe.each(Object.entries(STATED))('what the official explanation states: %s', (board, phrases) => {
  it.each(Object.entries(phrases))('%s', (phrase, places) => {
    for (const place of places) expect(wordsAt(place, board), place).toContain(phrase);
  });
});

/** The words that join the phrases in the explanation. */
const JOINTS = /主要目标是|的基础上|具体措施包括|一是|二是|三是|四是|五是|一方面|另一方面|通过|等|推进|[\p{P}\s]/gu;

describe.skipIf(!existsSync(EXPLANATION) && !env['CI'])('the official explanation itself', () => {
  const explanation = existsSync(EXPLANATION) ? readFileSync(EXPLANATION, 'utf8') : '';
  const sections = explanation.split(/^\s*[三四五六七八]、.*$/m).slice(1, 6);

  it('has the five sections that the checklist walks', () => {
    expect(sections).toHaveLength(5);
  });

  it.each(Object.entries(STATED).map(([board, phrases], i) => ({ board, phrases, i })))(
    'states nothing beyond the checklist: $board',
    ({ phrases, i }) => {
      const byLength = Object.keys(phrases).toSorted((a, b) => b.length - a.length);
      const section = sections[i] ?? '';
      for (const phrase of byLength) expect(section).toContain(phrase);
      const rest = byLength.reduce((text, phrase) => text.replaceAll(phrase, ''), section);
      const title = plan.boards[i]?.title.zh ?? '';
      expect(rest.replaceAll(title, '').replaceAll(JOINTS, '')).toBe('');
    },
  );

  it('holds every quotation of the plan, word for word', () => {
    const quotations = [...measuresOf(plan), ...plan.targets].flatMap((item) => item.stated?.split('……') ?? []);
    expect(quotations.length).toBeGreaterThan(60);
    for (const quotation of quotations) expect(explanation).toContain(quotation);
  });

  it('names the plan and the three initiatives that are marked stated', () => {
    expect(explanation).toContain(plan.title.zh);
    for (const name of ['创新低碳试点', '汛期水环境精细化管理', '重要物种应急保护'])
      expect(explanation).toContain(name);
  });
});
