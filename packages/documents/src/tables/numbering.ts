import { chineseNumber, circledNumber } from '@qingshan/campaign';
import { at, childOf, elementsOf, numberOf, valOf, type XmlElement } from './xml.ts';

interface Level {
  readonly format: string;
  /** `%1、` */
  readonly text: string;
  readonly start: number;
}

interface List {
  readonly abstract: string;
  readonly levels: readonly (Level | undefined)[];
}

/** Lists have nine levels, 0 to 8. */
const LAST_LEVEL = 8;

function levelOf(text: string | undefined): number {
  const level = Number(text ?? 0);
  return Number.isInteger(level) && level >= 0 ? Math.min(level, LAST_LEVEL) : 0;
}

const NO_LEVEL: Level = { format: 'decimal', text: '', start: 1 };

function levelsOf(definition: XmlElement): (Level | undefined)[] {
  const levels: (Level | undefined)[] = [];
  for (const lvl of elementsOf(definition).filter((e) => e.name === 'lvl')) {
    levels[levelOf(lvl.attributes['ilvl'])] = {
      format: valOf(childOf(lvl, 'numFmt')) ?? 'decimal',
      text: valOf(childOf(lvl, 'lvlText')) ?? '',
      start: numberOf(childOf(lvl, 'start')) ?? 1,
    };
  }
  return levels;
}

function overridden(num: XmlElement, levels: readonly (Level | undefined)[]): (Level | undefined)[] {
  const result = [...levels];
  for (const override of elementsOf(num).filter((e) => e.name === 'lvlOverride')) {
    const at = levelOf(override.attributes['ilvl']);
    const start = numberOf(childOf(override, 'startOverride'));
    if (start !== null) result[at] = { ...(result[at] ?? NO_LEVEL), start };
  }
  return result;
}

function listsOf(root: XmlElement | null): Map<string, List> {
  const lists = new Map<string, List>();
  if (!root) return lists;
  const elements = elementsOf(root);
  const abstracts = new Map(
    elements.filter((e) => e.name === 'abstractNum').map((e) => [e.attributes['abstractNumId'] ?? '', levelsOf(e)]),
  );
  for (const num of elements.filter((e) => e.name === 'num')) {
    const abstract = valOf(childOf(num, 'abstractNumId')) ?? '';
    lists.set(num.attributes['numId'] ?? '', { abstract, levels: overridden(num, abstracts.get(abstract) ?? []) });
  }
  return lists;
}

function written(count: number, format: string): string {
  if (/^(chinese|japaneseCounting|ideographDigital|taiwanese)/.test(format)) return chineseNumber(count);
  if (format.startsWith('decimalEnclosedCircle')) return circledNumber(count);
  if (format === 'none' || format === 'bullet') return '';
  return format === 'decimalZero' ? String(count).padStart(2, '0') : String(count);
}

/** Counts automatic numbers (编号) as the paragraphs of a document come. */
export class Numbering {
  readonly #lists: Map<string, List>;
  readonly #counts = new Map<string, number[]>();

  /** @param root of `word/numbering.xml`, `null` when the document has none */
  constructor(root: XmlElement | null) {
    this.#lists = listsOf(root);
  }

  /** The number that Word shows before a paragraph, with what stands around it: `3.`, `（一）`; empty without one. */
  label(numPr: XmlElement | undefined): string {
    const list = this.#lists.get(valOf(at(numPr, 'numId')) ?? '');
    if (!list) return '';
    const depth = levelOf(valOf(at(numPr, 'ilvl')));
    const counts = this.#counts.get(list.abstract) ?? [];
    const level = list.levels[depth] ?? NO_LEVEL;
    const next = [...counts.slice(0, depth), counts[depth] === undefined ? level.start : counts[depth] + 1];
    this.#counts.set(list.abstract, next);
    if (level.format === 'bullet') return '';
    return level.text.replaceAll(/%(\d)/g, (_, digit: string) => {
      const of = Number(digit) - 1;
      const at = list.levels[of] ?? NO_LEVEL;
      return written(next[of] ?? at.start, at.format);
    });
  }
}
