import type { Localized } from '@qingshan/kernel';

/** The doubts that a document can raise, with their texts; `{words}` and the other names are filled in. */
const TEXTS = {
  'tracked-changes': {
    zh: '文档含修订痕迹（{count} 处，如“{words}”）：插入的文字按已接受、删除的文字按已删除读取，请核对',
    en: 'The document has tracked changes ({count}, such as “{words}”); insertions were read as accepted, deletions as gone. Check them',
  },
  'hidden-sheet': {
    zh: '有隐藏的工作表没有读取（{count} 个，如“{words}”）',
    en: 'Hidden sheets were not read ({count}, such as “{words}”)',
  },
  'hidden-rows': {
    zh: '有隐藏的行，已照常读取（“{words}”），请核对是否仍有效',
    en: 'Hidden rows were read like others (“{words}”); check whether they still hold',
  },
  'unread-content': {
    zh: '图片、文本框、脚注、没有结果的公式或第100列以后的内容没有读取（{count} 处{words}）',
    en: 'Pictures, text boxes, notes, formulas without a result or columns after the 100th were not read ({count}{words})',
  },
  'year-missing': {
    zh: '文档标题没有写明计划年度；没有建议年度的，请指明年度重新读取',
    en: 'The title does not say the year of the plan; where none is suggested, read the document again and name it',
  },
  'nothing-found': {
    zh: '没有找到可以识别的计划表格或带责任单位的条目',
    en: 'No plan table and no item with units was recognised',
  },
  'count-differs': {
    zh: '文档写明{what} {declared} 项，读出 {found} 项',
    en: 'The document states {declared} {what}, {found} were found',
  },
  'total-differs': {
    zh: '合计行“{words}”与读出的数目不符：{found}',
    en: 'The total row “{words}” differs from what was found: {found}',
  },
  'column-unread': {
    zh: '“{words}”一列没有对应的项目，没有读入',
    en: 'The column “{words}” has no counterpart and was not read',
  },
  'table-unread': {
    zh: '表头无法识别，整张表没有读入：{words}',
    en: 'The head was not recognised, so the table was not read: {words}',
  },
  'table-without-header': {
    zh: '这张表没有表头，按上一张表的列读取，请核对',
    en: 'This table has no head; it was read with the columns of the one before. Check it',
  },
  'row-incomplete': {
    zh: '这一行没有措施内容，没有读入：{words}',
    en: 'This row has no measure and was not read: {words}',
  },
  'row-continued': {
    zh: '这一行只有措施文字，上一条没有写完，可能是同一条跨页：{words}',
    en: 'This row holds words of a measure only and the one before is unfinished; perhaps one row over two pages: {words}',
  },
  'paragraph-unread': {
    zh: '这一段写有责任单位，但文档以表格为准，没有读入：{words}',
    en: 'This paragraph names units, but the tables prevail; it was not read: {words}',
  },
  'board-unknown': {
    zh: '“{words}”不是已知的板块，请指定所属板块或确认为新板块',
    en: '“{words}” is no known board; name the board or confirm a new one',
  },
  'board-missing': {
    zh: '这项任务之前没有板块标题',
    en: 'No title of a board stands before this task',
  },
  'task-missing': { zh: '这条措施没有所属任务', en: 'This measure stands under no task' },
  'number-missing': { zh: '缺序号', en: 'The number is missing' },
  'number-repeated': { zh: '序号“{words}”重复', en: 'The number “{words}” is repeated' },
  'number-gap': {
    zh: '序号“{words}”不连续，此处应为 {expected}',
    en: 'The number “{words}” breaks the sequence; {expected} belongs here',
  },
  'number-unreadable': { zh: '序号“{words}”不是数字', en: 'The number “{words}” is no number' },
  'measure-ordinals': {
    zh: '措施的小序号不连续：{words}',
    en: 'The ordinals of the measures are not in sequence: {words}',
  },
  'measure-paragraphs': {
    zh: '单元格里有 {count} 段没有小序号的文字，暂作一条措施，也可能是多条',
    en: 'The cell has {count} paragraphs without ordinals; taken as one measure, they may be several',
  },
  'measure-lead-in': {
    zh: '小序号前有一段引语，没有作为措施：{words}',
    en: 'Words before the first ordinal were not taken as a measure: {words}',
  },
  'carried-figure': {
    zh: '由上年结转，其中的年份或数量须按新一年核定：{words}',
    en: 'Copied from last year; its year or quantity has to be set anew: {words}',
  },
  'measure-repeated': {
    zh: '与 {other} 文字相同',
    en: 'Has the same words as {other}',
  },
  'parts-differ': {
    zh: '措施分 {count} 条，而“{words}”的小序号与之不对应，暂按全部适用',
    en: 'There are {count} measures but the ordinals of “{words}” do not match them; taken to hold for all',
  },
  'unit-unknown': { zh: '“{words}”不在单位名单中', en: '“{words}” is not in the list of units' },
  'unit-misspelt': {
    zh: '“{words}”不在单位名单中，最接近“{name}”（差 {distance} 个字）',
    en: '“{words}” is not in the list of units; the nearest is “{name}” ({distance} characters differ)',
  },
  'unit-ambiguous': {
    zh: '“{words}”可能是：{names}',
    en: '“{words}” may be any of: {names}',
  },
  'unit-former-name': {
    zh: '“{words}”是旧名称，现为“{name}”',
    en: '“{words}” is a former name; the unit is now “{name}”',
  },
  'unit-collective': {
    zh: '“{words}”没有指明单位',
    en: '“{words}” does not say which units',
  },
  'unit-qualified': {
    zh: '“{words}”带有附加说明，请核对单位',
    en: '“{words}” has a qualification; check the units',
  },
  'unit-joined': {
    zh: '“{words}”可能是几个单位连写',
    en: '“{words}” may be several units written as one',
  },
  'same-as-above': { zh: '“{words}”指上一条', en: '“{words}” refers to the item above' },
  'units-missing': { zh: '没有写{role}单位', en: 'No {role} unit is written' },
  'lead-missing': {
    zh: '文档只写责任单位，没有区分牵头；可按排在第一位的单位牵头',
    en: 'The document names responsible units without saying which leads; the first may be taken to lead',
  },
  'role-double': {
    zh: '“{words}”既牵头或主责又协办',
    en: '“{words}” assists although it leads or is responsible',
  },
  'due-missing': { zh: '没有写完成时限', en: 'No due date is written' },
  'due-unclear': { zh: '完成时限“{words}”无法识别', en: 'The due date “{words}” was not understood' },
  'due-vague': {
    zh: '完成时限“{words}”不够明确，可理解为 {date}',
    en: 'The due date “{words}” is vague; it may mean {date}',
  },
  'due-immediate': {
    zh: '“{words}”没有日期，请填写完成日期',
    en: '“{words}” gives no day; enter one',
  },
  'due-several': {
    zh: '“{words}”含几个时限，请指定一个',
    en: '“{words}” holds several due dates; name one',
  },
  'due-other-year': {
    zh: '完成时限“{words}”不在计划年度之内',
    en: 'The due date “{words}” does not lie in the year of the plan',
  },
  'due-serial': {
    zh: '完成时限“{words}”像是表格程序的日期序号，相当于 {date}',
    en: 'The due date “{words}” looks like the serial number of a spreadsheet date: {date}',
  },
} as const satisfies Record<string, Localized>;

export type DoubtCode = keyof typeof TEXTS;

export const DOUBT_CODES = Object.keys(TEXTS) as DoubtCode[];

export type DoubtValues = Readonly<Record<string, string | number | Localized>>;

const LONGEST_WORDS = 60;

function shortened(text: string): string {
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
}

export function doubtText(code: DoubtCode, values: DoubtValues): Localized {
  const write = (language: keyof Localized): string =>
    TEXTS[code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? '';
      return shortened(String(typeof value === 'object' ? value[language] : value));
    });
  return { zh: write('zh'), en: write('en') };
}
