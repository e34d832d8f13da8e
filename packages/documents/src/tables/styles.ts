import { at, childOf, elementsOf, isOn, numberOf, valOf, type XmlElement } from './xml.ts';

/** Longest chain of styles that are based on one another. */
const CHAIN_LIMIT = 20;

/** The paragraph styles of a document. */
export class Styles {
  readonly #styles: ReadonlyMap<string, XmlElement>;

  /** @param root of `word/styles.xml`, `null` when the document has none */
  constructor(root: XmlElement | null) {
    const styles = root ? elementsOf(root).filter((e) => e.name === 'style') : [];
    this.#styles = new Map(styles.map((e) => [e.attributes['styleId'] ?? '', e]));
  }

  /** A style and those it is based on, nearest first. */
  #chain(id: string | undefined): XmlElement[] {
    const chain: XmlElement[] = [];
    let style = this.#styles.get(id ?? '');
    while (style && chain.length < CHAIN_LIMIT) {
      chain.push(style);
      style = this.#styles.get(valOf(childOf(style, 'basedOn')) ?? '');
    }
    return chain;
  }

  /** Heading level (1 is the highest) of a paragraph by its outline level or its style, or `null`. */
  level(properties: XmlElement | undefined): number | null {
    const own = numberOf(at(properties, 'outlineLvl'));
    if (own !== null) return own < 9 ? own + 1 : null;
    for (const style of this.#chain(valOf(at(properties, 'pStyle')))) {
      const outline = numberOf(at(style, 'pPr', 'outlineLvl'));
      if (outline !== null) return outline < 9 ? outline + 1 : null;
      const named = /^(?:heading|标题)\s*(\d)$/i.exec(valOf(childOf(style, 'name')) ?? '');
      if (named) return Number(named[1]);
    }
    return null;
  }

  /** The numbering of a paragraph: its own, else that of its style. */
  numPr(properties: XmlElement | undefined): XmlElement | undefined {
    const own = at(properties, 'numPr');
    if (own) return own;
    return this.#chain(valOf(at(properties, 'pStyle')))
      .map((style) => at(style, 'pPr', 'numPr'))
      .find((numPr) => numPr !== undefined);
  }

  isBold(properties: XmlElement | undefined): boolean {
    return this.#chain(valOf(at(properties, 'pStyle'))).some((style) => isOn(at(style, 'rPr', 'b')));
  }
}
