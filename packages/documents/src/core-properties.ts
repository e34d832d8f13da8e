import { escapeXml, XML_HEAD } from './xml.ts';

/** Title and producing system of an office file; no times, which would differ from run to run. */
export function corePropertiesXml(title: string): string {
  return (
    `${XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
    'xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>青山</dc:creator></cp:coreProperties>`
  );
}
