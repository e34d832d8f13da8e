import type { AssignmentRow, AssignmentStatus } from './loop-queries.ts';

/** What needs somebody comes first. */
export const STATUS_ORDER: readonly AssignmentStatus[] = [
  'overdue',
  'silent',
  'late',
  'returned',
  'to-verify',
  'unsigned',
  'not-dispatched',
  'on-track',
  'done',
  'excused',
  'cancelled',
];

/** What needs somebody first; within a status as the plan has it. */
export function urgentFirst<R extends Pick<AssignmentRow, 'status'>>(rows: readonly R[]): R[] {
  return rows.toSorted((a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status));
}
