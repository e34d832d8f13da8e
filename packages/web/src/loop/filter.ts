import type { AssignmentStatus } from './loop-queries.ts';

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
