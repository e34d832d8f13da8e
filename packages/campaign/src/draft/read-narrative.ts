import type { GridParagraph } from './grid.ts';
import { ordinalOf } from './outline.ts';
import { withoutStar, type Words } from './raw.ts';
import type { Structure } from './structure.ts';
import { NO_ROLES, partsByBrackets, rolesIn, unbracketed, type RoleWords } from './unit-cell.ts';

const LABEL_LINE = /^[（(]?(?:牵头|责任|主责|配合|协办|协助|参与)(?:单位|部门)\s*[：:]/;
const LONGEST_HEADING = 40;

/** The units that a paragraph names by labels or in brackets, or `null` when it names none. */
export function hasRoles(text: string): boolean {
  return LABEL_LINE.test(text) || partsByBrackets(text).length > 0;
}

interface Pending {
  readonly words: string;
  readonly paragraph: number;
  readonly ordinal: number | null;
}

/**
 * Reads a plan written as paragraphs: 一、 boards, （一） tasks, measures below them with 牵头单位：…；责任单位：… on the
 * next line, or with units in brackets at the end.
 */
export class NarrativeReader {
  readonly #structure: Structure;
  /** A paragraph that is a measure when units follow it */
  #pending: Pending | null = null;

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  read({ text, number }: GridParagraph): void {
    if (LABEL_LINE.test(text)) return this.#readRoles(text, number);
    const brackets = partsByBrackets(text);
    if (brackets.length > 0) return this.#readBrackets(text, number, brackets);
    this.#readText(text, number);
  }

  /** Settles the last paragraph; a numbered one under a task is a measure without units. */
  end(): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null) return;
    if (pending.ordinal !== null && this.#structure.task) this.#push(pending.words, pending.paragraph, NO_ROLES);
    else this.#structure.line({ words: pending.words, place: { kind: 'paragraph', number: pending.paragraph } });
  }

  #readText(text: string, number: number): void {
    const words: Words = { words: text, place: { kind: 'paragraph', number } };
    const ordinal = ordinalOf(text);
    const isHeading = text.length <= LONGEST_HEADING && !/[。；]$/.test(text);
    if (ordinal && ordinal.level <= 2 && isHeading) {
      this.end();
      if (ordinal.level === 1) this.#structure.band(words);
      else if (!this.#structure.enterKnownBoard(words)) {
        this.#structure.beginTask({ ...words, words: ordinal.rest }, null);
      }
    } else if (ordinal && ordinal.level >= 3) {
      this.end();
      this.#pending = { words: ordinal.rest, paragraph: number, ordinal: ordinal.number };
    } else if (this.#pending?.ordinal != null) {
      this.#pending = { ...this.#pending, words: `${this.#pending.words}\n${text}` };
    } else {
      this.end();
      this.#pending = { words: text, paragraph: number, ordinal: null };
    }
  }

  #readRoles(text: string, number: number): void {
    const roles = rolesIn(unbracketed(text)) ?? NO_ROLES;
    const pending = this.#pending;
    this.#pending = null;
    if (pending) return this.#push(pending.words, pending.paragraph, roles);
    this.#structure.skip('prose', { kind: 'paragraph', number }, text);
    this.#structure.doubt({
      code: 'paragraph-unread',
      field: 'document',
      place: { kind: 'paragraph', number },
      words: text,
    });
  }

  #readBrackets(text: string, number: number, parts: readonly { words: string; roles: RoleWords }[]): void {
    this.end();
    const ordinal = ordinalOf(text);
    for (const [i, part] of parts.entries()) {
      const words =
        i === 0 && ordinal ? part.words.slice(part.words.length - ordinalRest(part.words).length) : part.words;
      if (i === 0 && ordinal?.level === 2) this.#push(this.#taskFrom(words, number), number, part.roles);
      else this.#push(words, number, part.roles);
    }
  }

  /** （一）优化产业布局。措施…… names its task in the first sentence. */
  #taskFrom(words: string, number: number): string {
    const title = /^([^。]{2,25})。(.+)$/s.exec(words);
    const place = { kind: 'paragraph', number } as const;
    this.#structure.beginTask({ words: title?.[1] ?? '', place }, null);
    if (!title) {
      this.#structure.task?.doubts.push({ code: 'task-missing', field: 'wording', place, words: words.slice(0, 40) });
    }
    return title?.[2] ?? words;
  }

  #push(words: string, paragraph: number, roles: RoleWords): void {
    const place = { kind: 'paragraph', number: paragraph } as const;
    if (this.#structure.task === null) {
      const task = this.#structure.beginTask({ words: '', place }, null);
      task.doubts.push({ code: 'task-missing', field: 'wording', place, words: words.slice(0, 40) });
    }
    const at = (text: string | null): Words => ({ words: text ?? '', place });
    const { words: wording, initiative } = withoutStar(words);
    this.#structure.task?.measures.push({
      wording,
      place,
      initiative,
      lead: at(roles.lead),
      responsible: at(roles.responsible),
      assisting: at(roles.assisting),
      due: at(roles.due),
      doubts: [],
    });
  }
}

const ordinalRest = (words: string): string => ordinalOf(words)?.rest ?? words;
