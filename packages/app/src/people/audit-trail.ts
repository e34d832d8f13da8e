import { unitName } from '@qingshan/campaign';
import { DAY_SECONDS, formatMoment, parseDay, parseMoment, QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { POLICY, USE_CASES } from './policy.ts';
import type { AuditEntry, AuditFilter } from './ports.ts';

const SHOWN = 500;

/** What the guard writes into the detail; entries of earlier versions have less. */
const detailSchema = z
  .looseObject({
    name: z.string().default(''),
    role: z.string().default(''),
    unit: z.string().nullable().default(null),
    result: z.string().default(''),
  })
  .catch({ name: '', role: '', unit: null, result: '' });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function entryView({ district }: Workspace, entry: AuditEntry & { readonly id: number }) {
  const { name, role, unit, result, ...rest } = detailSchema.parse(json(entry.detail));
  return {
    id: entry.id,
    at: formatMoment(entry.at),
    actor: entry.actor,
    name,
    role,
    unit: unit === null ? '' : unitName(district, unit).zh,
    action: entry.action,
    subject: entry.subject,
    result,
    detail: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest),
  };
}

function momentAt(text: string | undefined, end: boolean): Moment | undefined {
  if (text === undefined || text === '') return undefined;
  const day = parseDay(text);
  const moment = day === null ? parseMoment(text) : day * DAY_SECONDS + (end ? DAY_SECONDS - 1 : 0);
  if (moment !== null) return moment;
  const why = { zh: `“${text}”不是日期或时刻。`, en: `“${text}” is no day or moment.` };
  throw new QingshanError('bad-request', { why, hint: '2024-10-31 · 2024-10-31T08:00' });
}

/** An empty field asks for nothing. */
function orAny(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** @throws QingshanError `bad-request` */
function filterOf({ person, action, subject, from, to }: views.AuditQuery): AuditFilter {
  return {
    person: orAny(person),
    action: orAny(action),
    subject: orAny(subject),
    from: momentAt(from, false),
    to: momentAt(to, true),
  };
}

/** Every action that the audit can name, with what it is. */
function actions() {
  const byId = new Map(
    USE_CASES.flatMap((name) => {
      const { command, text } = POLICY[name];
      return command ? [[command.action, text] as const] : [];
    }),
  );
  return [...byId].map(([id, text]) => ({ id, text }));
}

/** The newest entries that are asked for, the newest first. */
export async function showAudits(
  workspace: Workspace,
  query: views.AuditQuery,
): Promise<z.output<typeof views.auditTrail>> {
  const found = await workspace.registry.audits({ ...filterOf(query), last: SHOWN + 1 });
  const entries = found.map((e) => entryView(workspace, e)).reverse();
  return { entries: entries.slice(0, SHOWN), more: entries.length > SHOWN, actions: actions() };
}

/** All entries that are asked for, the oldest first. */
export async function exportAudits(
  workspace: Workspace,
  query: views.AuditQuery,
): Promise<z.output<typeof views.auditEntry>[]> {
  return (await workspace.registry.audits(filterOf(query))).map((e) => entryView(workspace, e));
}
