import type { Localized } from '@qingshan/kernel';
import { itemsOf, type Parameter, type SampledItem, type StandardsLibrary } from '@qingshan/standards';

/** What is sampled: each kind has a table of its own, wide as laboratories keep it. */
export const SAMPLE_KINDS = ['section', 'surface-source', 'groundwater-source', 'well', 'plot', 'noise-point'] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

/** A column of results. */
export interface SampleColumn {
  /** Parameter id */
  readonly parameter: string;
  readonly name: Localized;
  /** Unit in which it is written; `1` without one */
  readonly unit: string;
}

export interface SampleLayout {
  readonly kind: SampleKind;
  readonly title: Localized;
  /** Head of the column of sites */
  readonly site: string;
  /** Whether there is a column that says if there was water */
  readonly flow: boolean;
  readonly columns: readonly SampleColumn[];
}

/** Parameter that says whether a section had water: 1, or 0 for none. */
export const FLOW_STATE = 'flow-state';

/** Found out by looking or smelling: 1 present 有, 0 absent 无. */
export const SEEN: ReadonlySet<string> = new Set(['water-odour', 'water-visible']);

interface Described {
  readonly title: Localized;
  readonly site: string;
  /** Documents and tables of them that say what is measured */
  readonly items: readonly (readonly [family: string, tables: readonly string[]])[];
  /** Parameters that come first */
  readonly others: readonly string[];
}

const KINDS: Readonly<Record<SampleKind, Described>> = {
  section: {
    title: { zh: '地表水断面', en: 'Surface-water sections' },
    site: '断面',
    items: [['gb-3838', ['1']]],
    others: [],
  },
  'surface-source': {
    title: { zh: '地表水饮用水水源地', en: 'Surface drinking-water sources' },
    site: '水源地',
    items: [['gb-3838', ['1', '2', '3']]],
    others: [],
  },
  'groundwater-source': {
    title: { zh: '地下水饮用水水源地', en: 'Groundwater drinking-water sources' },
    site: '水源地',
    items: [['gb-t-14848', ['1', '2']]],
    others: [],
  },
  well: {
    title: { zh: '地下水井', en: 'Groundwater wells' },
    site: '井',
    items: [['gb-t-14848', ['1']]],
    others: [],
  },
  plot: {
    title: { zh: '土壤地块', en: 'Soil plots' },
    site: '地块',
    items: [
      ['gb-15618', ['1', '2']],
      ['gb-36600', ['1']],
    ],
    others: ['ph'],
  },
  'noise-point': {
    title: { zh: '噪声监测点', en: 'Noise points' },
    site: '监测点',
    items: [],
    others: ['noise-day', 'noise-night'],
  },
};

export function columnOf({ id, name, unit }: Parameter): SampleColumn {
  return { parameter: id, name, unit };
}

/** `铅` of a table of water, not `铅（水）`: the table and the unit say what it is measured in. */
function columnOfItem({ parameter, name, unit }: SampledItem): SampleColumn {
  return { parameter, name, unit };
}

/** The columns of a kind, in the order of the documents in force on the newest date. */
export function sampleLayout(kind: SampleKind, standards: StandardsLibrary): SampleLayout {
  const { title, site, items, others } = KINDS[kind];
  const columns = [
    ...others.map((id) => columnOf(standards.parameter(id))),
    ...items.flatMap(([family, tables]) => {
      const edition = standards.editions.findLast((e) => e.family === family);
      const all = edition ? itemsOf(edition, standards.parameters) : [];
      return all.filter((item) => tables.includes(item.table)).map(columnOfItem);
    }),
  ];
  const distinct = columns.filter((c, i) => columns.findIndex((other) => other.parameter === c.parameter) === i);
  return { kind, title, site, flow: kind === 'section', columns: distinct };
}
