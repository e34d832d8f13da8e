import { z } from 'zod';
import type { RecordedEvent } from '../loop/event.ts';
import {
  caseClockSchema,
  caseContentSchema,
  NOT_RATED,
  ratingSchema,
  recordedSchema,
  type CaseState,
  type RecordedElsewhere,
} from './case.ts';
import {
  exceededSchema,
  exceedanceChangedSchema,
  exceedanceEndedSchema,
  withChanges,
  withFigures,
} from './exceedance.ts';

const clock = z.object({ clock: caseClockSchema });
const reason = z.object({ reason: z.string() });
const remark = z.object({ remark: z.string() });
const evidence = z.array(z.string());

const opened = z.object({
  content: caseContentSchema,
  recorded: recordedSchema.nullable(),
  import: z.string().nullable(),
  key: z.string().optional(),
  /** The import that wrote a later version; absent in the first */
  lastImport: z.string().nullable().optional(),
  clock: caseClockSchema.nullable(),
  finish: caseClockSchema.nullable(),
});
const dispatched = z.object({
  unit: z.string(),
  assisting: z.array(z.string()),
  note: z.string(),
  clock: caseClockSchema,
  finish: caseClockSchema,
});
const noted = z.object({ text: z.string(), evidence });
const submitted = z.object({ result: z.string(), evidence, clock: caseClockSchema });
const rated = z.object({ rating: ratingSchema });
const escalated = z.object({ step: z.string(), note: z.string() });
const decided = z.object({ granted: z.boolean(), reason: z.string() });
const merged = z.object({ into: z.string() });
const other = z.object({ case: z.string() });

function elsewhere(recorded: RecordedElsewhere | null): Partial<CaseState> {
  if (recorded === null) return {};
  const { state, unit, assisting, dispatchedAt, finishedAt, result, rating, repeated } = recorded;
  const finished = state === 'submitted' || state === 'closed';
  return {
    state,
    unit,
    assisting,
    dispatchedAt,
    signedAt: null,
    firstSubmittedAt: finished ? finishedAt : null,
    closedAt: state === 'closed' ? finishedAt : null,
    result,
    rating,
    repeated,
    exclusion: recorded.exclusionAsked ? { state: 'asked', reason: '' } : null,
  };
}

/** A case as its first event, or a later version of its export, makes it. */
function open(id: string, event: RecordedEvent): CaseState {
  const data = opened.parse(event.data);
  return {
    id,
    state: 'new',
    seq: event.seq,
    content: data.content,
    ...(data.key === undefined ? {} : { key: data.key }),
    back: null,
    mergedInto: null,
    absorbed: [],
    origin: event.by.role === 'department' || event.by.role === 'town' ? event.by.unit : null,
    unit: null,
    assisting: [],
    clock: data.clock,
    finish: data.finish,
    dispatchedAt: null,
    signedAt: null,
    firstSubmittedAt: null,
    submittedBy: null,
    closedAt: null,
    result: '',
    evidence: [],
    remark: '',
    returns: 0,
    rating: NOT_RATED,
    exclusion: null,
    repeated: false,
    steps: [],
    ladderSince: data.finish?.from ?? event.at,
    import: data.import,
    lastImport: data.lastImport === undefined ? data.import : data.lastImport,
    touched: false,
    ...elsewhere(data.recorded),
  };
}

/** The case after an event; `null` before its first. The event of an unknown type changes nothing. */
export function evolveCase(id: string, state: CaseState | null, event: RecordedEvent): CaseState | null {
  if (event.type === 'opened') return open(id, event);
  if (event.type === 'updated') return update(open(id, event), state);
  return state === null ? null : step(state, event);
}

/** A later version of its export; what was merged here stays merged. */
function update(next: CaseState, before: CaseState | null): CaseState {
  if (before === null) return next;
  const { absorbed, mergedInto } = before;
  if (before.state !== 'merged') return { ...next, absorbed };
  return { ...next, absorbed, mergedInto, state: 'merged', back: next.state };
}

/** Events that bring cases together or come from an import; after them an import may still write the case anew. */
const NO_WORK = new Set([
  'merged',
  'unmerged',
  'absorbed',
  'released',
  'withdrawn',
  'exceeded',
  'exceedance-changed',
  'exceedance-ended',
]);

function step(state: CaseState, event: RecordedEvent): CaseState {
  const next: CaseState = { ...state, seq: event.seq, touched: state.touched || !NO_WORK.has(event.type) };
  const { data, at, by } = event;
  switch (event.type) {
    case 'dispatched':
    case 'transferred': {
      const { unit, assisting, clock: running, finish } = dispatched.parse(data);
      const since = { dispatchedAt: at, signedAt: null, ladderSince: at, firstSubmittedAt: null };
      return { ...next, ...since, state: 'dispatched', unit, assisting, clock: running, finish, remark: '' };
    }
    case 'signed':
      return {
        ...next,
        state: 'handling',
        signedAt: at,
        clock: clock.parse(data).clock,
        finish: clock.parse(data).clock,
      };
    case 'declined': {
      const back = { unit: null, assisting: [], finish: null, dispatchedAt: null };
      return { ...next, ...back, state: 'new', clock: clock.parse(data).clock, remark: reason.parse(data).reason };
    }
    case 'noted':
      return { ...next, evidence: union(state.evidence, noted.parse(data).evidence) };
    case 'submitted': {
      const { result, evidence: files, clock: running } = submitted.parse(data);
      const first = state.firstSubmittedAt ?? at;
      return {
        ...next,
        state: 'submitted',
        result,
        evidence: union(state.evidence, files),
        clock: running,
        firstSubmittedAt: first,
        submittedBy: by,
      };
    }
    case 'accepted':
      return { ...next, state: 'verified', clock: null, remark: remark.parse(data).remark };
    case 'returned': {
      const running = clock.parse(data).clock;
      const { remark: why } = remark.parse(data);
      return { ...next, state: 'handling', clock: running, finish: running, remark: why, returns: state.returns + 1 };
    }
    case 'closed':
      return { ...next, state: 'closed', closedAt: at, remark: remark.parse(data).remark || state.remark };
    case 'rated':
      return { ...next, rating: rated.parse(data).rating };
    case 'reopened': {
      const running = clock.parse(data).clock;
      const again = { closedAt: null, firstSubmittedAt: null, submittedBy: null, ladderSince: at, rating: NOT_RATED };
      const why = reason.parse(data).reason;
      return { ...next, ...again, state: 'handling', clock: running, finish: running, remark: why };
    }
    case 'extended': {
      const running = clock.parse(data).clock;
      return { ...next, clock: state.state === 'handling' ? running : state.clock, finish: running };
    }
    case 'escalated': {
      const { step: taken, note } = escalated.parse(data);
      return { ...next, steps: [...state.steps, { step: taken, at, by: by.name, note }] };
    }
    case 'exclusion-asked':
      return { ...next, exclusion: { state: 'asked', reason: reason.parse(data).reason } };
    case 'exclusion-decided': {
      const { granted, reason: why } = decided.parse(data);
      const given = why === '' ? (state.exclusion?.reason ?? '') : why;
      return { ...next, exclusion: { state: granted ? 'granted' : 'refused', reason: given } };
    }
    case 'merged':
      return { ...next, state: 'merged', back: state.state, mergedInto: merged.parse(data).into };
    case 'unmerged':
      return { ...next, state: state.back ?? 'new', back: null, mergedInto: null };
    case 'absorbed':
      return { ...next, absorbed: union(state.absorbed, [other.parse(data).case]) };
    case 'released': {
      const gone = other.parse(data).case;
      return { ...next, absorbed: state.absorbed.filter((id) => id !== gone) };
    }
    case 'exceeded':
      return { ...next, exceedance: withFigures(state.exceedance, exceededSchema.parse(data)) };
    case 'exceedance-changed':
      return state.exceedance
        ? { ...next, exceedance: withChanges(state.exceedance, exceedanceChangedSchema.parse(data)) }
        : next;
    case 'exceedance-ended': {
      const { at: ended } = exceedanceEndedSchema.parse(data);
      return state.exceedance ? { ...next, exceedance: { ...state.exceedance, ended } } : next;
    }
    case 'withdrawn':
      return { ...next, state: 'withdrawn', back: state.state };
    default:
      return next;
  }
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
