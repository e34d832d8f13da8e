import type { Localized } from '@qingshan/kernel';
import type { Schemas } from '../api/client.ts';

export type FieldItem = Schemas['FieldItem'];
export type FieldWork = Schemas['FieldWork'];
export type FieldCheckInput = Schemas['FieldCheckInput'];
export type FieldReceipt = Schemas['FieldReceipt'];
type ReportDetail = Schemas['ReportDetail'];

/** A photo that stands with a check; its bytes are kept apart until they have been brought. */
export interface CheckPhoto {
  /** sha256 of its bytes, in hexadecimal: the id that it has as evidence */
  readonly id: string;
  readonly name: string;
  readonly brought: boolean;
}

/**
 * Where a check on this device stands. `draft`: being filled in · `waiting`: to be sent · `conflict`: the report is no
 * longer as it was · `refused`: the server does not take it · `sent` · `dropped`: given up by the person, still kept.
 */
export type CheckState = 'draft' | 'waiting' | 'conflict' | 'refused' | 'sent' | 'dropped';

/** A check as it is kept on the device. */
export interface LocalCheck {
  readonly act: string;
  readonly person: string;
  readonly item: FieldItem;
  readonly state: CheckState;
  readonly holds: boolean | null;
  readonly remark: string;
  /** As typed; empty: none was read */
  readonly reading: string;
  /** When it was last filled in, `2024-06-03T09:15` */
  readonly at: string;
  readonly place: FieldCheckInput['place'];
  readonly photos: readonly CheckPhoto[];
  /** To be kept beside the report, deciding nothing */
  readonly asNote: boolean;
  /** Why it was not taken; `null` of a refused one: a photo is damaged */
  readonly problem: Localized | null;
  /** The report as it was found when it was in conflict */
  readonly now: ReportDetail | null;
  readonly receipt: FieldReceipt | null;
}

/** States of checks that the server does not have. */
export const UNSENT: ReadonlySet<CheckState> = new Set(['draft', 'waiting', 'conflict', 'refused', 'dropped']);

export const READING = /^\d{1,9}(\.\d{1,6})?$/;

export function newCheck(item: FieldItem, person: string, act: string, at: string): LocalCheck {
  return {
    act,
    person,
    item,
    state: 'draft',
    holds: null,
    remark: '',
    reading: '',
    at,
    place: null,
    photos: [],
    asNote: false,
    problem: null,
    now: null,
    receipt: null,
  };
}

/** Nothing has been filled in. */
export function isUntouched({ holds, remark, reading, photos }: LocalCheck): boolean {
  return holds === null && remark === '' && reading === '' && photos.length === 0;
}

/** What has to be filled in before a check can be sent: the first field that is missing or wrong. */
export function missingIn({ holds, remark, reading }: LocalCheck): 'holds' | 'remark' | 'reading' | null {
  if (holds === null) return 'holds';
  if (!holds && remark.trim() === '') return 'remark';
  if (reading !== '' && !READING.test(reading)) return 'reading';
  return null;
}

function stepOf({ asNote, item, holds }: LocalCheck): FieldCheckInput['do'] {
  if (asNote) return 'note';
  if (item.kind === 'recheck') return 'recheck';
  return holds === true ? 'accept' : 'return';
}

/** What is sent of a check. */
export function inputOf(check: LocalCheck): FieldCheckInput {
  const { act, person, item, holds, remark, reading, at, place, photos, asNote } = check;
  return {
    act,
    person,
    report: item.report,
    do: stepOf(check),
    holds: holds === true,
    remark,
    reading: reading === '' ? null : reading,
    at,
    place,
    evidence: photos.map((photo) => photo.id),
    seen: asNote ? null : item.seq,
  };
}

const KIND_NOW: Readonly<Partial<Record<ReportDetail['state'], FieldItem['kind']>>> = {
  submitted: 'verify',
  accepted: 'recheck',
};

/** The same check on the report as it is now; `null` when there is nothing to verify in it now. */
export function redone(check: LocalCheck): LocalCheck | null {
  const { now, item } = check;
  const kind = now === null ? undefined : KIND_NOW[now.state];
  if (now === null || kind === undefined) return null;
  const { seq, state, content, doubts } = now;
  return {
    ...check,
    state: 'draft',
    problem: null,
    now: null,
    item: { ...item, kind, seq, state, claimed: content, doubts },
  };
}

/** The same check as a note beside the report. */
export function asNote(check: LocalCheck): LocalCheck {
  return { ...check, state: 'waiting', asNote: true, problem: null };
}
