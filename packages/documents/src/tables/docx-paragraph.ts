import type { Notes } from './notes.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';
import { at, childOf, elementsOf, innerText, isOn, type XmlElement } from './xml.ts';

/** What the paragraphs of one document share. */
export interface ParagraphReader {
  readonly notes: Notes;
  readonly numbering: Numbering;
  readonly styles: Styles;
}

export interface ReadParagraph {
  /** Its lines, without white space at the ends; empty ones are left out */
  readonly lines: readonly string[];
  readonly level: number | null;
  readonly bold: boolean;
}

interface Run {
  readonly text: string;
  readonly bold: boolean;
}

const BREAKS: Readonly<Record<string, string>> = { br: '\n', cr: '\n', tab: '\t', noBreakHyphen: '-' };

function textOfRun(run: XmlElement, notes: Notes): string {
  return elementsOf(run)
    .map((e) => {
      if (e.name === 't') return innerText(e);
      if (e.name === 'drawing' || e.name === 'pict' || e.name === 'mc:AlternateContent') notePicture(e, notes);
      if (e.name === 'footnoteReference' || e.name === 'endnoteReference') notes.add('note');
      return BREAKS[e.name] ?? '';
    })
    .join('');
}

function holds(element: XmlElement, name: string): boolean {
  return element.name === name || elementsOf(element).some((e) => holds(e, name));
}

function notePicture(element: XmlElement, notes: Notes): void {
  if (!holds(element, 'txbxContent')) return notes.add('picture');
  const first = holds(element, 'mc:Choice') ? childOf(element, 'mc:Choice') : element;
  notes.add('text-box', innerText(first ?? element).trim());
}

function deletedText(element: XmlElement): string {
  if (element.name === 'delText' || element.name === 't') return innerText(element);
  return elementsOf(element).map(deletedText).join('');
}

function runsOf(element: XmlElement, reader: ParagraphReader, bold: boolean): Run[] {
  return elementsOf(element).flatMap((e): Run[] => {
    if (e.name === 'r') {
      const own = at(e, 'rPr', 'b');
      return [{ text: textOfRun(e, reader.notes), bold: own ? isOn(own) : bold }];
    }
    if (e.name === 'del' || e.name === 'moveFrom') {
      reader.notes.add('deleted-text', deletedText(e));
      return [];
    }
    const inner = runsOf(e, reader, bold);
    if (e.name === 'ins' || e.name === 'moveTo') reader.notes.add('inserted-text', inner.map((r) => r.text).join(''));
    return inner;
  });
}

/** Reads a paragraph: its text with the automatic number before it, its heading level, whether it is bold. */
export function paragraphOf(paragraph: XmlElement, reader: ParagraphReader): ReadParagraph {
  const properties = childOf(paragraph, 'pPr');
  const label = reader.numbering.label(reader.styles.numPr(properties));
  const runs = runsOf(paragraph, reader, reader.styles.isBold(properties));
  const lines = (label + runs.map((r) => r.text).join(''))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const seen = runs.filter((r) => r.text.trim() !== '');
  return { lines, level: reader.styles.level(properties), bold: seen.length > 0 && seen.every((r) => r.bold) };
}
