/**
 * What a frozen workspace is asked, by the version that wrote it and by every later one. The paths are those of the API;
 * who asks is one of the workspace's own people, so that signing in is asked too.
 */

export const PERSON = 'office';
/** Of people who are in nothing but frozen workspaces */
export const PASSWORD = 'Frozen-Workspace-2024';
export const MEASURE = 'A01-3';

/** The answer to GET of a path below /api/v1 */
export type Get = (path: string) => Promise<unknown>;

export type Answers = Readonly<Record<string, unknown>>;

export interface Frozen {
  /** The commit of the product that wrote the workspace */
  readonly commit: string;
  /** What the district's clock showed in the minute after it had been asked: 2026-11-28T19:14 */
  readonly at: string;
  /** Rows of the audit, before the questions of the test */
  readonly audit: number;
  readonly answers: Answers;
}

const PERIODS = ['2023', '2024', '2024-Q1', '2024-07', '2024-01..2024-10'];

const PATHS = [
  ...PERIODS.map((period) => `/assessments?period=${period}`),
  '/board',
  '/towns',
  '/batches',
  '/accounts',
  '/desk',
  `/measures/${MEASURE}`,
  '/requests',
  '/help',
];

const idsOf = (found: unknown): string[] => (found as { id: string }[]).map(({ id }) => id);

/** Asks everything, then every assessment by its id, every report, and every file behind it. */
export async function answersOf(get: Get): Promise<Answers> {
  const answers: Record<string, unknown> = {};
  const ask = async (path: string): Promise<unknown> => (answers[path] = await get(path));
  for (const path of PATHS) await ask(path);
  const kept = PERIODS.flatMap((period) => idsOf(answers[`/assessments?period=${period}`]));
  for (const id of new Set(kept)) await ask(`/assessments/${id}`);
  const { reports } = answers[`/measures/${MEASURE}`] as { reports: unknown };
  for (const id of idsOf(reports)) {
    const { content } = (await ask(`/reports/${id}`)) as { content: { evidence: string[] } };
    for (const file of content.evidence) await ask(`/evidence/${file}`);
  }
  return answers;
}
