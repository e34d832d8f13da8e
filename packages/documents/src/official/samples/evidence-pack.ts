import { figureOf } from '../inline.ts';
import type { EvidencePackFacts } from '../producers/evidence-pack.ts';
import { SAMPLE_FRAME, SAMPLE_PLAN } from './frame.ts';

export const SAMPLE_EVIDENCE: EvidencePackFacts = {
  frame: { ...SAMPLE_FRAME, number: null, addressees: [] },
  plan: SAMPLE_PLAN,
  measure: {
    number: '31',
    text: '施工工地扬尘视频监管全覆盖。',
    board: '蓝天保卫战',
    task: '施工工地扬尘治理',
    lead: ['区住房和城乡建设委员会'],
    responsible: ['区住房和城乡建设委员会'],
    assisting: ['各镇街'],
    due: '2024年10月底前',
    criteria: null,
  },
  standing: {
    claimed: '27个，共32个（模拟）',
    verified: '25个（模拟）',
    timely: '应报10次，按时9次',
    fresh: '最近一次报送2024年9月5日',
    effective: '暂不能判断',
  },
  reports: [
    {
      period: '2024年9月',
      submitted: '2024-09-05',
      unit: '区住房和城乡建设委员会',
      text: '已接入27个工地（模拟）。',
      claimed: figureOf(27, '个', 'report/31/2024-09'),
    },
  ],
  files: [
    {
      file: 'E31-01.jpg',
      title: '工地监控画面（模拟）',
      // SHA-256 of the empty text
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      taken: '2024年9月3日10:20',
      place: null,
      unit: '区住房和城乡建设委员会',
      submitted: '2024-09-05',
    },
  ],
  verifications: [
    { date: '2024-09-12', by: '行动计划办公室（模拟）', result: '退回', reason: '2个工地画面不能回放（模拟）。' },
  ],
};
