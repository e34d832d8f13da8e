const PREFIX = '#input=';

/** The input of a calculation, written into the address after `#` so that it never reaches a server's log. */
export function hashOfInput(input: unknown): string {
  return PREFIX + encodeURIComponent(JSON.stringify(input));
}

/** The input written in an address; `null` where there is none or it is spoilt. */
export function inputOfHash(hash: string): Readonly<Record<string, unknown>> | null {
  if (!hash.startsWith(PREFIX)) return null;
  try {
    const value: unknown = JSON.parse(decodeURIComponent(hash.slice(PREFIX.length)));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
