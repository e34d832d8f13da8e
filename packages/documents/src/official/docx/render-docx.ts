import { QingshanError } from '@qingshan/kernel';
import type PizZip from 'pizzip';
import { packZip, type ZipEntry } from '../../zip.ts';
import type { OfficialDocument } from '../document.ts';
import { templateProblems } from './check-template.ts';
import { shippedTemplate } from './shipped-template.ts';
import { everyPageMarked } from './simulated-mark.ts';
import { templateData } from './template-data.ts';
import { compileTemplate, openTemplate, templateStyles, textWidth, type TemplateFile } from './template-file.ts';
import type { TemplateProblem } from './template-problems.ts';

const MOST_PROBLEMS_TOLD = 5;

/** The template that is filled in when the office has none of its own. */
export function shippedTemplateFor(document: Pick<OfficialDocument, 'landscape'>): TemplateFile {
  const name = document.landscape ? '公文样板（横排）.docx' : '公文样板.docx';
  return { name, bytes: shippedTemplate(document.landscape) };
}

function badTemplate(file: TemplateFile, problems: readonly TemplateProblem[]): QingshanError {
  const told = problems.slice(0, MOST_PROBLEMS_TOLD);
  const rest = problems.length - told.length;
  return new QingshanError('bad-template', {
    file: file.name,
    problems: {
      zh: told.map((p) => `${p.where.zh}：${p.why.zh}`).join('；') + (rest > 0 ? `；另有 ${rest} 处` : ''),
      en: told.map((p) => `${p.where.en}: ${p.why.en}`).join('; ') + (rest > 0 ? `; and ${rest} more` : ''),
    },
  });
}

function contentOf(zip: PizZip): ZipEntry[] {
  return Object.values(zip.files)
    .filter((file) => !file.dir)
    .map((file) => [file.name, file.asUint8Array()]);
}

/**
 * Fills a template with the document: docx bytes. Equal documents and templates give equal bytes.
 *
 * @throws QingshanError `bad-template`, naming what is wrong and where; `bad-file` when it is no Word file
 */
export function renderDocx(document: OfficialDocument, file: TemplateFile = shippedTemplateFor(document)): Uint8Array {
  const problems = templateProblems(file, document);
  if (problems.length > 0) throw badTemplate(file, problems);
  const zip = openTemplate(file);
  const data = templateData(document, textWidth(zip) ?? 0, templateStyles(zip).ids);
  const filled = compileTemplate(zip).template.render(data).getZip();
  if (document.simulated && !everyPageMarked(filled)) {
    const where = { zh: '页眉', en: 'page head' };
    const why = {
      zh: '含模拟数据的公文每页都要标明，请在各种页眉（首页、奇数页、偶数页）中写上 {模拟标记}',
      en: 'every page of a document with simulated data must say so; write {模拟标记} in each page head (first, odd, even)',
    };
    throw badTemplate(file, [{ where, why }]);
  }
  return packZip(contentOf(filled));
}
