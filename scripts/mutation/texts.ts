/**
 * Leaves localised texts out of mutation: titles, sentences of a trace and warnings are words in two languages, not
 * rules. That they are there, complete and in their language is tested for all methods at once (cases.test.ts).
 */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const REASON = 'localised text';
/** What stands between the members of a list in a sentence. */
const SEPARATORS = new Set(['、', '，', '；', ', ', '; ']);

interface Node {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly key?: Node;
  readonly callee?: Node;
  readonly property?: Node;
  readonly id?: Node;
  readonly arguments?: readonly Node[];
  readonly properties?: readonly Node[];
  readonly returnType?: { readonly typeAnnotation?: { readonly typeName?: Node } };
}

/** What the traversal hands over: the parts of babel's NodePath that are looked at. */
interface Path {
  readonly node?: Node;
  readonly parent?: Node;
  readonly key?: unknown;
  readonly listKey?: unknown;
}

/** `{ zh, en }` */
function isLocalized({ type, properties = [] }: Node): boolean {
  const keys = properties.map((property) => property.key?.name);
  return type === 'ObjectExpression' && keys.length === 2 && keys.includes('zh') && keys.includes('en');
}

/** `localized(…)`, or a list joined for a sentence */
function makesText({ type, callee, arguments: given }: Node): boolean {
  if (type !== 'CallExpression') return false;
  const joins = callee?.property?.name === 'join' && SEPARATORS.has(String(given?.[0]?.value));
  return callee?.name === 'localized' || joins;
}

/** Title and detail of a step, the sentences of a warning */
function isTextArgument({ parent, key, listKey }: Path): boolean {
  if (parent?.type !== 'CallExpression' || listKey !== 'arguments') return false;
  if (parent.callee?.name === 'step') return key === 0 || key === 1;
  return parent.callee?.name === 'warning' && (key === 1 || key === 2);
}

/** `const zh = …`, `const en = …` */
function isTextVariable({ type, id }: Node): boolean {
  return type === 'VariableDeclarator' && (id?.name === 'zh' || id?.name === 'en');
}

/** A function that is declared to return a text */
function returnsText({ returnType }: Node): boolean {
  return returnType?.typeAnnotation?.typeName?.name === 'Localized';
}

function isText(path: Path): boolean {
  const { node } = path;
  if (!node) return false;
  return isLocalized(node) || makesText(node) || isTextVariable(node) || returnsText(node) || isTextArgument(path);
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts', {
    shouldIgnore: (path: Path) => (isText(path) ? REASON : undefined),
  }),
];
