import { QingshanError } from '@qingshan/kernel';
import { LineCounter, parseDocument } from 'yaml';

/**
 * Reads the input of a method from a file in YAML, which JSON is as well.
 *
 * @param file its name, for the error
 * @throws QingshanError `bad-file` with line and column
 */
export function readAccountFile(file: string, text: string): Readonly<Record<string, unknown>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new QingshanError('bad-file', {
      file,
      why: {
        zh: `第 ${line} 行第 ${col} 列不是 YAML 或 JSON（${error.message}）`,
        en: `line ${line}, column ${col} is no YAML or JSON (${error.message})`,
      },
      hint: template(),
    });
  }
  const value: unknown = document.toJS();
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new QingshanError('bad-file', {
    file,
    why: { zh: '内容不是“字段：值”', en: 'it does not hold fields with values' },
    hint: template(),
  });
}

function template(): { zh: string; en: string } {
  const command = 'qingshan account template <indicator>';
  return { zh: `可从模板填起：${command}`, en: `Start from a template: ${command}` };
}
