/** Kinds of files that may stand as evidence, told by their first bytes, never by their names. */
const KINDS: readonly { readonly type: string; readonly starts: readonly number[]; readonly at?: number }[] = [
  { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/webp', starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { type: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OFFICE: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function startsWith(bytes: Uint8Array, starts: readonly number[], at = 0): boolean {
  return starts.every((byte, i) => bytes[at + i] === byte);
}

/** The media type of a file that may be evidence, or `null`. Word and Excel files are zips; their names tell them apart. */
export function fileKind(name: string, bytes: Uint8Array): string | null {
  const known = KINDS.find(({ starts, at }) => startsWith(bytes, starts, at));
  if (known) return known.type;
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  return startsWith(bytes, ZIP) ? (OFFICE[ending] ?? null) : null;
}
