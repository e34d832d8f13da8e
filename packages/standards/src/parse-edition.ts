import { formatDay, parseDay } from '@qingshan/kernel';
import { createEdition } from './edition.ts';
import { parseTable } from './parse-table.ts';
import { documentSchema } from './schema.ts';
import type { Edition, Parameter, StandardTable } from './types.ts';
import { badStandard, YamlFile, type SourceText } from './yaml-file.ts';

const DOCUMENT = 'document.yaml';

interface TableFile {
  readonly file: YamlFile;
  readonly table: StandardTable;
}

/**
 * Reads one folder of `standards/`.
 *
 * @throws QingshanError `bad-standard`
 */
export function parseEdition(
  id: string,
  sources: readonly SourceText[],
  parameters: ReadonlyMap<string, Parameter>,
): { readonly edition: Edition; readonly file: YamlFile } {
  const files = sources.map((s) => new YamlFile(s));
  const file = files.find((f) => f.path === `${id}/${DOCUMENT}`);
  if (!file) throw badStandard(`${id}/${DOCUMENT}`, 1, { zh: '缺少这个文件', en: 'the file is missing' });
  const document = file.check(documentSchema, file.data);
  const owner = { id, number: document.number, parameters };
  const tables = files.filter((f) => f !== file).map((f) => ({ file: f, table: parseTable(f, owner) }));
  const inStages = tables.toSorted((a, b) => (a.table.valid?.from ?? '').localeCompare(b.table.valid?.from ?? ''));
  const applied = [document.inForce.from, ...document.earlyAdoption.map((e) => e.from)].toSorted();
  const span = { from: applied[0] ?? document.inForce.from, to: document.inForce.to };
  for (const stages of Object.values(Object.groupBy(inStages, (t) => t.table.name))) checkStages(stages ?? [], span);
  const byName = inStages.toSorted((a, b) => a.table.name.localeCompare(b.table.name));
  return { file, edition: createEdition({ id, ...document, tables: byName.map((t) => t.table) }) };
}

/** The stages of one table follow each other without gap or overlap and cover the time in which the edition applies. */
function checkStages(stages: readonly TableFile[], span: { readonly from: string; readonly to: string | null }): void {
  if (stages.length === 1 && stages[0]?.table.valid === null) return;
  let reached: string | null = dayBefore(span.from);
  let previous: TableFile | null = null;
  for (const stage of stages) {
    const { file, table } = stage;
    if (!table.valid)
      throw file.fault([], {
        zh: '另有同名表，须写明“valid”',
        en: 'a table of the same name is there: “valid” is needed',
      });
    if (previous && String(previous.table.keys) !== String(table.keys)) {
      throw file.fault(['keys'], {
        zh: `键与 ${previous.file.path} 不同`,
        en: `keys differ from ${previous.file.path}`,
      });
    }
    if (previous && (reached === null || table.valid.from <= reached)) {
      throw file.fault(['valid'], { zh: `与 ${previous.file.path} 重叠`, en: `overlaps ${previous.file.path}` });
    }
    if (reached === null || dayBefore(table.valid.from) > reached) {
      throw file.fault(['valid'], { zh: `${reached} 之后有空档`, en: `a gap after ${reached}` });
    }
    reached = table.valid.to;
    previous = stage;
  }
  if (reached !== null && (span.to === null || reached < span.to)) {
    throw previous?.file.fault(['valid'], { zh: `${reached} 之后有空档`, en: `a gap after ${reached}` });
  }
}

function dayBefore(date: string): string {
  return formatDay((parseDay(date) ?? 0) - 1);
}
