/** A text shown to people: Chinese first, English complete. */
export interface Localized {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Localized;
