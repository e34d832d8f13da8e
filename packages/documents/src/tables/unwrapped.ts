import { elementsOf, type XmlElement } from './xml.ts';

/** Elements that only wrap what matters. */
const WRAPPERS = new Set(['sdt', 'sdtContent', 'customXml', 'ins', 'moveTo', 'smartTag']);

/** The elements in an element, those in wrappers included. */
export function unwrapped(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((e) => (WRAPPERS.has(e.name) ? unwrapped(e) : [e]));
}
