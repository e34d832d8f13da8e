import type { Localized } from '@qingshan/kernel';
import type { Schemas } from '../api/client.ts';
import type { CheckPhoto, CheckState } from './check.ts';

export type FieldFindingInput = Schemas['FieldFindingInput'];
export type FieldFindingReceipt = Schemas['FieldFindingReceipt'];

/** A problem found on the spot, as it is kept on the device. Nothing can be in conflict with it: it begins a case. */
export interface LocalFinding {
  readonly act: string;
  readonly person: string;
  readonly state: Exclude<CheckState, 'conflict'>;
  readonly title: string;
  readonly topic: string;
  /** Empty: not known */
  readonly town: string;
  readonly place: string;
  /** Unit that seems to be responsible; empty: not known */
  readonly unit: string;
  readonly remark: string;
  /** When it was last filled in, `2024-06-03T09:15` */
  readonly at: string;
  readonly position: FieldFindingInput['position'];
  readonly photos: readonly CheckPhoto[];
  /** Why it was not taken; `null` of a refused one: a photo is damaged */
  readonly problem: Localized | null;
  readonly receipt: FieldFindingReceipt | null;
}

export function newFinding(person: string, act: string, at: string): LocalFinding {
  const empty = { title: '', topic: '', town: '', place: '', unit: '', remark: '' };
  return { act, person, state: 'draft', ...empty, at, position: null, photos: [], problem: null, receipt: null };
}

/** Whether nothing has been filled in yet. */
export function isEmpty({ title, topic, place, remark, photos }: LocalFinding): boolean {
  return title === '' && topic === '' && place === '' && remark === '' && photos.length === 0;
}

/** What has to be filled in before a finding can be sent: the first field that is missing. */
export function missingInFinding({ title, topic, place, position }: LocalFinding): 'title' | 'topic' | 'where' | null {
  if (title.trim() === '') return 'title';
  if (topic === '') return 'topic';
  return place.trim() === '' && position === null ? 'where' : null;
}

/** What is sent of a finding. */
export function findingInput(finding: LocalFinding): FieldFindingInput {
  const { act, person, title, topic, town, place, unit, remark, at, position, photos } = finding;
  return {
    act,
    person,
    title: title.trim(),
    topic,
    town: town === '' ? null : town,
    place: place.trim(),
    unit: unit === '' ? null : unit,
    remark,
    at,
    position,
    evidence: photos.map((photo) => photo.id),
  };
}
