import { chineseDate } from '../chinese.ts';
import type { Block, Figure, Frame, OfficialDocument, Table } from '../document.ts';
import { demand, heading, note, ordinal, say, tabled, tableOf } from './common.ts';

const NAME = { zh: '佐证材料', en: 'evidence pack' };

/** A report of the measure 进展. */
export interface EvidenceReport {
  /** `2024年10月` */
  readonly period: string;
  /** `2024-11-04` */
  readonly submitted: string;
  readonly unit: string;
  readonly text: string;
  /** What the unit claims to have reached; `null` where it typed no figure */
  readonly claimed: Figure | null;
}

/** A file of evidence 佐证. */
export interface EvidenceFile {
  /** `E12-03.jpg`, its name within the pack */
  readonly file: string;
  /** What it shows */
  readonly title: string;
  /** SHA-256 of the bytes, 64 hexadecimal digits */
  readonly sha256: string;
  /** Time and place out of the file itself; `null` where it has none */
  readonly taken: string | null;
  readonly place: string | null;
  readonly unit: string;
  readonly submitted: string;
}

/** A check of the measure 核查. */
export interface EvidenceVerification {
  readonly date: string;
  /** Unit and role of who verified; a different person from who reported */
  readonly by: string;
  /** `通过`, `退回` */
  readonly result: string;
  readonly reason: string;
}

export interface EvidencePackFacts {
  readonly frame: Frame;
  readonly plan: string;
  readonly measure: {
    readonly number: string;
    /** Official wording */
    readonly text: string;
    readonly board: string;
    readonly task: string;
    readonly lead: readonly string[];
    readonly responsible: readonly string[];
    readonly assisting: readonly string[];
    readonly due: string;
    /** 验收标准; `null` when none is stated */
    readonly criteria: string | null;
  };
  /** The five standings, in words: 自报进度, 核实进度, 按时率, 新鲜度, 成效 */
  readonly standing: {
    readonly claimed: string;
    readonly verified: string;
    readonly timely: string;
    readonly fresh: string;
    readonly effective: string;
  };
  readonly reports: readonly EvidenceReport[];
  readonly files: readonly EvidenceFile[];
  readonly verifications: readonly EvidenceVerification[];
}

function units(names: readonly string[]): string {
  return names.length === 0 ? '无' : names.join('、');
}

function coverTable({ measure, standing }: EvidencePackFacts): Table {
  const rows: readonly (readonly [name: string, text: string])[] = [
    ['序号', measure.number],
    ['板块', measure.board],
    ['重点任务', measure.task],
    ['具体措施', measure.text],
    ['牵头部门', units(measure.lead)],
    ['主责单位', units(measure.responsible)],
    ['协办单位', units(measure.assisting)],
    ['完成时限', measure.due],
    ['验收标准', measure.criteria ?? '未规定'],
    ['自报进度', standing.claimed],
    ['核实进度', standing.verified],
    ['按时率', standing.timely],
    ['新鲜度', standing.fresh],
    ['成效', standing.effective],
  ];
  return tableOf({ id: 'cover', caption: '措施基本情况', empty: '' }, rows, [
    { key: 'name', title: '事项', width: 22, cell: ([name]) => name },
    { key: 'text', title: '内容', width: 78, align: 'left', cell: ([, text]) => text },
  ]);
}

function reportTable(reports: readonly EvidenceReport[]): Table {
  return tableOf({ id: 'reports', caption: '进展报送记录', empty: '没有报送进展。' }, reports, [
    ordinal,
    { key: 'period', title: '时段', width: 15, cell: (r) => r.period },
    { key: 'submitted', title: '报送日期', width: 20, cell: (r) => chineseDate(r.submitted) },
    { key: 'unit', title: '单位', width: 18, align: 'left', cell: (r) => r.unit },
    { key: 'claimed', title: '报告数量', width: 12, cell: (r) => r.claimed ?? '—' },
    { key: 'text', title: '进展', width: 28, align: 'left', cell: (r) => r.text },
  ]);
}

function fileTable(files: readonly EvidenceFile[]): Table {
  return tableOf({ id: 'files', caption: '佐证材料目录', empty: '没有佐证材料。' }, files, [
    ordinal,
    { key: 'file', title: '文件', width: 15, align: 'left', cell: (f) => f.file },
    { key: 'title', title: '内容', width: 20, align: 'left', cell: (f) => f.title },
    { key: 'taken', title: '拍摄时间和地点', width: 20, align: 'left', cell: takenText },
    {
      key: 'unit',
      title: '报送单位和日期',
      width: 20,
      align: 'left',
      cell: (f) => `${f.unit}，${chineseDate(f.submitted)}`,
    },
    { key: 'sha256', title: '校验值（SHA-256）', width: 25, align: 'left', cell: (f) => f.sha256 },
  ]);
}

function takenText(file: EvidenceFile): string {
  const known = [file.taken, file.place].filter((text) => text !== null);
  return known.length === 0 ? '文件中没有' : known.join('，');
}

function verificationTable(verifications: readonly EvidenceVerification[]): Table {
  return tableOf({ id: 'verifications', caption: '核查记录', empty: '没有经过核查。' }, verifications, [
    ordinal,
    { key: 'date', title: '日期', width: 20, cell: (v) => chineseDate(v.date) },
    { key: 'by', title: '核查人', width: 25, align: 'left', cell: (v) => v.by },
    { key: 'result', title: '结论', width: 12, cell: (v) => v.result },
    { key: 'reason', title: '说明', width: 38, align: 'left', cell: (v) => v.reason },
  ]);
}

/**
 * Cover and contents of the evidence for one measure 佐证材料; the files themselves lie beside it.
 *
 * @throws QingshanError `bad-facts` when a file has no proper SHA-256 or two files share a name
 */
export function evidencePack(facts: EvidencePackFacts): OfficialDocument {
  const { files } = facts;
  const bad = files.find((f) => !/^[0-9a-f]{64}$/.test(f.sha256));
  demand(bad === undefined, NAME, {
    zh: `文件“${bad?.file ?? ''}”的校验值不是 SHA-256`,
    en: `the hash of “${bad?.file ?? ''}” is no SHA-256`,
  });
  demand(new Set(files.map((f) => f.file)).size === files.length, NAME, {
    zh: '有两个文件同名',
    en: 'two files share a name',
  });
  const blocks: Block[] = [
    say(`本卷为${facts.plan}第${facts.measure.number}项措施的佐证材料，共${files.length}件。`),
    heading('措施基本情况'),
    tabled(coverTable(facts)),
    heading('进展报送'),
    tabled(reportTable(facts.reports)),
    heading('佐证材料'),
    tabled(fileTable(files)),
    ...(files.length === 0
      ? []
      : [note('注：校验值用于核对文件未经改动。拍摄时间和地点取自文件本身，文件中没有的不作推断。')]),
    heading('核查'),
    tabled(verificationTable(facts.verifications)),
  ];
  return {
    ...facts.frame,
    kind: 'evidence-pack',
    title: `第${facts.measure.number}项措施佐证材料`,
    blocks,
    attachments: [],
    landscape: false,
  };
}
