import { QingshanError, type Localized } from '@qingshan/kernel';
import { Unzip, UnzipInflate } from 'fflate';

/** Bounds of what is read, in bytes; a plan of 88 tasks has less than 1 MB unpacked. */
export const FILE_LIMIT = 30 * 1_048_576;
export const UNPACKED_LIMIT = 100 * 1_048_576;
/** More parts than any document has. */
const PARTS_LIMIT = 5_000;
/** Bytes given to the unpacker at a time; deflate grows by 1032 at most, so that one piece stays below 17 MB. */
const PIECE = 16_384;

/** An Office document as its parts by name: `word/document.xml`. */
export type Parts = ReadonlyMap<string, Uint8Array>;

export function refuse(file: string, why: Localized, hint: Localized): QingshanError {
  return new QingshanError('bad-file', { file, why, hint });
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((b, i) => bytes[i] === b);

/** Whether the directory of an OLE file names a stream; the names stand in it as UTF-16. */
function holdsStream(bytes: Uint8Array, name: string): boolean {
  return new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1)).includes(name);
}

/** What to say of an old binary or an encrypted file: both are OLE containers. */
function refuseOle(file: string, bytes: Uint8Array): QingshanError {
  if (holdsStream(bytes, 'EncryptedPackage')) {
    return refuse(
      file,
      { zh: '文件设有打开密码', en: 'the file is protected by a password' },
      { zh: '请在 Word 或 WPS 中取消密码后另存', en: 'Take the password off in Word or WPS and save it again' },
    );
  }
  const [old, wanted] = holdsStream(bytes, 'WordDocument') ? ['doc', 'docx'] : ['xls', 'xlsx'];
  return refuse(
    file,
    { zh: `这是旧版 ${old} 格式`, en: `this is the old ${old} format` },
    { zh: `请用 Word 或 WPS 打开，另存为 ${wanted}`, en: `Open it in Word or WPS and save as ${wanted}` },
  );
}

function refuseForeign(file: string, bytes: Uint8Array): void {
  if (bytes.length > FILE_LIMIT) {
    throw refuse(
      file,
      { zh: `文件超过 ${FILE_LIMIT / 1_048_576} MB`, en: `the file is larger than ${FILE_LIMIT / 1_048_576} MB` },
      { zh: '请去掉图片，或分成几个文件', en: 'Take the pictures out, or split the file' },
    );
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw refuseOle(file, bytes);
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return;
  const pdf = startsWith(bytes, [0x25, 0x50, 0x44, 0x46]);
  throw refuse(
    file,
    pdf
      ? { zh: '这是 PDF，表格的行列无从可靠读出', en: 'this is a PDF, whose rows and columns cannot be read reliably' }
      : { zh: '不是 docx 或 xlsx 文件', en: 'it is neither a docx nor an xlsx file' },
    { zh: '请用原 docx 或 xlsx 文件', en: 'Use the original docx or xlsx file' },
  );
}

const damaged = (file: string, why: string): QingshanError =>
  refuse(
    file,
    { zh: `压缩包已损坏（${why}）`, en: `the archive is damaged (${why})` },
    {
      zh: '请重新取得文件，或用 Word、WPS 打开后另存',
      en: 'Get the file again, or open it in Word or WPS and save it',
    },
  );

function refuseBomb(file: string): QingshanError {
  const limit = UNPACKED_LIMIT / 1_048_576;
  return refuse(
    file,
    {
      zh: `解压后超过 ${limit} MB 或部件过多，不是正常的文档`,
      en: `it unpacks to more than ${limit} MB or too many parts, which no ordinary document does`,
    },
    { zh: '请核实文件来源', en: 'Check where the file came from' },
  );
}

/** Collects the wanted parts piece by piece; what is not wanted is unpacked too, only to be counted. */
class Collector {
  readonly parts = new Map<string, Uint8Array>();
  #unpacked = 0;
  #seen = 0;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  add(entry: { name: string; ondata: unknown; start(): void }, wanted: boolean): void {
    this.#seen += 1;
    if (this.#seen > PARTS_LIMIT) throw refuseBomb(this.#file);
    const pieces: Uint8Array[] = [];
    let length = 0;
    entry.ondata = (error: Error | null, piece: Uint8Array, final: boolean) => {
      if (error) throw error;
      this.#unpacked += piece.length;
      if (this.#unpacked > UNPACKED_LIMIT) throw refuseBomb(this.#file);
      if (!wanted) return;
      pieces.push(piece);
      length += piece.length;
      if (final) this.parts.set(entry.name, joined(pieces, length));
    };
    entry.start();
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * The parts of an Office document, unpacked within bounds whatever sizes the archive claims.
 *
 * @param file name of the file, for messages
 * @param wanted which parts are kept; the others are only counted
 * @throws QingshanError `bad-file`: too large, old binary format, password, PDF or other format, damaged, zip bomb
 */
export function readParts(file: string, bytes: Uint8Array, wanted: (name: string) => boolean): Parts {
  refuseForeign(file, bytes);
  const collector = new Collector(file);
  try {
    const unzip = new Unzip((entry) => collector.add(entry, wanted(entry.name)));
    unzip.register(UnzipInflate);
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    }
  } catch (error) {
    if (error instanceof QingshanError || !(error instanceof Error)) throw error;
    throw damaged(file, error.message);
  }
  return collector.parts;
}
