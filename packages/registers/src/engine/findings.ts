import type { Localized } from '@qingshan/kernel';

export type Severity = 'refused' | 'doubtful' | 'note';
type Row = readonly [severity: Severity, zh: string, en: string];

/**
 * Every finding about a cell, with its text: what is wrong, why, what to do. `{column}` and `{value}` are always there.
 * refused: the entry is not taken over; doubtful: taken over, to be looked at; note: how it was read.
 */
const TABLE = {
  required: [
    'refused',
    '“{column}”没有填写，这一项必填。请补上。',
    '“{column}” is empty, and it is required. Fill it in.',
  ],
  'error-cell': [
    'refused',
    '“{column}”的单元格是公式错误 {value}。请更正公式，或直接填写内容。',
    '“{column}” holds the formula error {value}. Correct the formula or write the content itself.',
  ],
  'bad-number': [
    'refused',
    '“{column}”写作“{value}”，读不出一个确定的数。请只填数字{unit}，不写“约”“以上”等字样。',
    '“{column}” says “{value}”, which is not one definite number. Write digits only{unit}, without “about” or “over”.',
  ],
  'unknown-unit': [
    'refused',
    '“{column}”的“{value}”带有不能换算的单位“{written}”。本列单位为 {unit}，请换算后填写。',
    '“{column}” says “{value}”; its unit “{written}” does not convert. The unit of this column is {unit}: convert the value.',
  ],
  'unit-converted': [
    'note',
    '“{column}”的“{value}”已换算为 {number} {unit}。',
    '“{column}”: “{value}” was converted to {number} {unit}.',
  ],
  'not-integer': [
    'refused',
    '“{column}”写作“{value}”，应为整数。请更正。',
    '“{column}” says “{value}” and must be a whole number. Correct it.',
  ],
  'out-of-range': [
    'refused',
    '“{column}”为 {value}，超出可能的范围（{range}）。请核对数值和单位。',
    '“{column}” is {value}, outside what is possible ({range}). Check the value and its unit.',
  ],
  'bad-date': [
    'refused',
    '“{column}”写作“{value}”，不是确定的日期。请写成 2024-03-05。',
    '“{column}” says “{value}”, which is no definite date. Write 2024-03-05.',
  ],
  'date-without-day': [
    'refused',
    '“{column}”写作“{value}”，没有写明是哪一日。请写成 2024-03-05。',
    '“{column}” says “{value}” and does not name the day. Write 2024-03-05.',
  ],
  'date-without-year': [
    'refused',
    '“{column}”写作“{value}”，没有写明四位数的年份。请写成 2024-03-05。',
    '“{column}” says “{value}” and does not name the year in four digits. Write 2024-03-05.',
  ],
  'serial-date': [
    'note',
    '“{column}”的数字 {value} 是电子表格的日期序号，已读作 {date}。',
    '“{column}”: the number {value} is the day number of a spreadsheet and was read as {date}.',
  ],
  'bad-month': [
    'refused',
    '“{column}”写作“{value}”，不是月份。请写成 2024-03。',
    '“{column}” says “{value}”, which is no month. Write 2024-03.',
  ],
  'bad-time': [
    'refused',
    '“{column}”写作“{value}”，不是时间。请写成 2024-03-05 08:30:00。',
    '“{column}” says “{value}”, which is no time. Write 2024-03-05 08:30:00.',
  ],
  'in-future': [
    'doubtful',
    '“{column}”的 {value} 晚于今天（{today}），而它应当已经发生。请核对。',
    '“{column}” is {value}, later than today ({today}), though it should have happened. Check it.',
  ],
  'not-boolean': [
    'refused',
    '“{column}”写作“{value}”，看不出是或否。请填“是”或“否”。',
    '“{column}” says “{value}”, neither yes nor no. Write 是 or 否.',
  ],
  'unknown-word': [
    'refused',
    '“{column}”没有“{value}”这个选项{nearest}。可填：{allowed}。',
    '“{column}” has no choice “{value}”{nearest}. Choose one of: {allowed}.',
  ],
  'unknown-place': [
    'refused',
    '“{column}”的“{value}”不在本区的名单中{nearest}。请按名单填写。',
    '“{column}”: “{value}” is not in the list of the district{nearest}. Write a name of the list.',
  ],
  'bad-position': [
    'refused',
    '“{column}”写作“{value}”，不是中国境内的经纬度。请用度填写，如经度 116.105000、纬度 39.940000。',
    '“{column}” says “{value}”, which is no position in China. Write degrees, such as 116.105000 and 39.940000.',
  ],
  'position-swapped': [
    'refused',
    '“{column}”的经度与纬度似乎填反了（{value}）。请对调后再填。',
    '“{column}”: longitude and latitude seem to be exchanged ({value}). Write them the other way round.',
  ],
  'position-incomplete': [
    'refused',
    '“{column}”只填了经度、纬度中的一个（{value}）。请补齐或都留空。',
    '“{column}” has only one of longitude and latitude ({value}). Add the other or leave both empty.',
  ],
  'too-long': [
    'refused',
    '“{column}”超过 {limit} 个字。请缩短，详细内容可写入备注。',
    '“{column}” is longer than {limit} characters. Shorten it; details may go into the notes.',
  ],
  'bad-pattern': [
    'refused',
    '“{column}”写作“{value}”，{why}。请对照证照更正；暂时不知道的请留空。',
    '“{column}” says “{value}”: {why}. Correct it from the document; leave it empty while it is not known.',
  ],
  'unknown-reference': [
    'refused',
    '“{column}”的“{value}”在对应的台账中没有。请先登记，或更正编号。',
    '“{column}”: “{value}” is not in the register it refers to. Register it first or correct the number.',
  ],
  'read-as-empty': [
    'note',
    '“{column}”写作“{value}”，按未填写处理。',
    '“{column}” says “{value}” and was taken as not filled in.',
  ],
  falls: [
    'refused',
    '“{column}”（{value}）小于或早于“{earlier}”（{before}），次序颠倒。请核对两项。',
    '“{column}” ({value}) is less than or before “{earlier}” ({before}), which is the wrong way round. Check both.',
  ],
  rule: ['refused', '{why}', '{why}'],
  'repeated-key': [
    'refused',
    '编号“{value}”在第 {other} 行已出现，编号不能重复。请更正，或删去重复的一行。',
    'Number “{value}” occurs in row {other} already, and numbers are unique. Correct it or delete one of the rows.',
  ],
  'not-own': [
    'refused',
    '这一行不属于本单位（所属镇街、主管或承办单位都不是{unit}），您的账号只能导入本单位的。请交台账牵头单位或攻坚办导入。',
    'This row does not belong to your unit ({unit} is neither its town nor a unit named in it); your account imports its own rows only. Leave it to the keeper of the register or the plan office.',
  ],
  'suspected-duplicate': [
    'doubtful',
    '与编号 {others} 疑似为同一个（{fields}相同或位置相近）。请核对，是同一个的请只留一条。',
    'Suspected to be the same as {others} ({fields} agree, or they lie close). Check, and keep one if it is.',
  ],
  'unknown-column': [
    'doubtful',
    '“{value}”不是本台账的列{nearest}，其内容没有读取。如需保留，请改用模板中的列名。',
    '“{value}” is no column of this register{nearest}; its content was not read. Use a head of the template to keep it.',
  ],
  'repeated-column': [
    'refused',
    '“{value}”与第 {other} 列是同一项，不知以哪一列为准。请删去一列。',
    '“{value}” means the same as column {other}, so it is not known which counts. Delete one.',
  ],
  'merged-cells': [
    'note',
    '有 {count} 处合并单元格的文字按其下每一行相同读取（首处在第 {row} 行）。合并的数值只算第一行。',
    'Texts of merged cells were read as the same for each row below: {count} (the first in row {row}). Merged numbers count in the first row only.',
  ],
  'missing-columns': [
    'refused',
    '表头缺少必填的列：{names}。请使用模板，或补上这些列。',
    'Required columns are missing: {names}. Use the template or add them.',
  ],
  'no-head': [
    'refused',
    '前 {rows} 行中没有找到本台账的表头。请使用模板。',
    'No head of this register was found in the first {rows} rows. Use the template.',
  ],
  'head-unit': [
    'refused',
    '表头“{value}”的单位不能换算为 {unit}。请改用模板的单位，并换算各行数值。',
    'The unit in the head “{value}” does not convert to {unit}. Use the unit of the template and convert the values.',
  ],
  'masked-workbook': [
    'refused',
    '这是脱敏后导出的表，部分内容已隐去，不能再导入，否则会覆盖原有内容。请用有权限的账号导出后修改。',
    'This workbook was exported with parts masked. It is not taken back, or what is hidden would be lost. Export it with an account that may see everything.',
  ],
  'bad-workbook': [
    'refused',
    '工作簿无法读取（{why}）。请在电子表格软件中打开后另存为 xlsx。',
    'The workbook cannot be read ({why}). Open it in a spreadsheet program and save it as xlsx.',
  ],
} as const satisfies Record<string, Row>;

export type FindingCode = keyof typeof TABLE;
export type FindingValues = Readonly<Record<string, string | number | Localized>>;

/** Something to be said about a cell, a row or a workbook. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Column id, or `null` when it is about the whole */
  readonly column: string | null;
  /** What stands in the cell, shortened */
  readonly value: string | null;
  /** What is wrong, why, and what to do */
  readonly text: Localized;
}

export interface FindingPlace {
  readonly column?: { readonly id: string; readonly name: Localized };
  readonly value?: string;
}

const SHOWN_LENGTH = 60;

function shorten(value: string): string {
  return value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value;
}

/** @param severity overrides that of the table, for rules that state their own */
export function makeFinding(
  code: FindingCode,
  place: FindingPlace = {},
  values: FindingValues = {},
  severity?: Severity,
): Finding {
  const [usual, zh, en] = TABLE[code];
  const value = place.value === undefined ? null : shorten(place.value);
  const all: FindingValues = { value: value ?? '', ...(place.column && { column: place.column.name }), ...values };
  const fill = (template: string, language: keyof Localized): string =>
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const filler = all[name] ?? '';
      return String(typeof filler === 'object' ? filler[language] : filler);
    });
  return {
    code,
    severity: severity ?? usual,
    column: place.column?.id ?? null,
    value,
    text: { zh: fill(zh, 'zh'), en: fill(en, 'en') },
  };
}

/** Value `nearest` of the texts. */
export function nearestText(name: string | null): Localized {
  return name === null ? { zh: '', en: '' } : { zh: `，最接近的是“${name}”`, en: ` (the nearest is “${name}”)` };
}
