import { isToBeChecked, type Certainty } from '@qingshan/kernel';
import { columnsOf, unitText, type Column } from '../engine/columns.ts';
import type { FieldType, RegisterContext, RegisterDefinition } from '../engine/types.ts';
import { allowedWords, WORDS_SHEET } from './register-sheet.ts';
import type { Sheet, SheetCell, Style } from './write-xlsx.ts';

const TYPES: Readonly<Record<FieldType, string>> = {
  text: '文字',
  integer: '整数',
  number: '数值',
  date: '日期，如 2024-03-05',
  month: '月份，如 2024-03',
  time: '时间，如 2024-03-05 08:30:00',
  boolean: '是或否',
  enum: '选一项',
  'multi-enum': '可选几项，用“、”隔开',
  town: '镇街名称',
  unit: '单位名称',
  position: '度，大地坐标（CGCS2000），不是地图 App 的坐标',
  attachment: '文件名，几个用“、”隔开',
  reference: '另一台账的编号',
};

/** First line of the notes of a sample. */
export const SAMPLE_LABEL = '示例（模拟数据）：以下内容均为虚构，不对应任何真实的单位、个人或地点。';

/** First line of the notes of a workbook from which something was masked; such a workbook is not taken back. */
export const MASKED_LABEL = '本表经过脱敏，部分内容已隐去，只供查阅，不能再导入。';

function mark(certainty: Certainty): string {
  return isToBeChecked(certainty) ? '（待核对）' : '';
}

function row(values: readonly string[], style: Style = 'wrapped'): SheetCell[] {
  return values.map((value) => ({ value, style }));
}

function columnRow(column: Column, names: Pick<RegisterContext, 'towns' | 'units'>): SheetCell[] {
  const { field } = column;
  const hint = [
    TYPES[field.type],
    field.type === 'text' && field.pattern === undefined ? `不超过 ${field.maxLength} 字` : '',
    field.hint?.zh ?? '',
    field.sensitive === null ? '' : `${field.sensitive.name.zh}，按权限显示`,
  ];
  return row([
    column.head,
    field.name.en,
    unitText(field),
    field.required ? '必填' : '',
    hint.filter(Boolean).join('；'),
    field.type === 'town' || field.type === 'unit' ? `见“${WORDS_SHEET}”` : allowedWords(column, names).join('、'),
  ]);
}

/** The sheet that explains a register: what it is for, who keeps it, each column, the states. */
export function notesSheet(
  definition: RegisterDefinition,
  names: Pick<RegisterContext, 'towns' | 'units'>,
  labels: readonly string[],
): Sheet {
  const { purpose, keeper, basis, states } = definition;
  const rows = [
    row([`${definition.name.zh} 填写说明`, definition.name.en], 'title'),
    ...labels.map((label) => row([label], 'text')),
    row(['用途', purpose.zh], 'text'),
    row(['维护单位', keeper.zh], 'text'),
    ...basis.map(({ text, certainty }) => row(['依据', `${text.zh}${mark(certainty)}`], 'text')),
    row(['写法', '一行一项；带“*”的列必填；不知道的留空，不写“无”“待定”。列的次序可以改变，列名不要改。'], 'text'),
    ...states.map((state) => row([`状态：${state.name.zh}`, state.means.zh], 'text')),
    [],
    row(['列名', '英文', '单位', '必填', '填写要求', '可填的内容'], 'head'),
    ...columnsOf(definition).map((column) => columnRow(column, names)),
  ];
  return { name: '填写说明', rows, widths: [22, 30, 12, 8, 46, 60], frozen: 0, lists: [], print: 'fitted' };
}
