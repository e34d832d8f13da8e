import { figureOf } from '../inline.ts';
import type { LedgerFacts } from '../producers/register-ledger.ts';
import { SAMPLE_DISTRICT, SAMPLE_FRAME } from './frame.ts';

const TOWNS = ['龙泉镇', '永定镇', '军庄镇', '王平镇', '潭柘寺镇'];

/** Forty made-up sites, enough for a second page. */
const ENTRIES = Array.from({ length: 40 }, (_, i) => ({
  name: `模拟工地${i + 1}`,
  town: TOWNS[i % TOWNS.length] ?? '',
  stage: i % 3 === 0 ? '土方' : '主体结构',
  area: figureOf(`${1200 + i * 35}.5`, '', `register/sites/${i + 1}`),
  start: '2024.3.5',
  video: i % 4 === 0 ? '否' : '是',
  wash: '是',
  state: i % 4 === 0 ? '整改中' : '已销号',
}));

export const SAMPLE_LEDGER: LedgerFacts = {
  frame: { ...SAMPLE_FRAME, number: null, addressees: [] },
  district: SAMPLE_DISTRICT,
  register: '施工工地台账',
  asOf: '2024-10-31',
  filter: null,
  columns: [
    { key: 'name', title: '工地名称', width: 20, align: 'left' },
    { key: 'town', title: '镇街', width: 12, align: 'center' },
    { key: 'stage', title: '施工阶段', width: 12, align: 'center' },
    { key: 'area', title: '占地面积（平方米）', width: 14, align: 'right' },
    { key: 'start', title: '开工日期', width: 12, align: 'center' },
    { key: 'video', title: '视频监控', group: '扬尘防治', width: 9, align: 'center' },
    { key: 'wash', title: '车辆冲洗', group: '扬尘防治', width: 9, align: 'center' },
    { key: 'state', title: '状态', width: 12, align: 'center' },
  ],
  entries: ENTRIES,
};
