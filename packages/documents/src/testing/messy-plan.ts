import type { DraftDoubt } from '@qingshan/campaign';
import { makeDocx, p, run, tbl, tc, tr } from './make-docx.ts';

const HEAD = tr(
  ['序号', '重点任务', '工作措施', '完成时限', '牵头部门', '主责单位', '协办单位', '备注'].map((t) => tc(t)),
  '<w:tblHeader/>',
);

/** A row of the main table; `null` continues the merged cell above. */
function row(...texts: readonly (string | null)[]): string {
  return tr([...texts, ''].map((text) => (text === null ? tc('', { merge: 'continue' }) : tc(text))));
}

const merged = (text: string): string => tc(text, { merge: 'restart' });
const under = (): string => tc('', { merge: 'continue' });

/** A plan as it should not be written; the number behind each fault is that of the list of expected doubts. */
export const MESSY_PLAN = makeDocx([
  p('北京市门头沟区深入打好污染防治攻坚战2024年行动计划'),
  // 1 boards, tasks and measures are fewer than stated; the stated initiatives are right
  p('本计划包括五大板块，共88项重点任务、200项具体措施，其中特色举措1项。'),
  // 2 tracked changes
  p(`${run('附件')}<w:del w:id="1"><w:r><w:delText>2</w:delText></w:r></w:del>${run('1')}`),
  tbl(8, [
    HEAD, // 3 备注 is not read
    tr([tc('一、蓝天保卫战', { span: 8 })]),
    // 4 住健委 is as near to 住建委 as to 卫健委; 5 a misspelt name; 6 各有关部门; 7 a former name
    tr([
      merged('1'),
      merged('扬尘治理'),
      tc('①建立工地台账。②逐月通报。'),
      tc('2024.3.5'),
      tc('区住健委'),
      tc('区园林绿华局\n各有关部门'),
      tc('区环保局'),
      tc(''),
    ]),
    // 8 立行立改; 9 同上; 10 two names in one
    tr([
      under(),
      under(),
      tc('③整改裸地问题。'),
      tc('立行立改'),
      tc('同上'),
      tc('区交通局区水务局'),
      tc('各镇街'),
      tc(''),
    ]),
    row('小计', '', '1项任务，4项措施', '', '', '', ''), // 11 there are 3 measures
    HEAD, // repeated after a page break: no doubt
    row('3', '机动车治理', '★更新车辆30辆。', '6月', '区交通局', '区交通局', '区交通局、区商务局'), // 12 number 13 due 14 both roles
    row('', '餐饮油烟治理', '清洗净化设施', '', '区生态环境局', '', '各镇街'), // 15 number 16 due 17 responsible
    row('', '', '，每季度不少于一次。', '', '', '', ''), // 18 continues over the page; 19–21 due and units missing
    row('3', '噪声治理', '建立夜间施工台账。', '45356', '区旅游发展中心', '区住建委', ''), // 22 repeated 23 serial 24 unknown
    row('4a', '锅炉治理', '完成低氮改造。', '抓紧', '区城管委', '区城管委', ''), // 25 number 26 due
    tr([tc('二、固定源攻坚战', { span: 8 })]), // 27 no known board
    // 28 words before the first ordinal; 29 ordinals 1 and 3; 30 the year after; 31 qualified name; 32 three parts for two
    row(
      '5',
      '源头防控',
      '加强源头防控：①排查企业。③整改问题。',
      '2025年6月底前',
      '区生态环境局（牵头）',
      '①区水务局②区交通局④区教委',
      '',
    ),
    // 33 three paragraphs; 34 two dates
    row(
      '6',
      '固废处置',
      '提升收运能力。\n开展检查。\n加强宣传。',
      '6月底前完成方案，年底前完成建设',
      '区城管委',
      '区城管委',
      '',
    ),
    row('7', '宣传引导', '', '年底前', '区生态环境局', '区生态环境局', ''), // 35 no measure
    row('8', '台账管理', '建立工地台账。', '每月', '区住建委', '区住建委', '各镇街（大台街道除外）'), // 36 same words 37 qualified
  ]),
  p('责任单位：区生态环境局；完成时限：年底前。'), // 38 units outside the tables
  tbl(8, [row('9', '监督检查', '开展联合检查。', '每季度', '区生态环境局', '区公安分局', '')]), // 39 no head
  tbl(2, [tr([tc('联系人'), tc('电话')]), tr([tc('（略）'), tc('（略）')])]), // 40 not a plan
]);

/** The planted faults: number, doubt, draft id of the item, words. */
export const PLANTED: readonly (readonly [number, DraftDoubt['code'], string | null, string])[] = [
  [1, 'count-differs', null, '板块'],
  [1, 'count-differs', null, '重点任务'],
  [1, 'count-differs', null, '具体措施'],
  [2, 'tracked-changes', null, '2'],
  [3, 'column-unread', null, '备注'],
  [4, 'unit-ambiguous', 'A01-1', '区住健委'],
  [5, 'unit-misspelt', 'A01-1', '区园林绿华局'],
  [6, 'unit-collective', 'A01-1', '各有关部门'],
  [7, 'unit-former-name', 'A01-1', '区环保局'],
  [8, 'due-immediate', 'A01-3', '立行立改'],
  [9, 'same-as-above', 'A01-3', '同上'],
  [10, 'unit-joined', 'A01-3', '区交通局区水务局'],
  [11, 'total-differs', null, '小计 1项任务，4项措施'],
  [12, 'number-gap', 'A02', '3'],
  [13, 'due-vague', 'A02-1', '6月'],
  [14, 'role-double', 'A02-1', '区交通局'],
  [15, 'number-missing', 'A03', ''],
  [16, 'due-missing', 'A03-1', ''],
  [17, 'units-missing', 'A03-1', ''],
  [18, 'row-continued', 'A03-2', '，每季度不少于一次。'],
  [19, 'due-missing', 'A03-2', ''],
  [20, 'units-missing', 'A03-2', ''],
  [21, 'units-missing', 'A03-2', ''],
  [22, 'number-repeated', 'A04', '3'],
  [23, 'due-serial', 'A04-1', '45356'],
  [24, 'unit-unknown', 'A04-1', '区旅游发展中心'],
  [25, 'number-unreadable', 'A05', '4a'],
  [26, 'due-unclear', 'A05-1', '抓紧'],
  [27, 'board-unknown', 'board-b', '固定源攻坚战'],
  [28, 'measure-lead-in', 'B01-1', '加强源头防控：'],
  [29, 'measure-ordinals', 'B01-1', '1、3'],
  [30, 'due-other-year', 'B01-1', '2025年6月底前'],
  [31, 'unit-qualified', 'B01-1', '区生态环境局（牵头）'],
  [32, 'parts-differ', 'B01-1', '①区水务局②区交通局④区教委'],
  [33, 'measure-paragraphs', 'B02-1', '提升收运能力。\n开展检查。\n加强宣传。'],
  [34, 'due-several', 'B02-1', '6月底前完成方案，年底前完成建设'],
  [35, 'row-incomplete', null, '7 宣传引导 年底前 区生态环境局 区生态环境局'],
  [36, 'measure-repeated', 'B03-1', '建立工地台账。'],
  [37, 'unit-qualified', 'B03-1', '各镇街（大台街道除外）'],
  [38, 'paragraph-unread', null, '责任单位：区生态环境局；完成时限：年底前。'],
  [39, 'table-without-header', null, ''],
  [40, 'table-unread', null, '联系人 电话 （略） （略）'],
];
