import { displayUnit } from '@qingshan/kernel';
import { describeMethods, expandInput } from '@qingshan/methods';
import { Document, isMap, isScalar, isSeq } from 'yaml';
import type { Workspace } from '../workspace.ts';
import { accountIndicatorById } from './record-account.ts';

/** JSON Schema */
type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema and all its alternatives. */
function alternatives(schema: unknown): Schema[] {
  if (!isSchema(schema)) return [];
  const nested = schema['anyOf'] ?? schema['oneOf'];
  return [schema, ...(Array.isArray(nested) ? nested.flatMap(alternatives) : [])];
}

function propertiesOf(schema: unknown): readonly (readonly [name: string, property: unknown, required: boolean])[] {
  return alternatives(schema).flatMap((one) => {
    const { properties, required } = one;
    const names: readonly unknown[] = Array.isArray(required) ? required : [];
    return isSchema(properties) ? Object.entries(properties).map(([k, p]) => [k, p, names.includes(k)] as const) : [];
  });
}

function itemsOf(schema: unknown): unknown {
  return alternatives(schema).find((one) => 'items' in one)?.['items'];
}

/** What a field is, what it may be and what holds without it, in a line; empty where the schema says nothing. */
function said(property: unknown, required: boolean): string {
  const all = alternatives(property);
  const find = (key: string): unknown => all.find((one) => key in one)?.[key];
  const [name, unit, choices] = [find('name'), find('unit'), find('enum')];
  const fallback = all[0]?.['default'];
  return [
    isSchema(name) ? `${String(name['zh'])} / ${String(name['en'])}` : '',
    typeof unit === 'string' && unit !== '1' && unit !== 'follows' ? displayUnit(unit) : '',
    Array.isArray(choices) && choices.length <= 12 ? `(${choices.join(' | ')})` : '',
    fallback === undefined ? '' : `缺省 default ${JSON.stringify(fallback)}`,
    required ? '' : '可不填 optional',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Writes beside each field what it is, and after the last one what else may be written. */
function comment(node: unknown, schema: unknown): void {
  if (isSeq(node)) return comment(node.items[0], itemsOf(schema));
  if (!isMap(node)) return undefined;
  const left: string[] = [];
  for (const [name, property, required] of propertiesOf(schema)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
    const words = said(property, required);
    if (pair === undefined) left.push(` ${name}:${words === '' ? '' : ` # ${words}`}`);
    else if (isScalar(pair.key) && words !== '') pair.key.commentBefore = ` ${words}`;
    if (pair !== undefined) comment(pair.value, property);
  }
  if (left.length > 0) node.comment = left.join('\n');
  return undefined;
}

/**
 * A YAML file to fill in: the first case of the indicator's method, each field with what it is, and the fields that
 * may be added. Its values are those of the case.
 *
 * @throws QingshanError `not-found`, `bad-request` for an indicator that takes no account
 */
export function accountTemplate(workspace: Workspace, id: string): string {
  const indicator = accountIndicatorById(id);
  const [first] = workspace.cases(indicator.method);
  const method = describeMethods(workspace.standards).find((m) => m.id === indicator.method);
  const document = new Document(expandInput(first?.输入 ?? {}));
  comment(document.contents, method?.input);
  document.commentBefore = [
    ` ${indicator.title.zh} / ${indicator.title.en}: ${indicator.id}, ${indicator.method}`,
    ` 数值取自算例“${first?.名称 ?? ''}”，请全部换成自己的核算。`,
    ' The values are those of a case of the method; replace all of them with your own.',
    ` npx qingshan account record --indicator ${indicator.id} --period 2024 --file … --note "…"`,
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}
