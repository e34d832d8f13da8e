import { figureOf } from '../inline.ts';
import type { SupervisionFacts } from '../producers/supervision-letter.ts';
import { SAMPLE_FRAME, SAMPLE_PLAN } from './frame.ts';

export const SAMPLE_LETTER: SupervisionFacts = {
  frame: {
    ...SAMPLE_FRAME,
    number: '模拟督〔2024〕3号',
    addressees: ['区住房和城乡建设委员会'],
    remark: '联系人：模拟联系人，电话：（模拟）',
  },
  plan: SAMPLE_PLAN,
  subject: '施工工地扬尘治理',
  grounds: '行动计划调度督办有关规定（模拟）',
  before: '2024年10月20日已书面提醒',
  items: [
    {
      number: '31',
      title: '施工工地扬尘视频监管全覆盖',
      due: '2024年10月底前',
      daysLate: figureOf(8, '天', 'list/late/31'),
      lastReport: { date: '2024-09-05', text: '已接入27个工地（模拟）' },
      problem: '尚有5个工地未接入视频监管（模拟）。',
    },
    {
      number: '33',
      title: '渣土车密闭运输专项检查',
      due: '每季度',
      daysLate: null,
      lastReport: null,
      problem: '第三季度未报送检查情况（模拟）。',
    },
  ],
  requirements: ['明确责任人和完成时间，逐个工地落实接入。', '补报第三季度检查情况和佐证材料。'],
  replyBy: '2024-11-15',
};
