/** A text shown to people: Chinese first, English complete. */
export interface Localized {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Localized;

/** JSON in one line, also for readers to whom U+2028 and U+2029 end a line. Unescaped, a line break is between the parts of JSON. */
export function oneLine(json: string): string {
  return json
    .replaceAll(/[\r\n]/g, ' ')
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
