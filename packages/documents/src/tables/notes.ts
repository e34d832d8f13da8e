import type { GridNote, GridNoteCode } from '@qingshan/campaign';

/** Counts what a reader cannot take over as it stands. */
export class Notes {
  readonly #notes = new Map<GridNoteCode, { count: number; example: string }>();

  add(code: GridNoteCode, example = ''): void {
    const note = this.#notes.get(code);
    if (note) note.count += 1;
    else this.#notes.set(code, { count: 1, example: example.slice(0, 40) });
  }

  list(): GridNote[] {
    return [...this.#notes].map(([code, note]) => ({ code, ...note }));
  }
}
