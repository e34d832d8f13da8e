import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QingshanError, type Localized } from '@qingshan/kernel';
import { isMap, isPair, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

type Path = readonly PropertyKey[];

/** A checked YAML file that can say on which line a value stands. */
export interface YamlFile<T> {
  /** Name for messages, relative to the folder of the district */
  readonly name: string;
  readonly data: T;
  /** Line of the value at `path`, or of the nearest value above it */
  line(path: Path): number;
}

export function badPlan(file: string, where: string | number, why: Localized): QingshanError {
  return new QingshanError('bad-plan', { file, where, why });
}

function lineOf(document: Document, counter: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((p) => String(p.key) === String(key)) : undefined;
    const node: unknown = isPair(pair) ? pair.key : document.getIn(path.slice(0, length), true);
    const range = node && typeof node === 'object' && 'range' in node ? node.range : undefined;
    if (Array.isArray(range)) return counter.linePos(Number(range[0])).line;
  }
  return 1;
}

/** A misspelt key is unknown and missing at once; the unknown one says more. */
function telling<I extends { code?: string }>(issues: readonly I[]): I | undefined {
  return issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
}

/** The fault that the schema finds, in both languages, with the path that it is about. */
function faultOf(schema: z.ZodType, data: unknown): { path: Path; why: Localized } {
  const [zh, en] = [z.locales.zhCN(), z.locales.en()].map(({ localeError }) =>
    telling(schema.safeParse(data, { error: localeError }).error?.issues ?? []),
  );
  const key = en?.code === 'unrecognized_keys' ? en.keys.slice(0, 1) : [];
  const path = [...(en?.path ?? []), ...key];
  const at = path.map(String).join('.');
  return { path, why: { zh: `${at}:${zh?.message ?? ''}`, en: `${at}: ${en?.message ?? ''}` } };
}

/**
 * Reads one YAML file and checks it against a schema.
 *
 * @param name path below `folder`, as it is shown in messages
 * @throws QingshanError `bad-plan`: no such file, no YAML, or not what the schema asks for, with file and line
 */
export function readYaml<S extends z.ZodType>(folder: string, name: string, schema: S): YamlFile<z.output<S>> {
  const path = join(folder, name);
  if (!existsSync(path)) throw badPlan(name, 1, { zh: '没有这个文件，请补上', en: 'there is no such file; add it' });
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const why = { zh: `YAML 写法有误（${error.message}）`, en: `not valid YAML (${error.message})` };
    throw badPlan(name, counter.linePos(error.pos[0]).line, why);
  }
  const data: unknown = document.toJS();
  const line = (at: Path): number => lineOf(document, counter, at);
  const result = schema.safeParse(data);
  if (result.success) return { name, data: result.data, line };
  const fault = faultOf(schema, data);
  throw badPlan(name, line(fault.path), fault.why);
}
