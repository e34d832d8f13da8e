import { corePropertiesXml } from '../core-properties.ts';
import { escapeXml, XML_HEAD } from '../xml.ts';
import { packZip, type ZipEntry } from '../zip.ts';
import { quotedSheet, sheetNames } from './cell-name.ts';
import { sheetXml } from './sheet-xml.ts';
import { stylesXml } from './styles.ts';
import type { Sheet, Workbook } from './workbook.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_ML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SHEET_ML}.worksheet+xml"/>`,
  );
  return (
    `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_ML}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SHEET_ML}.styles+xml"/>` +
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
    `${sheets.join('')}</Types>`
  );
}

function relations(items: readonly (readonly [type: string, target: string])[]): string {
  const list = items.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`);
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function repeatedRows(sheet: Sheet, name: string, index: number): string {
  if (sheet.repeat === null) return '';
  const [first, last] = sheet.repeat;
  const area = escapeXml(`${quotedSheet(name)}!$${first + 1}:$${last + 1}`);
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${area}</definedName>`;
}

function workbookXml(sheets: readonly Sheet[], names: readonly string[]): string {
  const list = names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const titles = sheets.map((sheet, i) => repeatedRows(sheet, names[i] ?? '', i)).join('');
  return (
    `${XML_HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}">` +
    `<sheets>${list.join('')}</sheets>${titles === '' ? '' : `<definedNames>${titles}</definedNames>`}` +
    '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
  );
}

/** Writes an xlsx workbook. Equal workbooks give equal bytes. Programs recalculate the formulas when they open it. */
export function writeWorkbook(workbook: Workbook): Uint8Array {
  const names = sheetNames(workbook.sheets.map((s) => s.name));
  const parts = workbook.sheets.map((sheet, i): ZipEntry => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)]);
  return packZip([
    ['[Content_Types].xml', contentTypes(parts.length)],
    [
      '_rels/.rels',
      relations([
        [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
        [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ]),
    ],
    ['docProps/core.xml', corePropertiesXml(workbook.title)],
    ['xl/workbook.xml', workbookXml(workbook.sheets, names)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...names.map((_, i) => [`${OFFICE}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const),
        [`${OFFICE}/styles`, 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', stylesXml()],
    ...parts,
  ]);
}
