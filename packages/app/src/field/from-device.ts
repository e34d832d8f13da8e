import type { Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';

/** What holds for everything that comes from a device. */

function refuse(zh: string, en: string): QingshanError {
  return new QingshanError('bad-report', { why: { zh, en } });
}

/** An act of this id came from another person before. */
export function somebodyElses(): QingshanError {
  return refuse('这个编号的内容是别人的', 'what has this number is somebody else’s');
}

/** @throws QingshanError `bad-report` when another person filled it in */
export function checkPerson(by: Actor, person: string): void {
  if (person === by.id) return;
  throw refuse(
    '这条内容是另一个人填写的，请由本人登录后同步',
    'another person filled this in; they must sign in to send it',
  );
}

/** @throws QingshanError `bad-report` when a photo is not there yet */
export async function checkEvidence({ workspace }: Campaign, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    if (await workspace.registry.file(id)) continue;
    throw refuse('照片还没有上传，请先上传照片再提交', 'a photo has not been brought yet; bring it first');
  }
}
