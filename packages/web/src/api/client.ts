import type { Localized } from '@qingshan/kernel';
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];

export const client = createClient<paths>({ baseUrl: '/api/v1' });

/** An answer of the API that says what is wrong, in both languages. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly text: Localized;
  /** The fields of what was sent that are wrong */
  readonly fields: NonNullable<Schemas['Problem']['fields']>;

  constructor(status: number, problem: Schemas['Problem']) {
    super(problem.text.en);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = status;
    this.text = problem.text;
    this.fields = problem.fields ?? [];
  }
}

interface Answered<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

function isProblem(error: unknown): error is Schemas['Problem'] {
  return typeof error === 'object' && error !== null && 'code' in error && 'text' in error;
}

/**
 * The data of an answer.
 *
 * @throws ApiProblem when the API refuses; Error when something else answered in its place
 */
export async function answer<T>(request: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (data !== undefined) return data;
  if (isProblem(error)) throw new ApiProblem(response.status, error);
  throw new Error(`HTTP ${response.status}`);
}
