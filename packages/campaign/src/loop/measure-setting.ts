import { QingshanError } from '@qingshan/kernel';
import { z } from 'zod';
import type { Measure } from '../types.ts';
import type { LoopEvent, RecordedEvent } from './event.ts';
import { defaultSpec, progressSpecSchema } from './progress.ts';
import { FREQUENCIES, frequencyOf } from './reporting.ts';

/** How a measure is followed: set by the plan office, changed by approved requests. */
export const measureSettingSchema = z.strictObject({
  spec: progressSpecSchema,
  frequency: z.enum(FREQUENCIES),
  /** What has to be seen for it to count as done 验收标准 */
  criteria: z.string().max(2000),
});
type Setting = z.infer<typeof measureSettingSchema>;

export interface MeasureSetting extends Setting {
  readonly seq: number;
  /** Whether the plan office has set it, or it follows from the kind of the measure */
  readonly set: boolean;
  /** Day that an approved request moved the measure to, `2024-12-31` */
  readonly movedTo: string | null;
  /** Approved request that cancelled it; `null` while it stands */
  readonly cancelledBy: string | null;
}

export function defaultSetting(measure: Measure, year: number): MeasureSetting {
  return {
    spec: defaultSpec(measure, year),
    frequency: frequencyOf(measure),
    criteria: '',
    seq: 0,
    set: false,
    movedTo: null,
    cancelledBy: null,
  };
}

/** @throws QingshanError `bad-report` when a milestone's id stands twice */
export function decideSetting(setting: MeasureSetting, wanted: Setting): LoopEvent[] {
  const { spec } = wanted;
  const ids = spec.kind === 'milestones' ? spec.steps.map((step) => step.id) : [];
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new QingshanError('bad-report', {
      why: { zh: `节点编号“${twice}”重复`, en: `milestone “${twice}” stands twice` },
    });
  }
  const { spec: was, frequency, criteria } = setting;
  const same = JSON.stringify({ spec: was, frequency, criteria }) === JSON.stringify(wanted);
  return same && setting.set ? [] : [{ type: 'specified', data: { ...wanted } }];
}

/** The measure itself, as approved changes leave it. */
export function currentDue(measure: Measure, setting: MeasureSetting): Measure {
  if (setting.movedTo === null) return measure;
  const text = { zh: `${setting.movedTo}前（经批准调整）`, en: `By ${setting.movedTo} (moved with approval)` };
  return { ...measure, due: { kind: 'date', date: setting.movedTo, text } };
}

const moved = z.object({ to: z.string() });
const cancelled = z.object({ request: z.string() });

/** The setting after an event. */
export function evolveSetting(setting: MeasureSetting, event: RecordedEvent): MeasureSetting {
  const next = { ...setting, seq: event.seq };
  switch (event.type) {
    case 'specified':
      return { ...next, ...measureSettingSchema.parse(event.data), set: true };
    case 'moved':
      return { ...next, movedTo: moved.parse(event.data).to };
    case 'cancelled':
      return { ...next, cancelledBy: cancelled.parse(event.data).request };
    default:
      return next;
  }
}
