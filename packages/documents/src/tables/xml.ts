import { SaxesParser } from 'saxes';

/** An element of an XML part. Names are local ones for the main vocabulary of the file, `prefix:name` for others. */
export interface XmlElement {
  readonly name: string;
  /** By local name */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

/** Deeper than any document nests. */
const DEPTH_LIMIT = 300;

const MAIN_NAMESPACES = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
]);

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (XmlElement | string)[];
}

function fail(why: string): never {
  throw new Error(why);
}

/**
 * Reads an XML part. Document type declarations are refused, so that no entity can be defined.
 *
 * @throws Error when it is not well-formed, has a DOCTYPE or nests too deeply
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [] };
  const open: Open[] = [root];
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('DOCTYPE'));
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map((a) => [a.local, a.value]));
    const name = MAIN_NAMESPACES.has(tag.uri) ? tag.local : `${tag.prefix}:${tag.local}`;
    const element: Open = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > DEPTH_LIMIT) fail('nesting');
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => open.at(-1)?.children.push(text));
  parser.on('cdata', (text) => open.at(-1)?.children.push(text));
  parser.write(new TextDecoder().decode(bytes)).close();
  return elementsOf(root)[0] ?? fail('empty');
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((c) => typeof c !== 'string');
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element && elementsOf(element).find((c) => c.name === name);
}

/** The element that is reached by a path of names. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((e, name) => childOf(e, name), element);
}

export function valOf(element: XmlElement | undefined): string | undefined {
  return element?.attributes['val'];
}

export function numberOf(element: XmlElement | undefined): number | null {
  const value = valOf(element);
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : null;
}

/** Whether an on/off property is there and not switched off: `<b/>`, `<b val="1"/>`. */
export function isOn(element: XmlElement | undefined): boolean {
  return element !== undefined && !['0', 'false', 'off'].includes(valOf(element) ?? '1');
}

/** All text below an element. */
export function innerText(element: XmlElement): string {
  return element.children.map((c) => (typeof c === 'string' ? c : innerText(c))).join('');
}
