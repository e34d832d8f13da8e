import {
  facetsOf,
  measuresOf,
  unitName,
  type CampaignState,
  type Measure,
  type RecordedEvent,
  type Report,
} from '@qingshan/campaign';
import { chinesePeriod, type EvidencePackFacts } from '@qingshan/documents';
import { formatMoment, parsePeriod } from '@qingshan/kernel';
import { showBoard } from '../../board/board.ts';
import { unknown, type Campaign } from '../../loop/campaign.ts';
import { assignmentRows } from '../../loop/list.ts';
import type { AssignmentRowView, DocumentAsk } from '../../views/index.ts';
import { check, frameOf, planTitle, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';

interface Told {
  readonly key: string;
  readonly unit: string;
  readonly period: string;
  readonly report: Report;
}

/** Every report that was handed in on a measure, by period and unit. */
function toldOf(state: CampaignState, measure: string): Told[] {
  return [...state.reports]
    .filter(([key, report]) => key.startsWith(`${measure}/`) && report.submitted !== null)
    .map(([key, report]) => {
      const [, unit = '', period = ''] = key.split('/');
      return { key, unit, period, report };
    })
    .toSorted((a, b) => a.period.localeCompare(b.period) || a.unit.localeCompare(b.unit));
}

function periodText(period: string): string {
  return parsePeriod(period) === null ? period : chinesePeriod(period);
}

function dayText(moment: number | null): string {
  return formatMoment(moment ?? 0).slice(0, 10);
}

type Facts = EvidencePackFacts;

async function filesOf(
  { workspace: { registry, district } }: Campaign,
  measure: Measure,
  told: readonly Told[],
): Promise<{ readonly files: Facts['files']; readonly attached: Gathered['attached'] }> {
  const first = new Map<string, Told>();
  for (const one of told) {
    for (const id of one.report.submitted?.evidence ?? []) if (!first.has(id)) first.set(id, one);
  }
  const found = await Promise.all(
    [...first].map(async ([id, { unit, report }], i) => {
      const file = await registry.file(id);
      const extension = /\.[a-z0-9]+$/i.exec(file?.name ?? '')?.[0].toLowerCase() ?? '';
      const name = `E${measure.number}-${String(i + 1).padStart(2, '0')}${extension}`;
      const place = file?.place ?? null;
      return {
        id,
        fact: {
          file: name,
          title: file?.name ?? id,
          sha256: id,
          taken: file?.takenAt === null || file === null ? null : formatMoment(file.takenAt).replace('T', ' '),
          place: place === null ? null : `${place.longitude}, ${place.latitude}`,
          unit: unitName(district, unit).zh,
          submitted: dayText(report.submittedAt),
        },
      };
    }),
  );
  return {
    files: found.map(({ fact }) => fact),
    attached: found.map(({ id, fact }) => ({ name: fact.file, id })),
  };
}

const RESULTS: Readonly<Record<string, string>> = { accepted: '通过', returned: '退回', rechecked: '回头看属实' };

function reasonOf({ data: { remark } }: RecordedEvent): string {
  return typeof remark === 'string' ? remark : '';
}

async function verificationsOf(
  { workspace: { registry, district } }: Campaign,
  told: readonly Told[],
): Promise<Facts['verifications']> {
  const histories = await Promise.all(told.map(({ key }) => registry.eventsOf(`report:${key}`)));
  const events = histories.flat().filter(({ type }) => RESULTS[type] !== undefined);
  return events
    .toSorted((a, b) => a.at - b.at || a.id - b.id)
    .map((event) => ({
      date: dayText(event.at),
      by: event.by.unit === null ? event.by.name : `${unitName(district, event.by.unit).zh} ${event.by.name}`,
      result: RESULTS[event.type] ?? event.type,
      reason: reasonOf(event),
    }));
}

function share(rows: readonly AssignmentRowView[], of: 'claimed' | 'verified'): string {
  const told = rows.filter((row) => row.reports && row[of].share !== null);
  if (told.length === 0) return '没有可计的进度';
  return told
    .map((row) => {
      const { done, of: all, share: part } = row[of];
      const figures = done === null ? `${Math.round((part ?? 0) * 100)}%` : `${done}/${all ?? '—'}${row.quantityUnit}`;
      return `${row.unitName.zh}${figures}`;
    })
    .join('；');
}

/** The five standings in words, with the figures of the measure's page. */
async function standingOf(
  { evaluator }: Sources,
  measure: Measure,
  rows: readonly AssignmentRowView[],
): Promise<Facts['standing']> {
  const sum = (key: 'due' | 'onTime' | 'late' | 'missing') => rows.reduce((n, row) => n + row.timely[key], 0);
  const last = rows
    .flatMap((row) => row.lastReport ?? [])
    .toSorted()
    .at(-1);
  const board = await showBoard(evaluator, {});
  const targets = board.boards.flatMap((b) => b.targets).filter((row) => measure.targets.includes(row.id));
  return {
    claimed: share(rows, 'claimed'),
    verified: share(rows, 'verified'),
    timely: `应报${sum('due')}期，按时${sum('onTime')}期，逾期${sum('late')}期，未报${sum('missing')}期`,
    fresh: last === undefined ? '没有报送过' : `最近一次报送于${last.slice(0, 10)}`,
    effective:
      targets.length === 0 ? '没有直接对应的目标' : targets.map((row) => `${row.title.zh}：${row.reason.zh}`).join(''),
  };
}

function namesOf({ workspace: { district } }: Campaign, units: readonly string[]): string[] {
  return units.map((unit) => unitName(district, unit).zh);
}

/** All that proves one measure 佐证材料, with the files themselves. @throws QingshanError `not-found` */
export async function gatherPack(sources: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { campaign } = sources;
  const { plan, district, demonstration } = campaign.workspace;
  const measure = measuresOf(plan).find((m) => m.id === ask.subject);
  const state = await campaign.current();
  const setting = state.setting(ask.subject);
  if (!measure || !setting) throw unknown({ zh: '措施', en: 'measure' }, ask.subject);
  const task = plan.boards.flatMap((b) => b.tasks).find((t) => t.id === measure.task);
  const board = plan.boards.find((b) => b.id === measure.board);
  const rows = (await assignmentRows(campaign, { measure: measure.id })).filter((row) => row.reports);
  const told = toldOf(state, measure.id);
  const { files, attached } = await filesOf(campaign, measure, told);
  const claimedUnit = setting.spec.kind === 'quantity' ? setting.spec.unit : '';
  const open = [...state.assignments.values()]
    .filter((a) => a.measure === measure.id && a.reports)
    .map((a) => facetsOf(state, a, district.reporting, campaign.today))
    .filter((f) => !f.verified.complete).length;
  return {
    document: {
      kind: 'evidence-pack',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [], simulated: demonstration !== null }),
        plan: planTitle(campaign),
        measure: {
          number: String(measure.number),
          text: measure.stated ?? measure.title.zh,
          board: board?.title.zh ?? '',
          task: task?.title.zh ?? '',
          lead: namesOf(campaign, measure.lead),
          responsible: namesOf(campaign, measure.responsible),
          assisting: namesOf(campaign, measure.assisting),
          due: measure.due.text.zh,
          criteria: setting.criteria === '' ? null : setting.criteria,
        },
        standing: await standingOf(sources, measure, rows),
        reports: told.map(({ unit, period, report }) => ({
          period: periodText(period),
          submitted: dayText(report.submittedAt),
          unit: unitName(district, unit).zh,
          text: report.submitted?.text ?? '',
          claimed:
            report.submitted?.progress.quantity == null
              ? null
              : figure(report.submitted.progress.quantity, claimedUnit, `reports/${measure.id}/${unit}/${period}`),
        })),
        files,
        verifications: await verificationsOf(campaign, told),
      },
    },
    rules: {},
    checks: [
      check('files', `共 ${files.length} 件佐证，随卷打包。`, `${files.length} files of evidence are packed with it.`),
      ...(open > 0
        ? [check('not-verified', `${open} 个责任单位尚未核实完成。`, `${open} units are not verified as done.`)]
        : []),
    ],
    attached,
  };
}
