/**
 * Leaves localised texts out of mutation: titles, details and warnings are words in two languages, not rules. Their
 * presence, completeness and language are tested for all methods at once (cases.test.ts).
 */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const REASON = 'localised text';

interface Node {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly key?: Node;
  readonly callee?: Node;
  readonly properties?: readonly Node[];
}

/** What the traversal hands over: the parts of babel's NodePath that are looked at. */
interface Path {
  readonly node?: Node;
  readonly parent?: Node;
  readonly key?: unknown;
}

function isLocalized(node: Node): boolean {
  const keys = (node.properties ?? []).map((property) => property.key?.name);
  return keys.length === 2 && keys.includes('zh') && keys.includes('en');
}

function isText({ node, parent, key }: Path): boolean {
  if (node?.type === 'CallExpression' && node.callee?.name === 'localized') return true;
  if (node?.type === 'ObjectExpression' && isLocalized(node)) return true;
  const argument = parent?.type === 'CallExpression' && parent.callee?.name === 'warning';
  return argument && (key === 1 || key === 2);
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts', {
    shouldIgnore: (path: Path) => (isText(path) ? REASON : undefined),
  }),
];
