import type { Actor } from '@qingshan/campaign';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { showDoors } from './doors.ts';
import { deliver, type Incoming, type Judge } from './deliver.ts';
import { addIntakeKey, listIntakeKeys } from './keys.ts';

/** Data that programs send, and the keys with which they may. */
export interface IntakeUseCases {
  /** By which doors data come in, and what has come lately. */
  intakeDoors(): Promise<views.IntakeDoors>;
  /** Without the keys themselves, revoked ones too, the newest first. */
  intakeKeys(): Promise<views.IntakeKeyView[]>;
  /** @throws QingshanError `not-found` for an unknown source, `bad-intake-key` */
  addIntakeKey(input: views.NewIntakeKey): Promise<z.output<typeof views.intakeKeyOnce>>;
  /** @throws QingshanError `not-found` */
  revokeIntakeKey(id: string): Promise<void>;
  /** Takes a file by the path of an import, once. @throws QingshanError `not-found`, `not-for-key`, `delivery-differs` */
  deliver(delivery: Incoming): Promise<views.IntakeAnswer>;
}

export function intakeUseCases(workspace: Workspace, actor: Actor, judge: Judge): IntakeUseCases {
  const { registry, clock } = workspace;
  return {
    intakeDoors: () => showDoors(workspace),
    intakeKeys: () => listIntakeKeys(workspace),
    addIntakeKey: (input) => addIntakeKey(workspace, actor, input),
    revokeIntakeKey: (id) => registry.intake.revokeKey(id, clock.now()),
    deliver: (delivery) => deliver(workspace, actor, delivery, judge),
  };
}
