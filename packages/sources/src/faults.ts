import type { Language, Localized } from '@qingshan/kernel';
import type { Fault } from './define.ts';

type Severity = Fault['severity'];
type Row = readonly [severity: Severity, zh: string, en: string];

/**
 * Every finding that reading a file can make, with its text: what is wrong, why, and what to do. Where it is (file, row,
 * column) is written in front of it. `{name}` is filled from the values.
 */
const TABLE = {
  'is-directory': ['refused', '这是文件夹，不是文件。请选择其中的文件。', 'This is a folder. Choose the files in it.'],
  unreadable: [
    'refused',
    '打不开（{why}）。请检查文件是否存在、是否有读取权限。',
    'It cannot be opened ({why}). Check that it exists and that you may read it.',
  ],
  'empty-file': [
    'refused',
    '文件是空的（0 字节），多半是下载时没有取到内容。请重新下载。',
    'The file is empty (0 bytes); most likely the download got nothing. Download it again.',
  ],
  'web-page': [
    'refused',
    '内容是网页而不是数据（开头是“{start}”），多半是下载时该文件不存在。请重新下载，或跳过这一天。',
    'It holds a web page, not data (it starts with “{start}”); most likely the file did not exist when it was downloaded. Download it again or leave this day out.',
  ],
  'wrong-format': [
    'refused',
    '这是{what}，不是本来源能读的格式。请另存为：{wanted}。',
    'This is {what}, which this source does not read. Save it as: {wanted}.',
  ],
  'gzip-truncated': [
    'refused',
    '压缩文件不完整，后半部分缺失（下载或拷贝中断）。没有导入任何内容；请重新取得完整的文件。',
    'The gzip file is cut off (an interrupted download or copy). Nothing was imported; get the whole file again.',
  ],
  'gzip-damaged': [
    'refused',
    '压缩文件已损坏，无法解压（{why}）。没有导入任何内容；请重新取得该文件。',
    'The gzip file is damaged and cannot be unpacked ({why}). Nothing was imported; get the file again.',
  ],
  'line-too-long': [
    'refused',
    '这一行超过 {limit} 字节仍未结束，不是这种数据文件。请检查是否选错了文件。',
    'This line is still going on after {limit} bytes, so it is no such data file. Check that you chose the right one.',
  ],
  'bad-encoding': [
    'refused',
    '文字编码有误：既不是完整的 UTF-8，也不是 GB18030。请用原文件，或另存为“CSV UTF-8”。',
    'The text is neither whole UTF-8 nor GB18030. Use the original file, or save it as “CSV UTF-8”.',
  ],
  'not-utf8': ['note', '文字编码是 GB18030(GBK)，已按此读取。', 'The text is in GB18030 (GBK) and was read as such.'],
  'missing-columns': [
    'refused',
    '表头缺少这些列：{names}。请按模板或原文件补上表头。',
    'The head lacks these columns: {names}. Restore the head of the template or of the original file.',
  ],
  'repeated-column': [
    'refused',
    '表头中“{name}”出现了两次，无法判断用哪一列。请删去多余的一列。',
    'The head has “{name}” twice, so it is not known which column counts. Delete one of them.',
  ],
  'unnamed-column': [
    'refused',
    '表头这一列没有名称，后面却还有列。请按原文件补上名称。',
    'This column has no name although named ones follow. Restore its name from the original file.',
  ],
  'no-stations': [
    'refused',
    '表头没有任何站点，只有 date、hour、type。请重新下载该文件。',
    'The head names no stations after date, hour, type. Download the file again.',
  ],
  'unknown-station': [
    'refused',
    '“{name}”不是北京市空气质量网络的站点{nearest}。请更正表头中的名称后重新导入。',
    '“{name}” is no station of the Beijing network{nearest}. Correct the name in the head and import again.',
  ],
  'spoilt-header': [
    'refused',
    '表头的站点名一个也认不出来（第一个是“{name}”），可能是乱码且无法还原，也可能不是本网络的文件。请从原处重新下载，或从同一时期其他日期的文件复制表头。',
    'None of the station names is recognised (the first is “{name}”): the head is garbled beyond recovery, or this is no file of the network. Download it again, or copy the head from a file of another day of the same period.',
  ],
  'header-recovered': [
    'note',
    '表头被电子表格软件损坏（UTF-8 被当作 GBK 读取），已对照站点表还原：{count} 个站点的残存文字和次序全部吻合（第一个是“{name}”）。多出的空列已略去。',
    'A spreadsheet program had spoilt the head (UTF-8 read as GBK). It was recovered against the station list: what is left of all {count} names agrees in order (the first is “{name}”). Empty extra columns were left out.',
  ],
  'missing-stations': [
    'note',
    '表头比站点表少 {count} 个站点：{names}。其余站点照常导入。',
    'Stations of the list that the head lacks: {count} ({names}). The others were imported.',
  ],
  'no-rows': ['refused', '只有表头，没有数据行。', 'There is a head but no row of data.'],
  'nothing-usable': [
    'refused',
    '{count} 行数据全部有误，没有可导入的内容。原因逐行列出。',
    'All {count} rows are wrong, so there is nothing to import. The reasons are listed row by row.',
  ],
  'all-outside': [
    'refused',
    '{count} 行数据的时间全部在 {earliest} 至 {latest} 之外。请检查文件的日期，或是否选错了文件。',
    'The times of all {count} rows lie outside {earliest} to {latest}. Check the dates in the file, or whether it is the right one.',
  ],
  'bad-date': [
    'refused',
    '“{value}”不是日期（应如 20240131）。该行未导入。',
    '“{value}” is no date (write 20240131). The row was not imported.',
  ],
  'bad-hour': [
    'refused',
    '“{value}”不是小时（应为 0 至 23）。该行未导入。',
    '“{value}” is no hour (0 to 23). The row was not imported.',
  ],
  'time-outside': [
    'refused',
    '时间 {value} 在 {earliest} 至 {latest} 之外。该行未导入；请检查日期。',
    'The time {value} lies outside {earliest} to {latest}. The row was not imported; check its date.',
  ],
  'unknown-type': [
    'refused',
    '不认识的 type“{value}”，共 {count} 行，均未导入。认识的有：{known}。',
    'Unknown type “{value}”; its rows were not imported: {count}. Known are: {known}.',
  ],
  'short-row': [
    'refused',
    '这一行只有 {count} 列，表头有 {expected} 列，可能被截断。该行未导入；请重新取得该文件。',
    'The row has {count} columns and the head {expected}; it may have been cut off. It was not imported; get the file again.',
  ],
  'long-row': [
    'refused',
    '这一行有 {count} 列有值，表头只有 {expected} 列，无法判断各值属于哪一列。该行未导入。',
    'The row has values in {count} columns and the head only {expected}, so it is not known which column is which. It was not imported.',
  ],
  'bad-quotes': [
    'refused',
    '引号不成对或位置有误（{why}）。请检查这一行。',
    'The quotation marks are wrong ({why}). Check this row.',
  ],
  'bad-number': [
    'refused',
    '“{value}”不是可以保存的数值。该值未导入；请更正后重新导入。',
    '“{value}” is no number that can be stored. The value was not imported; correct it and import again.',
  ],
  negative: [
    'quarantined',
    '{parameter} 为负值 {value} {unit}，不可能。已隔离保存，不参与任何计算；如有更正，重新导入即可取代。',
    '{parameter} of {value} {unit} is negative and impossible. It is kept in quarantine and takes no part in any figure; importing a correction replaces it.',
  ],
  implausible: [
    'quarantined',
    '{parameter} 为 {value} {unit}，超出可信范围 {min} 至 {max}。已隔离保存，不参与任何计算；如有更正，重新导入即可取代。',
    '{parameter} of {value} {unit} lies outside the plausible range, {min} to {max}. It is kept in quarantine and takes no part in any figure; importing a correction replaces it.',
  ],
  'derived-rows': [
    'note',
    '{count} 行是发布方的计算值（{types}），未保存；系统按标准自行计算。',
    'Rows worked out by the publisher were not stored: {count} ({types}). They are computed here by the standard.',
  ],
  'repeated-equal': [
    'note',
    '{count} 个值在{other}中已有，时刻与数值都相同（首个：{what}），不影响结果。',
    'Values given before for the same time, in {other}, and equal: {count} (the first: {what}). No effect.',
  ],
  'repeated-different': [
    'note',
    '{what} 出现两次且不同：{other}为 {earlier}，此处为 {value}。以后出现的为准。',
    '{what} occurs twice and differs: {earlier} in {other}, {value} here. The last one counts.',
  ],
  'no-head': [
    'refused',
    '前 {rows} 行中找不到表头。需要这些列：{names}。请使用模板。',
    'There is no head in the first {rows} rows. These columns are needed: {names}. Use the template.',
  ],
  'label-conflict': [
    'refused',
    '时间列的名称“{name}”与所选来源不符：来源“{source}”以小时的{how}命名。请改用来源“{wanted}”。',
    'The time column is called “{name}”, but source “{source}” names an hour by its {how}. Use source “{wanted}”.',
  ],
  'extra-columns': ['note', '未使用的列：{names}。', 'Columns not used: {names}.'],
  'unknown-site': [
    'refused',
    '没有名为“{value}”的点位{nearest}。请更正名称，或先登记该点位。',
    'There is no site “{value}”{nearest}. Correct the name, or register the site first.',
  ],
  'unknown-parameter': [
    'refused',
    '不认识的监测项目“{value}”{nearest}。请更正名称。',
    'Unknown parameter “{value}”{nearest}. Correct the name.',
  ],
  'unknown-unit': [
    'refused',
    '不认识的单位“{value}”。{parameter} 的单位写作 {unit}。',
    'Unknown unit “{value}”. The unit of {parameter} is written {unit}.',
  ],
  'wrong-unit': [
    'refused',
    '单位“{value}”不能换算为 {parameter} 的单位 {unit}。请更正单位。',
    'The unit “{value}” does not convert to {unit}, that of {parameter}. Correct the unit.',
  ],
  'bad-time': [
    'refused',
    '“{value}”不是整点时间。写法：2024-10-31 08:00。',
    '“{value}” is no time on the hour. Write 2024-10-31 08:00.',
  ],
  'unknown-flag': [
    'refused',
    '不认识的标记“{value}”。可用：有效、隔离、维护、无效、未检出，或留空（有效）。',
    'Unknown flag “{value}”. Use valid, quarantined, maintenance, invalid or not-detected, or leave it empty (valid).',
  ],
  'empty-values': [
    'note',
    '{count} 行没有监测值，已略去（首行在此处）。',
    'Rows without a value were left out: {count} (the first is here).',
  ],
  'rounded-values': [
    'note',
    '{count} 个值换算后超过 6 位小数，已按四舍六入五成双保留 6 位（首个在此处）。',
    'Values with more than 6 decimals in the stored unit were rounded half to even: {count} (the first is here).',
  ],
  'other-sheets': [
    'note',
    '只读取了第一张工作表“{sheet}”；其余未读取：{names}。',
    'Only the first sheet “{sheet}” was read; not read: {names}.',
  ],
  'workbook-too-large': [
    'refused',
    '工作簿过大（展开后超过 {limit} MB）。请改用 CSV，或分成几个文件。',
    'The workbook is too large (over {limit} MB unpacked). Use CSV, or split it.',
  ],
  'bad-workbook': [
    'refused',
    '工作簿无法读取（{why}）。请在电子表格软件中打开后另存为 xlsx。',
    'The workbook cannot be read ({why}). Open it in a spreadsheet program and save it as xlsx.',
  ],
  'no-year': [
    'refused',
    '数据的时间没有年份，须由文件名给出日期（如 2020-06-15.json）。请把下载日期写进文件名。',
    'The times have no year, so the name of the file must give the date (2020-06-15.json). Put the day of the download into the name.',
  ],
  'bad-json': [
    'refused',
    '不是完整的 JSON 数据（{why}）。请重新下载。',
    'This is no complete JSON ({why}). Download it again.',
  ],
  'bad-parquet': [
    'refused',
    '不是完整的 Parquet 文件（{why}）。请重新导出或重新拷贝。',
    'This is no complete Parquet file ({why}). Export or copy it again.',
  ],
  'missing-parquet-columns': [
    'refused',
    '缺少这些列：{names}（文件中的列：{found}）。列名与类型见 docs/parquet.md；请补上后重新导出。',
    'These columns are missing: {names} (the file has {found}). Names and types are in docs/parquet.md; add them and export again.',
  ],
  'unknown-averaging': [
    'refused',
    '“{value}”不是可导入的平均时段，可用：{known}。日均值等由系统按标准计算，请导入小时值。',
    '“{value}” is no averaging period that can be imported ({known}). Daily means and the like are computed here by the standard; import hourly values.',
  ],
  'mixed-simulated': [
    'refused',
    '同一文件中既有模拟数据又有实测数据。请分成两个文件，以免混淆。',
    'The file holds simulated and measured data together. Split it in two, so that they stay apart.',
  ],
  'no-observations': [
    'refused',
    'JSON 中没有观测值列表。应为 {"observations":[…]}，或直接是列表。',
    'The JSON holds no list of observations. It must be {"observations":[…]} or the list itself.',
  ],
  'bad-item': [
    'refused',
    '“{value}”不是一条观测值。应为含 site、parameter、time、value、unit 的对象。',
    '“{value}” is no observation. It must be an object with site, parameter, time, value, unit.',
  ],
  'file-too-large': [
    'refused',
    '文件过大（超过 {limit} MB），不是这种数据文件。请检查是否选错了文件。',
    'The file is too large (over {limit} MB), so it is no such data file. Check that you chose the right one.',
  ],
  'bad-observed-time': [
    'refused',
    '“{value}”不是监测时间（应如 06-15 08:00）。该行未导入。',
    '“{value}” is no time of observation (write 06-15 08:00). The row was not imported.',
  ],
  'unknown-status': [
    'refused',
    '不认识的站点情况“{value}”（应为正常、维护或停站）。该行未导入。',
    'Unknown status “{value}” (正常, 维护 or 停站). The row was not imported.',
  ],
  'stations-without-time': [
    'note',
    '{count} 行没有监测时间（停站或维护，没有数据），已略去（首行在此处）。',
    'Rows without a time of observation (stopped or under maintenance, no data) were left out: {count} (the first is here).',
  ],
  'older-rows': [
    'note',
    '{count} 行的监测时间早于文件日期一天以上，是停测前的旧值，按其时间保存（首行在此处）。',
    'Rows observed more than a day before the date of the file: {count} (the first is here). They are values from before a standstill and are stored at their own time.',
  ],
  'minutes-dropped': [
    'note',
    '{count} 行的监测时间不在整点，按所在小时的整点保存（首行在此处）。',
    'Rows observed between full hours were stored at the hour begun: {count} (the first is here).',
  ],
  'maintained-rows': [
    'note',
    '{count} 行的站点在维护或停站，数值保存但不参与计算（首行在此处）。',
    'Rows of stations under maintenance or stopped: {count} (the first is here). Their values are kept and take no part in any figure.',
  ],
  'absent-values': [
    'note',
    '{count} 个值为“--”（无数据）或“*”（不监测），已略去。',
    'Values written “--” (no data) or “*” (not measured) were left out: {count}.',
  ],
  'published-classes': [
    'note',
    '{count} 行带有发布方评定的水质类别，未保存；系统按标准自行评价。',
    'Rows with a class given by the publisher: {count}. It was not stored; classes are assessed here by the standard.',
  ],
  'no-sample-head': [
    'refused',
    '前 {rows} 行中找不到表头。需要点位列（点位、断面、井、水源地、地块）、采样日期列和写明单位的项目列，如 溶解氧(mg/L)。请使用模板。',
    'There is no head in the first {rows} rows. It needs a column of sites, one of sampling dates and items with their units, 溶解氧(mg/L). Use the template.',
  ],
  'unit-missing': [
    'refused',
    '项目“{value}”没有写单位。请在表头写作 {wanted}。',
    'The item “{value}” has no unit. Write {wanted} in the head.',
  ],
  'unknown-item': [
    'refused',
    '不认识的项目“{value}”{nearest}。请更正表头中的名称；不需要的列请删去。',
    'Unknown item “{value}”{nearest}. Correct its name in the head, or delete the column.',
  ],
  'bad-sample-date': [
    'refused',
    '“{value}”不是采样日期。写法：2024-03-05、2024.3.5 或 2024年3月5日。',
    '“{value}” is no date of sampling. Write 2024-03-05, 2024.3.5 or 2024年3月5日.',
  ],
  'bad-result': [
    'refused',
    '“{value}”不是监测结果。写法：数值、0.01L 或 <0.01（未检出及检出限）、/ 或留空（未监测）。',
    '“{value}” is no result. Write a number, 0.01L or <0.01 (not detected, with the detection limit), / or nothing (not measured).',
  ],
  'no-detection-limit': [
    'refused',
    '“{value}”没有给出检出限，无法评价。请写作检出限加 L，如 0.01L。',
    '“{value}” gives no detection limit, so it cannot be assessed. Write the limit with L behind it: 0.01L.',
  ],
  'unknown-flow-state': [
    'refused',
    '不认识的水情“{value}”。可写 有水、断流，或留空。',
    'Unknown state of flow “{value}”. Write 有水 (has water), 断流 (no flow) or nothing.',
  ],
  'no-flow-with-values': [
    'refused',
    '写明断流（无水），却有监测结果。请更正水情或删去结果。',
    'It says that there was no flow, but there are results. Correct one of them.',
  ],
  'repeated-sample': [
    'refused',
    '“{value}”同一天已有一行（第 {earlier} 行）。每个点位每天一行；同日多次采样请先合并或分开日期。',
    '“{value}” has a row of the same day already (row {earlier}). There is one row a site and day.',
  ],
  'remarks-left-out': [
    'note',
    '{count} 行的备注未保存（首行在此处）；备注只有“断流”“无水”等有作用。',
    'Remarks were not stored: {count} (the first is here). Only those that say that there was no flow count.',
  ],
  'empty-samples': [
    'note',
    '{count} 行没有任何监测结果，已略去（首行在此处）。',
    'Rows without any result were left out: {count} (the first is here).',
  ],
  'bad-mn': [
    'refused',
    '“{value}”不是设备编码（MN）：1 至 40 位字母、数字、横线或下划线。该行未登记。',
    '“{value}” is no device code (MN): 1 to 40 letters, digits, dashes or underscores. The row was not registered.',
  ],
  'repeated-device': [
    'refused',
    'MN“{value}”在第 {earlier} 行已有。该行未登记；请删去多余的一行。',
    'The MN “{value}” stands in row {earlier} already. The row was not registered; delete one of them.',
  ],
  'bad-device-password': [
    'refused',
    '密码不能有空格或超过 20 位。该行未登记。',
    'A password has no blanks and at most 20 characters. The row was not registered.',
  ],
  'unknown-system': [
    'refused',
    '不认识的系统编码（ST）“{value}”。认识的有：{known}。该行未登记。',
    'Unknown system (ST) “{value}”. Known are {known}. The row was not registered.',
  ],
  'unknown-word': [
    'refused',
    '“{value}”不在可用的写法之内：{known}。该行未登记。',
    '“{value}” is none of the words that may stand here: {known}. The row was not registered.',
  ],
  'bad-mapping': [
    'refused',
    '“{value}”不是编码对应关系。写法：a34004=PM2.5@µg/m3，多个用分号隔开。该行未登记。',
    '“{value}” is no mapping of a code. Write a34004=PM2.5@ug/m3, several with semicolons between. The row was not registered.',
  ],
  'bad-minutes': [
    'refused',
    '“{value}”不是分钟数据间隔（可用：{known}）。该行未登记。',
    '“{value}” is no interval of minute data ({known}). The row was not registered.',
  ],
  'rows-refused': [
    'refused',
    '{rows} 行中有 {count} 处有误，整个文件未导入。请更正列出的各处后重新导入。',
    'Of this table ({rows} rows) nothing was imported; findings: {count}. Correct what is listed and import again.',
  ],
} as const satisfies Record<string, Row>;

export type FaultCode = keyof typeof TABLE;
export type FaultValues = Readonly<Record<string, string | number | readonly string[] | Localized>>;

export interface Place {
  readonly row?: number;
  readonly column?: string;
  readonly value?: string;
}

/** Long values are cut in messages. */
const SHOWN_LENGTH = 60;

function shorten(value: string): string {
  return value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value;
}

function isList(value: FaultValues[string]): value is readonly string[] {
  return Array.isArray(value);
}

export function fill(template: string, values: FaultValues, language: Language): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    if (isList(value)) return value.join(language === 'zh' ? '、' : ', ');
    return typeof value === 'object' ? value[language] : String(value);
  });
}

function located(file: string, { row, column }: Place, text: Localized): Localized {
  const zh = [row === undefined ? '' : ` 第 ${row} 行`, column === undefined ? '' : `“${column}”列`].join('');
  const en = [row === undefined ? '' : `, row ${row}`, column === undefined ? '' : `, column ${column}`].join('');
  return { zh: `${file}${zh}：${text.zh}`, en: `${file}${en}: ${text.en}` };
}

/** A finding; `place.value` is also available to the text as `{value}`. */
export function makeFault(file: string, code: FaultCode, place: Place = {}, values: FaultValues = {}): Fault {
  const [severity, zh, en] = TABLE[code];
  const value = place.value === undefined ? undefined : shorten(place.value);
  const all = value === undefined ? values : { value, ...values };
  const text = located(file, place, { zh: fill(zh, all, 'zh'), en: fill(en, all, 'en') });
  return { code, severity, file, row: place.row ?? null, column: place.column ?? null, value: value ?? null, text };
}

/** Stops the reading of a file: nothing of it may be stored. */
export class Refusal extends Error {
  readonly fault: Fault;

  constructor(file: string, code: FaultCode, place: Place = {}, values: FaultValues = {}) {
    const fault = makeFault(file, code, place, values);
    super(fault.text.en);
    this.name = 'Refusal';
    this.fault = fault;
  }
}

/** So many findings of one code are listed one by one; the rest are counted, which bounds memory and reading time. */
const LISTED = 200;

/** Collects the findings about one file. */
export class FaultLog {
  readonly file: string;
  readonly #listed: Fault[] = [];
  readonly #counts = new Map<FaultCode, number>();

  constructor(file: string) {
    this.file = file;
  }

  /** @param values a function where they are dear to work out; it is called for findings that are listed only */
  add(code: FaultCode, place: Place = {}, values: FaultValues | (() => FaultValues) = {}): void {
    const count = this.count(code);
    this.#counts.set(code, count + 1);
    if (count >= LISTED) return;
    this.#listed.push(makeFault(this.file, code, place, typeof values === 'function' ? values() : values));
  }

  count(code: FaultCode): number {
    return this.#counts.get(code) ?? 0;
  }

  /** Number of findings that refuse something. */
  get refusals(): number {
    let sum = 0;
    for (const [code, count] of this.#counts) if (TABLE[code][0] === 'refused') sum += count;
    return sum;
  }

  list(): Fault[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > LISTED)
      .map(([code, n]) => this.#more(code, n - LISTED));
    return [...this.#listed, ...more];
  }

  #more(code: FaultCode, count: number): Fault {
    const text = {
      zh: `另有 ${count} 处同类问题（${code}）未逐条列出。`,
      en: `Further findings of this kind (${code}), not listed one by one: ${count}.`,
    };
    const nowhere = { file: this.file, row: null, column: null, value: null };
    return { code, severity: TABLE[code][0], ...nowhere, text: located(this.file, {}, text) };
  }
}
