import type { ApplicationFor } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { Hono } from 'hono';
import { answerError } from './answer-error.ts';
import type { Environment, ServerOptions } from './environment.ts';
import { withSession } from './sessions.ts';

export const SENSORTHINGS = '/api/sensorthings/v1.1';

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    const why = { zh: '网址的百分号编码不对。', en: 'The percent encoding of the address is broken.' };
    throw new QingshanError('bad-request', { why, hint: '' });
  }
}

/** Observations for programs of others, in the words of OGC SensorThings 1.1; read only (docs/sensorthings.md). */
export function createSensorThings(
  application: ApplicationFor,
  { settings: { publicUrl } }: ServerOptions,
): Hono<Environment> {
  const api = new Hono<Environment>();
  api.onError(answerError);
  api.use(withSession(application));
  api.get('*', async (c) => {
    const { origin, pathname, searchParams } = new URL(c.req.url);
    const root = `${publicUrl === null ? origin : new URL(publicUrl).origin}${SENSORTHINGS}`;
    const path = decoded(pathname.slice(SENSORTHINGS.length)).replaceAll(/^\/|\/$/g, '');
    const answer = await c.var.application.sensorThings({ root, path, options: [...searchParams] });
    if (answer.kind === 'nothing') return c.body(null, 204);
    return answer.kind === 'text' ? c.text(answer.text) : c.json(answer.body);
  });
  api.all('*', (c) => {
    c.header('Allow', 'GET, HEAD');
    throw new QingshanError('read-only');
  });
  return api;
}
