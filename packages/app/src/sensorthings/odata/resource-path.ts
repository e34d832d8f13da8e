import { QingshanError } from '@qingshan/kernel';

/** One step of a resource path: `Things('a')`, `Datastreams`, `name`, `$value`. */
export interface Step {
  readonly name: string;
  /** In brackets: a text or a whole number */
  readonly key: string | number | null;
}

const STEP = /(\$?[A-Za-z@_.][\w@.]*|[\p{L}_][\p{L}\p{N}_]*)(?:\((?:(\d{1,16})|'((?:[^']|'')*)')\))?(?:\/|$)/uy;

/**
 * Reads what follows the root of the service, decoded: `Things('a/b')/Datastreams(2)`; empty for the root itself.
 *
 * @throws QingshanError `bad-query`
 */
export function parseResourcePath(text: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < text.length;) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    if (!found) {
      const why = { zh: '路径写法不对', en: 'the path cannot be read' };
      const hint = {
        zh: "如 Things('点位')/Datastreams、Datastreams(2)/Observations。",
        en: "Write it like Things('site')/Datastreams or Datastreams(2)/Observations.",
      };
      throw new QingshanError('bad-query', { option: { zh: '路径', en: 'Path' }, position: at + 1, why, hint });
    }
    const [whole, name = '', number, quoted] = found;
    const key = number === undefined ? (quoted?.replaceAll("''", "'") ?? null) : Number(number);
    steps.push({ name, key });
    at += whole.length;
  }
  return steps;
}
