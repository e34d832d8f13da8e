import type { CaseContent, CasePrivate, RecordedElsewhere } from '@qingshan/campaign';
import { parseMoment, QingshanError, type Localized } from '@qingshan/kernel';
import {
  checkRows,
  columnName,
  columnsOf,
  readRegister,
  type Entry,
  type Finding,
  type RegisterContext,
} from '@qingshan/registers';
import type { Workspace } from '../workspace.ts';
import { complaintRegister } from './complaint-register.ts';

/** A ticket as a row of an export has it. */
export interface ReadTicket {
  /** Row of the sheet */
  readonly row: number;
  /** Id of the case: the ticket's number */
  readonly id: string;
  readonly content: CaseContent;
  readonly recorded: RecordedElsewhere;
  readonly private: CasePrivate;
}

export interface ExportFinding {
  readonly row: number | null;
  readonly column: string | null;
  readonly severity: Finding['severity'];
  readonly text: Localized;
}

export interface ReadExport {
  readonly rows: number;
  readonly tickets: readonly ReadTicket[];
  readonly refused: number;
  readonly findings: readonly ExportFinding[];
}

/** What can stand in an address of a page. */
const TICKET = /^[\p{L}\p{N}_-]{1,40}$/u;

const STATES = { received: 'new', handling: 'handling', finished: 'submitted', cleared: 'closed' } as const;

function momentOf(value: unknown): number | null {
  return typeof value === 'string' ? parseMoment(value) : null;
}

function textOf(entry: Entry, field: string): string {
  const value = entry.values[field];
  return typeof value === 'string' ? value : '';
}

function flag(entry: Entry, field: string): boolean | null {
  const value = entry.values[field];
  return typeof value === 'boolean' ? value : null;
}

function contentOf(entry: Entry, simulated: boolean): CaseContent {
  const position = entry.values['position'];
  const at = typeof position === 'object' && 'lon' in position ? { lon: position.lon, lat: position.lat } : null;
  return {
    source: 'complaint',
    number: textOf(entry, 'ticket'),
    title: textOf(entry, 'name'),
    topic: textOf(entry, 'topic'),
    town: textOf(entry, 'town') || null,
    place: textOf(entry, 'address'),
    position: at,
    received: momentOf(entry.values['received']) ?? 0,
    channel: textOf(entry, 'channel') || null,
    cause: '',
    simulated,
  };
}

function recordedOf(entry: Entry): RecordedElsewhere {
  const written = textOf(entry, 'state');
  const unit = textOf(entry, 'lead') || null;
  const stated = Object.entries(STATES).find(([state]) => state === written)?.[1] ?? 'new';
  const assisting = textOf(entry, 'assisting');
  return {
    // Without a unit nobody can be handling it here.
    state: unit === null && stated !== 'closed' ? 'new' : stated,
    unit,
    assisting: assisting === '' || assisting === unit ? [] : [assisting],
    dispatchedAt: momentOf(entry.values['dispatched']),
    finishedAt: momentOf(entry.values['finished']),
    due: momentOf(entry.values['due']),
    result: textOf(entry, 'result'),
    rating: {
      response: flag(entry, 'responded'),
      solution: flag(entry, 'solved'),
      satisfaction: flag(entry, 'satisfied'),
    },
    repeated: flag(entry, 'repeated') === true,
    exclusionAsked: flag(entry, 'excluded') === true,
  };
}

function privateOf(entry: Entry): CasePrivate {
  const [name, phone, text] = ['person', 'phone', 'content'].map((field) => textOf(entry, field));
  return { name: name ?? '', phone: phone ?? '', address: '', text: text ?? '' };
}

const REFUSALS = {
  ticket: {
    zh: '工单号含有空格或符号。请只用文字、数字、“-”和“_”。',
    en: 'The ticket number holds blanks or signs. Use letters, digits, “-” and “_” only.',
  },
} as const;

function repeatedTicket(row: number): Localized {
  return {
    zh: `工单号与第 ${row} 行相同。同一工单只保留一行。`,
    en: `The ticket number is that of row ${row}. Keep one row for each ticket.`,
  };
}

/**
 * Reads an export of 12345 in the layout of the register of complaints (docs/cases.md): what is wrong is said row by row,
 * and the rest is read.
 *
 * @param today `2024-10-31`: what happened cannot be later
 * @throws QingshanError `bad-file` when it is no workbook with the columns of an export
 */
export function readExport(workspace: Workspace, name: string, bytes: Uint8Array, today: string): ReadExport {
  const { district, demonstration } = workspace;
  const register = complaintRegister(workspace);
  const { rows, findings: ofFile } = readRegister(register, bytes, { numbers: 'assigned' });
  const fatal = ofFile.find(({ severity }) => severity === 'refused');
  if (fatal) {
    const hint = { zh: '栏目见说明文档《工单》', en: 'the columns are in docs/cases.md' };
    const why = { zh: fatal.text.zh.replace(/。$/, ''), en: fatal.text.en.replace(/\.$/, '') };
    throw new QingshanError('bad-file', { file: name, why, hint });
  }
  let numbers = 0;
  const context: RegisterContext = {
    towns: district.towns,
    units: district.units,
    district: district.name.zh,
    today,
    newKey: () => String(++numbers),
  };
  const heads = new Map(columnsOf(register).map((column) => [column.id, columnName(column)]));
  const findings: ExportFinding[] = ofFile.map(({ severity, text }) => ({ row: null, column: null, severity, text }));
  const tickets = new Map<string, ReadTicket>();
  let refused = 0;
  for (const { row, entry, accepted, findings: found } of checkRows(register, rows, context)) {
    for (const { severity, text, column } of found) {
      const head = column === null ? undefined : heads.get(column);
      findings.push({ row, column: head === undefined ? null : head.zh, severity, text });
    }
    const id = textOf(entry, 'ticket').normalize('NFKC').trim();
    const before = tickets.get(id);
    const why = !TICKET.test(id) ? REFUSALS.ticket : before ? repeatedTicket(before.row) : null;
    if (accepted && why === null) {
      const content = contentOf(entry, demonstration !== null);
      tickets.set(id, { row, id, content, recorded: recordedOf(entry), private: privateOf(entry) });
      continue;
    }
    refused += 1;
    if (accepted && why)
      findings.push({ row, column: heads.get('ticket')?.zh ?? null, severity: 'refused', text: why });
  }
  return { rows: rows.length, tickets: [...tickets.values()], refused, findings };
}
