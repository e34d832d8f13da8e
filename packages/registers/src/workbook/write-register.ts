import type { Entry, RegisterContext, RegisterDefinition } from '../engine/types.ts';
import { notesSheet } from './notes-sheet.ts';
import { entriesSheet, wordsSheet } from './register-sheet.ts';
import { writeXlsx } from './write-xlsx.ts';

/**
 * A workbook of entries, in the form that `readRegister` reads back without a difference: the entries, the notes, the
 * allowed words. Without entries it is the template to be filled in.
 *
 * @param sample whether it says that everything in it is made up
 */
export function writeRegister(
  definition: RegisterDefinition,
  entries: readonly Entry[],
  context: Pick<RegisterContext, 'towns' | 'units'>,
  { sample = false }: { readonly sample?: boolean } = {},
): Uint8Array {
  return writeXlsx([
    entriesSheet(definition, entries, context),
    notesSheet(definition, context, sample),
    wordsSheet(definition, context),
  ]);
}
