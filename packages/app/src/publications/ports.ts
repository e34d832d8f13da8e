import type { DocumentKind } from '@qingshan/documents';
import type { Moment } from '@qingshan/kernel';

export const PUBLISHED_FORMS = ['docx', 'xlsx', 'html', 'zip'] as const;
export type PublishedForm = (typeof PUBLISHED_FORMS)[number];

/** A published document. It is never changed, only withdrawn once; the bytes lie in the file store under their hashes. */
export interface PublicationRecord {
  readonly id: number;
  readonly kind: DocumentKind;
  /** What it is about: `2024-10`, `2024-H1`, a unit, a measure */
  readonly subject: string;
  /** Tells documents on the same subject apart: a parameter, a pack, the day of a letter; else empty */
  readonly variant: string;
  readonly title: string;
  /** 机关代字 before 〔2024〕; numbers run within series and year without gaps */
  readonly series: string;
  readonly year: number;
  readonly number: number;
  /** 成文日期, `2024-11-05` */
  readonly day: string;
  readonly simulated: boolean;
  /** JSON of the facts that it was made of */
  readonly facts: string;
  /** JSON: edition, method version or pack that decided figures, by family or method */
  readonly rules: string;
  /** Version of the program that made it */
  readonly program: string;
  /** sha256 of the template's bytes */
  readonly template: string;
  readonly templateName: string;
  /** sha256 of the bytes of each form */
  readonly files: Readonly<Partial<Record<PublishedForm, string>>>;
  /** Files that were packed with it, under the name that they have in the pack; ids of the file store */
  readonly attached: readonly { readonly name: string; readonly id: string }[];
  /** The publication in whose place it stands */
  readonly replaces: number | null;
  readonly byId: string;
  readonly byName: string;
  readonly at: Moment;
  readonly withdrawn: Withdrawal | null;
}

export interface Withdrawal {
  readonly by: string;
  readonly at: Moment;
  readonly reason: string;
}

/** A template was put to use for a kind of document; the newest is the one in use. */
export interface TemplateRecord {
  readonly id: number;
  readonly kind: DocumentKind;
  /** sha256 of its bytes; `null`: the one that ships */
  readonly file: string | null;
  readonly name: string;
  readonly note: string;
  readonly by: string;
  readonly at: Moment;
}

/** Publications and templates in the registry. */
export interface PublicationRegistry {
  /** The number after the last one of a series and year, 1 for the first. */
  nextNumber(series: string, year: number): Promise<number>;
  /**
   * Keeps a publication, and withdraws the one that it replaces in the same step.
   *
   * @returns `null` when its number is not the next one (any more): ask again
   * @throws QingshanError `already-published` when another one of the same subject stands, `publication-withdrawn` when
   * the one to be replaced stands no more
   */
  publish(
    publication: Omit<PublicationRecord, 'id' | 'withdrawn'>,
    replaced: Withdrawal | null,
  ): Promise<PublicationRecord | null>;
  /** @throws QingshanError `not-found`, `publication-withdrawn` */
  withdraw(id: number, withdrawal: Withdrawal): Promise<PublicationRecord>;
  publication(id: number): Promise<PublicationRecord | null>;
  /** All of them, the newest first. */
  publications(): Promise<readonly PublicationRecord[]>;

  addTemplate(template: Omit<TemplateRecord, 'id'>): Promise<TemplateRecord>;
  /** All of them, the newest first. */
  templates(): Promise<readonly TemplateRecord[]>;
}
