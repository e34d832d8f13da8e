import type { CasePrivate } from '@qingshan/campaign';
import type { Localized } from '@qingshan/kernel';
import { fieldOf, mask, maySee, type RegisterDefinition } from '@qingshan/registers';
import type { Workspace } from '../workspace.ts';

/** The register of complaints says which topics and channels there are, how an export is read and who may see what. */

type Registers = Pick<Workspace, 'registers'>;

export function complaintRegister({ registers }: Registers): RegisterDefinition {
  const found = registers.find(({ id }) => id === 'complaint');
  if (!found) throw new Error('there is no register of complaints');
  return found;
}

export interface Word {
  readonly id: string;
  readonly name: Localized;
}

function wordsOf(workspace: Registers, field: string): Word[] {
  const found = fieldOf(complaintRegister(workspace), field);
  if (found?.type !== 'enum') throw new Error(`complaint has no words for ${field}`);
  return found.words.map(({ id, zh, en }) => ({ id, name: { zh, en } }));
}

/** What data open cases about and nobody complains of. */
const ALERT_TOPICS: readonly Word[] = [
  { id: 'air', name: { zh: '空气质量', en: 'air quality' } },
  { id: 'target', name: { zh: '目标进度', en: 'progress of targets' } },
  { id: 'device', name: { zh: '监测设备', en: 'monitoring devices' } },
];

export const topics = (workspace: Registers): Word[] => [...wordsOf(workspace, 'topic'), ...ALERT_TOPICS];
export const channels = (workspace: Registers): Word[] => wordsOf(workspace, 'channel');

export function wordName(words: readonly Word[], id: string): Localized {
  return words.find((word) => word.id === id)?.name ?? { zh: id, en: id };
}

/** Telephone and identity numbers that stand in what somebody wrote. */
const NUMBERS = /\d(?:[ -]?\d){6,}/g;

function starred(text: string): string {
  return text.replaceAll(NUMBERS, (found) => `${found.slice(0, 3)}****${found.slice(-2)}`);
}

function visible(workspace: Registers, field: string, role: string): boolean {
  const found = fieldOf(complaintRegister(workspace), field);
  return found !== null && found !== undefined && maySee(found, role);
}

/** Whether a role may ever see who complained. */
export function mayKnow(workspace: Registers, role: string): boolean {
  return visible(workspace, 'person', role);
}

/** A complainant as pages show one at first: name and telephone masked, the words for those who handle cases. */
export function maskedComplainant(
  workspace: Registers,
  { name, phone, address, text }: CasePrivate,
  role: string,
): CasePrivate {
  const entry = { register: 'complaint', key: '', values: { person: name, phone } };
  const { values } = mask(complaintRegister(workspace), entry, 'nobody');
  const shown = (field: string): string => (typeof values[field] === 'string' ? values[field] : '');
  return {
    name: name === '' ? '' : shown('person'),
    phone: phone === '' ? '' : shown('phone'),
    address: address === '' ? '' : '***',
    text: visible(workspace, 'content', role) ? starred(text) : '',
  };
}
