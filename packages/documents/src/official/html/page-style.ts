import { FONTS, GBT_9704, LINE_PITCH, SIMULATED_MARK, type FontUse } from '../layout.ts';

function family(use: FontUse): string {
  const { name, fallback } = FONTS[use];
  return [name, ...fallback].map((f) => `"${f}"`).join(',');
}

const M = GBT_9704;
const LINE = `${LINE_PITCH / 20}pt`;

/** One character of space between the page number and the outer edge. */
const PAGE_NUMBER = `content: "— " counter(page) " —"; font: ${M.smallSize.value}pt ${family('page')}; padding: 0 1em;`;

function pageRules(landscape: boolean, simulated: boolean): string {
  const [top, right, bottom, left] = landscape
    ? [M.left, M.bottom, M.right, M.top].map((m) => m.value)
    : [M.top, M.right, M.bottom, M.left].map((m) => m.value);
  const mark = simulated
    ? `@top-center { content: "${SIMULATED_MARK}"; color: #c00000; font: 12pt ${family('heading')}; }`
    : '';
  return `
@page { size: A4 ${landscape ? 'landscape' : 'portrait'}; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm; ${mark} }
@page :right { @bottom-right { ${PAGE_NUMBER} } }
@page :left { @bottom-left { ${PAGE_NUMBER} } }`;
}

const TEXT_RULES = `
* { box-sizing: border-box; }
body { margin: 0; color: #000; font: ${M.bodySize.value}pt/${LINE} ${family('body')}; }
.sheet { text-align: justify; }
p, h1, h2, h3, h4, h5 { margin: 0; font-weight: normal; font-size: inherit; }
h1 { text-align: center; font: ${M.titleSize.value}pt/1.4 ${family('title')}; margin-bottom: ${LINE}; text-wrap: balance; }
h1 span { display: inline-block; }
h2 { font-family: ${family('heading')}; }
h3 { font-family: ${family('subheading')}; }
h2, h3, h4, h5 { text-indent: 2em; break-after: avoid; }
.text, .attachment, .remark { text-indent: 2em; }
.attachment, .remark { text-align: left; }
.attachments { margin-top: ${LINE}; }
.attachment + .attachment { padding-left: 3em; }
.agency { color: #f00; text-align: center; font: 32pt/48pt ${family('title')}; margin-top: 35mm; text-wrap: balance; }
.number { text-align: center; }
.red-line { border-bottom: 2pt solid #f00; padding-bottom: 4mm; margin: calc(2 * ${LINE}) 0; }
.signed { display: flex; justify-content: space-between; padding: 0 1em; }
.plain-number { text-align: right; }
.addressee { text-align: left; }
.note { font-size: 10.5pt; line-height: 18pt; text-indent: 2em; }
.signature { text-align: right; margin-top: ${LINE}; break-inside: avoid; }
.record { margin-top: ${LINE}; font-size: ${M.smallSize.value}pt; line-height: 24pt; break-inside: avoid; }
.record { border-top: ${M.thickLine.value}mm solid #000; border-bottom: ${M.thickLine.value}mm solid #000; }
.record p { padding: 0 1em; display: flex; justify-content: space-between; }
.record p + p { border-top: ${M.thinLine.value}mm solid #000; }
figure { margin: 0 0 9pt; }
figcaption { text-align: center; font: ${M.smallSize.value}pt/${LINE} ${family('heading')}; break-after: avoid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt; line-height: 15pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: 2pt 3pt; overflow-wrap: anywhere; font-weight: normal; text-align: center; }
th, tr.total td { font-family: ${family('heading')}; }
td.left { text-align: left; } td.right { text-align: right; }
a.figure { color: inherit; text-decoration: none; border-bottom: 0.5pt dotted #666; }
.simulated { color: #c00000; text-align: center; font: 12pt/20pt ${family('heading')}; }`;

/** On the screen the text stands on a sheet of its size; in print the page rules take over. */
function screenRules(landscape: boolean): string {
  const width = landscape ? M.pageHeight.value : M.pageWidth.value;
  return `
@media screen {
  body { background: #e8e8e8; }
  .sheet { background: #fff; width: ${width}mm; max-width: 100%; margin: 8mm auto; padding: ${M.top.value}mm ${M.right.value}mm ${M.bottom.value}mm ${M.left.value}mm; }
  a.figure:hover, a.figure:focus { background: #fff3c4; }
}
@media screen and (max-width: 700px) { .sheet { padding: 12mm 5mm; margin: 0; overflow-x: auto; } }
@media print { a.figure { border: 0; } .screen-only { display: none; } }`;
}

export function pageStyle(landscape: boolean, simulated: boolean): string {
  return pageRules(landscape, simulated) + TEXT_RULES + screenRules(landscape);
}
