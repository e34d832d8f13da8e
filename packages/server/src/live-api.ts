import { createRoute, z } from '@hono/zod-openapi';
import type { ApplicationFor, Live } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { Api, ServerOptions } from './environment.ts';
import { answers } from './route-parts.ts';

/** Streams at once; each takes a connection and a little memory. */
const MOST = 1000;
/** Proxies close what is silent for a minute. */
const KEEP_ALIVE_MS = 15_000;
/** What changes at nearly the same time is told together. */
const GATHER_MS = 250;

const route = createRoute({
  method: 'get',
  path: '/live',
  request: {
    query: z.object({ since: z.string().optional().describe('The id of the last event that was heard') }),
    headers: z.object({ 'last-event-id': z.string().optional() }),
  },
  responses: {
    ...answers(z.never(), ''),
    200: {
      content: { 'text/event-stream': { schema: z.string() } },
      description: 'Events `change` with the topics that have changed and when the newest data came in',
    },
  },
});

/** Waits for a change after `seen`, for the end, or for the time of a sign of life. */
function next(live: Live, seen: string, ends: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let gathering: NodeJS.Timeout | undefined;
    const hear = (): void => {
      gathering ??= setTimeout(done, GATHER_MS);
    };
    const stop = live.listen(hear);
    const timer = setTimeout(done, KEEP_ALIVE_MS);
    function done(): void {
      clearTimeout(timer);
      clearTimeout(gathering);
      stop();
      ends.removeEventListener('abort', done);
      resolve();
    }
    ends.addEventListener('abort', done);
    if (ends.aborted) done();
    // It may have come while the event before was sent.
    else if (live.version !== seen) hear();
  });
}

async function tell(
  stream: SSEStreamingApi,
  live: Live,
  heard: string | undefined,
  { ends, isStill }: { readonly ends: AbortSignal; readonly isStill: () => Promise<boolean> },
): Promise<void> {
  let seen = heard ?? live.version;
  for (let first = true; !ends.aborted; first = false) {
    const { version } = live;
    const topics = live.since(seen);
    seen = version;
    if (first || topics.length > 0) {
      const data = JSON.stringify({ topics, received: await live.received() });
      await stream.writeSSE({ event: 'change', id: version, data });
    } else await stream.write(': \n\n');
    await next(live, seen, ends);
    if (!(await isStill())) return;
  }
}

/** Tells open pages what to ask for anew. A stream ends with the session that opened it and with the server. */
export function addLive(api: Api, application: ApplicationFor, { stopping }: ServerOptions): void {
  let open = 0;
  api.openapi(route, async (c) => {
    const live = await c.var.application.live();
    if (open >= MOST) throw new QingshanError('live-full', { most: MOST });
    const { token } = c.var;
    const sessionNow = async (): Promise<string> =>
      token === null ? '' : JSON.stringify(await application.session(token, 'program'));
    const session = await sessionNow();
    const heard = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').since;
    c.header('X-Accel-Buffering', 'no');
    open += 1;
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      const ends = AbortSignal.any([gone.signal, ...(stopping ? [stopping] : [])]);
      try {
        await tell(stream, live, heard, { ends, isStill: async () => (await sessionNow()) === session });
      } finally {
        open -= 1;
      }
    });
  });
}
