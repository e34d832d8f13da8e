import { Refusal } from '../faults.ts';
import { joinBytes } from './bytes.ts';

/** No line of any known file comes near it; it bounds memory when something else is fed in. */
export const LINE_LIMIT = 1_048_576;

const LF = 0x0a;
const CR = 0x0d;

type Encoding = 'utf-8' | 'gb18030';

/**
 * The lines of a text, one at a time, without their ends (LF or CRLF).
 *
 * The encoding is settled by the first line that is not plain ASCII: UTF-8 when it is valid UTF-8, else GB18030. A line
 * feed byte never occurs inside a character of either.
 *
 * @throws Refusal `line-too-long`, `bad-encoding`
 */
export class TextLines {
  /** Line that was given last, 1 is the first */
  row = 0;
  encoding: Encoding | null = null;
  readonly #file: string;
  readonly #bytes: AsyncIterable<Uint8Array>;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  readonly #gb18030 = new TextDecoder('gb18030', { fatal: true });

  constructor(file: string, bytes: AsyncIterable<Uint8Array>) {
    this.#file = file;
    this.#bytes = bytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    let carried: Uint8Array[] = [];
    let carriedLength = 0;
    for await (const piece of this.#bytes) {
      let from = 0;
      for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, from)) {
        this.#check(carriedLength + end - from);
        const rest = piece.subarray(from, end);
        yield this.#decode(carriedLength === 0 ? rest : joinBytes([...carried, rest]));
        [carried, carriedLength, from] = [[], 0, end + 1];
      }
      if (from === piece.length) continue;
      carried.push(piece.slice(from));
      carriedLength += piece.length - from;
      this.#check(carriedLength);
    }
    if (carriedLength > 0) yield this.#decode(joinBytes(carried));
  }

  #check(length: number): void {
    if (length > LINE_LIMIT)
      throw new Refusal(this.#file, 'line-too-long', { row: this.row + 1 }, { limit: LINE_LIMIT });
  }

  #decode(line: Uint8Array): string {
    this.row += 1;
    const bytes = line.at(-1) === CR ? line.subarray(0, -1) : line;
    if (this.encoding !== 'gb18030') {
      const text = decoded(this.#utf8, bytes);
      if (text !== null) {
        if (text.length !== bytes.length) this.encoding = 'utf-8';
        return text;
      }
    }
    const text = this.encoding === 'utf-8' ? null : decoded(this.#gb18030, bytes);
    if (text === null) throw new Refusal(this.#file, 'bad-encoding', { row: this.row });
    this.encoding = 'gb18030';
    return text;
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
