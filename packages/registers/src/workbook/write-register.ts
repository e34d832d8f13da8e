import type { MaskedEntry } from '../engine/mask.ts';
import type { Entry, RegisterContext, RegisterDefinition } from '../engine/types.ts';
import { MASKED_LABEL, notesSheet, SAMPLE_LABEL } from './notes-sheet.ts';
import { entriesSheet, wordsSheet } from './register-sheet.ts';
import { writeXlsx } from './write-xlsx.ts';

function isMasked(entry: Entry | MaskedEntry): boolean {
  return 'masked' in entry && entry.masked.length > 0;
}

/**
 * A workbook of entries, in the form that `readRegister` reads back without a difference: the entries, the notes, the
 * allowed words. Without entries it is the template to be filled in. When something in it was masked it says so, and is not
 * read back: what is coarse must not replace what is exact.
 *
 * @param sample whether it says that everything in it is made up
 */
export function writeRegister(
  definition: RegisterDefinition,
  entries: readonly (Entry | MaskedEntry)[],
  context: Pick<RegisterContext, 'towns' | 'units'>,
  { sample = false }: { readonly sample?: boolean } = {},
): Uint8Array {
  const labels = [...(sample ? [SAMPLE_LABEL] : []), ...(entries.some(isMasked) ? [MASKED_LABEL] : [])];
  return writeXlsx([
    entriesSheet(definition, entries, context),
    notesSheet(definition, context, labels),
    wordsSheet(definition, context),
  ]);
}
