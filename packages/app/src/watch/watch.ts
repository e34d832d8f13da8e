import { isSeriesRule, SYSTEM, type Actor, type WatchRule } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { findIndicator } from '@qingshan/methods';
import type { Session } from '../people/session.ts';
import type { BatchRecord } from '../ports.ts';
import { topics } from '../cases/complaint-register.ts';
import type { Workspace } from '../workspace.ts';
import { kindOf } from './kinds.ts';
import type { WatchCause, Watched } from './watch-observations.ts';

/** A batch with what it has made of the cases; `null`: that could not be judged now and will be with the next batch. */
export type WatchedBatch = BatchRecord & { readonly watched: Watched | null };

/** As whom data are judged: the system, on behalf of whoever brought them. */
export const WATCH_SESSION: Session = { actor: SYSTEM, pending: null };

/**
 * Judges data that are stored already, so nothing that goes wrong here may look as if they were not: what was not judged
 * stays marked for the next time, and the command that failed has its audit row.
 *
 * @returns `null` when they could not be judged
 */
export function judgedOrLater(
  application: { watchObservations(cause: WatchCause): Promise<Watched> },
  cause: WatchCause,
): Promise<Watched | null> {
  return application.watchObservations(cause).catch(() => null);
}

/** A batch that came or was undone, with what it has made of the cases. */
export async function withWatch(
  batch: BatchRecord,
  by: Actor,
  judge: (cause: WatchCause) => Promise<Watched | null>,
): Promise<WatchedBatch> {
  const watched = await judge({ batch: batch.id, undone: batch.state === 'undone', by: by.id });
  return { ...batch, watched };
}

function parametersOf(rule: WatchRule): readonly string[] {
  if (isSeriesRule(rule)) return kindOf(rule).parameters(rule);
  if (rule.kind === 'spare-days') return rule.parameters;
  return rule.kind === 'town-last' ? [rule.parameter] : [];
}

/** Words of the rules that only the other parts know. @throws QingshanError `bad-plan` */
export function checkWatchRules(workspace: Pick<Workspace, 'district' | 'registers' | 'standards'>): void {
  const words = new Set(topics(workspace).map(({ id }) => id));
  const { parameters } = workspace.standards;
  for (const rule of workspace.district.watch.rules) {
    const wrong = (zh: string, en: string) =>
      new QingshanError('bad-plan', { file: 'watch.yaml', where: rule.id, why: { zh, en } });
    if (!words.has(rule.topic)) {
      throw wrong(
        `分类“${rule.topic}”不在诉求分类中，可用：${[...words].join('、')}`,
        `the topic “${rule.topic}” is not one of the register of complaints: ${[...words].join(', ')}`,
      );
    }
    const unknown = parametersOf(rule).find((id) => !parameters.some((parameter) => parameter.id === id));
    if (rule.kind === 'mean' && findIndicator(rule.indicator) === null) {
      throw wrong(`没有指标“${rule.indicator}”`, `there is no indicator “${rule.indicator}”`);
    }
    if (rule.kind === 'mean' && Number(rule.clears) > Number(rule.level)) {
      throw wrong('结束水平 clears 高于立案水平 level', 'it would end (clears) above the level at which it opens');
    }
    if (rule.kind === 'silent' && rule.clears > rule.hours) {
      throw wrong('clears 多于 hours', 'clears is more than hours');
    }
    if (unknown !== undefined) {
      throw wrong(`没有监测项目“${unknown}”`, `there is no parameter “${unknown}”`);
    }
  }
}
