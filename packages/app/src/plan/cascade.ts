import {
  checkCascade,
  measuresOf,
  placeText,
  readMunicipalItems,
  similarity,
  unitName,
  type Actor,
  type CascadeFinding,
  type CascadeLink,
  type MunicipalItem,
  type MunicipalTable,
  type RecordedEvent,
} from '@qingshan/campaign';
import { readGrid } from '@qingshan/documents';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { z } from 'zod';
import { checkSeen, unknown, type Campaign } from '../loop/campaign.ts';
import * as views from '../views/index.ts';
import { contextOf } from './draft-views.ts';
import type { UploadedFile } from './drafts.ts';

/** Municipal items of a year and their links to measures: events of the subject `municipal:<year>`. */
interface CascadeState {
  readonly seq: number;
  readonly source: views.CascadeView['source'];
  readonly items: readonly MunicipalItem[];
  readonly links: readonly CascadeLink[];
}

const subjectOf = (year: number): string => `municipal:${year}`;

const imported = z.object({ name: z.string(), items: z.array(views.municipalItem) });
const linked = z.object({ item: z.string(), measure: z.string(), quantity: views.quantity.nullable() });
const unlinked = linked.omit({ quantity: true });

const keyOf = ({ item, measure }: Pick<CascadeLink, 'item' | 'measure'>): string => JSON.stringify([item, measure]);

function fold(events: readonly RecordedEvent[]): CascadeState {
  let source: CascadeState['source'] = null;
  let items: readonly MunicipalItem[] = [];
  const links = new Map<string, CascadeLink>();
  for (const { type, data, by, at } of events) {
    if (type === 'imported') {
      const table = imported.parse(data);
      items = table.items;
      source = { name: table.name, by: by.name, at: formatMoment(at) };
    }
    if (type === 'linked') {
      const link = linked.parse(data);
      links.set(keyOf(link), link);
    }
    if (type === 'unlinked') links.delete(keyOf(unlinked.parse(data)));
  }
  return { seq: events.length, source, items, links: [...links.values()] };
}

async function stateOf({ workspace }: Campaign, year: number): Promise<CascadeState> {
  return fold(await workspace.registry.eventsOf(subjectOf(year)));
}

/** Words less alike than this are not shown as likely. */
const LIKELY = 0.25;
const MOST_LIKELY = 3;

function likelyFor(item: MunicipalItem, campaign: Campaign): views.CascadeView['items'][number]['likely'] {
  return measuresOf(campaign.workspace.plan)
    .map((m) => ({ measure: m.id, title: m.title, score: similarity(m.title.zh, item.words) }))
    .filter(({ score }) => score >= LIKELY)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_LIKELY)
    .map(({ measure, title }) => ({ measure, title }));
}

const isGap = ({ code }: CascadeFinding): boolean => code === 'no-measure';

/** Municipal items, the measures that carry them out, and what is missing or contradicts. */
export async function showCascade(campaign: Campaign): Promise<views.CascadeView> {
  // Brings the plan up to date, too.
  await campaign.current();
  const { plan, district } = campaign.workspace;
  const state = await stateOf(campaign, plan.year);
  const findings = checkCascade(plan, state.items, state.links, district);
  const known = new Map(measuresOf(plan).map((m) => [m.id, m]));
  const ids = new Set(state.items.map((item) => item.id));
  const items = state.items.map((item) => {
    const links = state.links.filter((link) => link.item === item.id);
    const own = findings.filter((f) => f.item === item.id && f.code !== 'unknown-item');
    return {
      ...item,
      units: [...item.units],
      unitNames: item.units.map((id) => unitName(district, id)),
      links: links.map(({ measure, quantity }) => ({
        measure,
        title: known.get(measure)?.title ?? { zh: measure, en: measure },
        due: known.get(measure)?.due.text ?? { zh: '', en: '' },
        known: known.has(measure),
        quantity,
      })),
      findings: own.map(({ code, measure, text }) => ({ code, measure, text })),
      likely: links.length === 0 ? likelyFor(item, campaign) : [],
    };
  });
  const linkedMeasures = new Set(state.links.filter((l) => ids.has(l.item)).map((l) => l.measure));
  return {
    year: plan.year,
    seq: state.seq,
    source: state.source,
    items,
    stray: findings
      .filter((f) => f.code === 'unknown-item')
      .map(({ item, measure, text }) => ({ item, measure: measure ?? '', text })),
    counts: {
      items: items.length,
      linked: items.filter((item) => item.links.some((link) => link.known)).length,
      withoutMeasure: items.filter((item) => item.findings.some((f) => f.code === 'no-measure')).length,
      conflicts: findings.filter((f) => !isGap(f)).length,
      own: [...known.keys()].filter((id) => !linkedMeasures.has(id)).length,
    },
  };
}

function read(campaign: Campaign, { name, bytes }: UploadedFile): MunicipalTable {
  const { year } = campaign.workspace.plan;
  const table = readMunicipalItems(readGrid(name, bytes), contextOf(campaign.workspace, year), year);
  if (table) return table;
  throw new QingshanError('bad-file', {
    file: name,
    why: { zh: '没有找到市级任务表', en: 'it has no table of municipal items' },
    hint: {
      zh: '表头须有：编号、文件、条款、任务内容、数量、单位、完成时限、责任单位',
      en: 'Its head has: 编号、文件、条款、任务内容、数量、单位、完成时限、责任单位',
    },
  });
}

function previewOf(table: MunicipalTable, state: CascadeState): z.output<typeof views.municipalPreview> {
  const before = new Map(state.items.map((item) => [item.id, JSON.stringify(item)]));
  const items = table.items.map((item) => ({ ...item, units: [...item.units] }));
  const after = new Set(items.map((item) => item.id));
  return {
    items,
    faults: table.faults.map(({ place, words, text }) => ({ where: placeText(place), words, text })),
    added: items.filter((item) => !before.has(item.id)).length,
    changed: table.items.filter((i) => before.has(i.id) && before.get(i.id) !== JSON.stringify(i)).length,
    gone: state.items.filter((item) => !after.has(item.id)).length,
  };
}

/** What importing a table of municipal items would change. Writes nothing. @throws QingshanError `bad-file` */
export async function previewMunicipal(campaign: Campaign, file: UploadedFile) {
  await campaign.current();
  return previewOf(read(campaign, file), await stateOf(campaign, campaign.workspace.plan.year));
}

/**
 * Takes a table in the place of the one before; links stay. The same table again changes nothing.
 *
 * @param skipFaulty rows that are not certain are left out; otherwise one such row refuses the table
 * @throws QingshanError `bad-file` naming the first row that is not certain
 */
export async function importMunicipal(campaign: Campaign, by: Actor, file: UploadedFile, skipFaulty: boolean) {
  await campaign.current();
  const { year } = campaign.workspace.plan;
  const [table, state] = [read(campaign, file), await stateOf(campaign, year)];
  const [fault] = table.faults;
  if (fault && !skipFaulty) {
    throw new QingshanError('bad-file', {
      file: file.name,
      why: fault.text,
      hint: { zh: '请改正后重新导入，或选择跳过有疑问的行', en: 'Correct it, or leave doubtful rows out' },
    });
  }
  const preview = previewOf(table, state);
  const isSame = JSON.stringify(table.items) === JSON.stringify(state.items);
  const events = isSame ? [] : [{ type: 'imported', data: { name: file.name, items: preview.items } }];
  await campaign.append([{ subject: subjectOf(year), expected: state.seq, events }], campaign.act(by));
  return preview;
}

/** Links a measure to a municipal item, or takes the link away. @throws QingshanError `not-found`, `changed-meanwhile` */
export async function linkMunicipal(
  campaign: Campaign,
  by: Actor,
  { item, measure, link, seen }: z.output<typeof views.cascadeLinkInput>,
): Promise<views.CascadeView> {
  const current = await campaign.current();
  const { year } = current.plan;
  const state = await stateOf(campaign, year);
  checkSeen(seen, state);
  const isLinked = state.links.some((l) => l.item === item && l.measure === measure);
  if (link !== null && !state.items.some((i) => i.id === item))
    throw unknown({ zh: '市级任务', en: 'municipal item' }, item);
  if (link !== null && !current.measure(measure)) throw unknown({ zh: '措施', en: 'measure' }, measure);
  if (link === null && !isLinked) return showCascade(campaign);
  const event =
    link === null
      ? { type: 'unlinked', data: { item, measure } }
      : { type: 'linked', data: { item, measure, quantity: link.quantity } };
  await campaign.append([{ subject: subjectOf(year), expected: state.seq, events: [event] }], campaign.act(by));
  return showCascade(campaign);
}

/** The municipal items that a measure carries out, for its page. */
export async function originsOf(campaign: Campaign, measure: string): Promise<views.MeasurePageView['origins']> {
  const { items, links } = await stateOf(campaign, campaign.workspace.plan.year);
  return links
    .filter((link) => link.measure === measure)
    .flatMap(({ item, quantity }) => {
      const found = items.find((i) => i.id === item);
      if (!found) return [];
      const { id, document, clause, words, due } = found;
      return [{ item: id, document, clause, words, due, quantity: found.quantity, share: quantity }];
    });
}
