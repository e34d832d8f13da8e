import { chineseDate } from '../chinese.ts';
import type { Block, Figure, Frame, OfficialDocument } from '../document.ts';
import { demand, heading, listed, say, tabled, tableOf } from './common.ts';

const NAME = { zh: '督办函', en: 'supervision letter' };

/** A measure that has fallen behind. */
export interface SupervisedItem {
  /** Number in the plan */
  readonly number: string;
  readonly title: string;
  /** 完成时限 as the plan writes it: `年底前` */
  readonly due: string;
  /** Days past the due day; `null` when the measure is not late but behind otherwise */
  readonly daysLate: Figure | null;
  /** The last report that came in; `null` for none */
  readonly lastReport: { readonly date: string; readonly text: string } | null;
  readonly problem: string;
}

export interface SupervisionFacts {
  /** `addressees` is the unit supervised */
  readonly frame: Frame;
  readonly plan: string;
  /** What it is about: `施工工地扬尘治理`; stands in the title */
  readonly subject: string;
  /** The rule that it rests on, as it is to be quoted; `null` for none */
  readonly grounds: string | null;
  /** What was done before: `2024年10月20日已书面提醒`; `null` for nothing */
  readonly before: string | null;
  readonly items: readonly SupervisedItem[];
  readonly requirements: readonly string[];
  /** Day by which the unit is to answer, `2024-11-15` */
  readonly replyBy: string;
}

function lastReportText(item: SupervisedItem): string {
  return item.lastReport === null ? '未报送' : `${chineseDate(item.lastReport.date)}：${item.lastReport.text}`;
}

function opening({ grounds, plan, before, items }: SupervisionFacts): Block {
  const basis = grounds === null ? '' : `根据${grounds}，`;
  const earlier = before === null ? '' : `${before}，`;
  return say(`${basis}经调度核查，你单位承担的${plan}下列${items.length}项措施进展滞后。${earlier}现予督办。`);
}

/**
 * The letter that presses a unit for measures fallen behind 督办函.
 *
 * @throws QingshanError `bad-facts` when it names no measure or no unit
 */
export function supervisionLetter(facts: SupervisionFacts): OfficialDocument {
  demand(facts.items.length > 0, NAME, { zh: '没有督办事项', en: 'it names no measure' });
  demand(facts.frame.addressees.length > 0, NAME, { zh: '没有主送单位', en: 'it names no unit' });
  const items = tableOf({ id: 'items', caption: '督办事项清单', empty: '' }, facts.items, [
    { key: 'number', title: '序号', width: 7, cell: (i) => i.number },
    { key: 'title', title: '措施', width: 25, align: 'left', cell: (i) => i.title },
    { key: 'due', title: '完成时限', width: 11, cell: (i) => i.due },
    { key: 'daysLate', title: '逾期天数', width: 8, cell: (i) => i.daysLate ?? '—' },
    { key: 'lastReport', title: '最近一次报送', width: 28, align: 'left', cell: lastReportText },
    { key: 'problem', title: '主要问题', width: 21, align: 'left', cell: (i) => i.problem },
  ]);
  const reply = `请于${chineseDate(facts.replyBy)}前书面反馈整改情况，并附佐证材料。逾期未反馈的，将按规定进一步处理。`;
  const blocks: Block[] = [
    opening(facts),
    heading('督办事项'),
    tabled(items),
    heading('有关要求'),
    ...listed(facts.requirements, '请按行动计划明确的时限和标准推进。'),
    heading('反馈时限'),
    say(reply),
    say('特此函告。'),
  ];
  return {
    ...facts.frame,
    kind: 'supervision-letter',
    title: `关于${facts.subject}的督办函`,
    blocks,
    attachments: [],
    landscape: false,
  };
}
