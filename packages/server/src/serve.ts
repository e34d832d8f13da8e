import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { isIP, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { ApplicationFor } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { createApi } from './api.ts';
import { isLoopback, type ServerOptions } from './environment.ts';
import { openApiDocument } from './openapi.ts';
import { eachRequest } from './operations/each-request.ts';
import { metricsPage } from './operations/metrics-page.ts';
import { createSensorThings, SENSORTHINGS } from './sensorthings-api.ts';

const WEB = fileURLToPath(new URL('../../web/dist/', import.meta.url));

export interface ServeOptions extends ServerOptions {
  readonly host: string;
  /** 0 takes any free port */
  readonly port: number;
  /** Whether everybody may sign in as anybody */
  readonly demonstration: boolean;
  /** Lets a demonstration be reached from other machines */
  readonly exposeDemonstration?: boolean;
}

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

const KEEP_ALIVE_MS = 65_000;
const SWEEP_MS = 50;
const GRACE_MS = 10_000;

/** The names that this server answers to: others could be those of a foreign page that was led here. */
function answersTo(name: string, { host = '127.0.0.1', settings: { publicUrl } }: ServerOptions): boolean {
  if (isLoopback(name) || (publicUrl !== null && name === new URL(publicUrl).hostname)) return true;
  return !isLoopback(host) && (name === host || isIP(name) !== 0);
}

/** The whole web application: API, its description, and the pages. */
export function createServer(application: ApplicationFor, options: ServerOptions): Hono {
  const { version, operations } = options;
  const app = new Hono();
  if (operations) app.use(eachRequest((request) => operations.answered(request)));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // Photos that are not sent yet are shown from the device.
        imgSrc: ["'self'", 'data:', 'blob:'],
      },
    }),
  );
  app.use(async (c, next) => {
    const host = new URL(c.req.url).hostname.replaceAll(/[[\]]/g, '');
    if (!answersTo(host, options)) return c.text('Forbidden: set publicUrl to the name of this server.', 403);
    await next();
    return undefined;
  });
  app.route('/api/v1', createApi(application, options));
  app.route(SENSORTHINGS, createSensorThings(application, options));
  app.get('/api/openapi.json', (c) => c.json(openApiDocument(version)));
  app.all('/api/*', (c) => c.json({ code: 'not-found', text: { zh: '没有这个接口。', en: 'No such endpoint.' } }, 404));
  if (operations) app.get('/metrics', metricsPage(operations));
  app.get('/assets/*', serveStatic({ root: WEB }));
  app.get('/field-worker.js', serveStatic({ root: WEB }));
  app.get('*', serveStatic({ root: WEB, path: 'index.html' }));
  return app;
}

/**
 * Starts listening.
 *
 * @throws QingshanError `demonstration-exposed`: whoever reaches a demonstration may do everything in it; `port-taken`
 */
export async function startServer(application: ApplicationFor, options: ServeOptions): Promise<Running> {
  if (options.demonstration && !isLoopback(options.host) && options.exposeDemonstration !== true) {
    throw new QingshanError('demonstration-exposed', { host: options.host });
  }
  if (!existsSync(join(WEB, 'index.html'))) {
    console.error('网页尚未构建：npm run web:build / The web pages are not built yet: npm run web:build');
  }
  const stopping = new AbortController();
  const app = createServer(application, { ...options, stopping: stopping.signal });
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: options.host, port: options.port }, () =>
      resolve(started),
    ) as Server;
    started.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new QingshanError('port-taken', { port: options.port }) : error),
    );
  });
  // Node's five seconds close a connection under a reader who is just asking again when the machine is busy.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${name === '127.0.0.1' ? 'localhost' : name}:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        stopping.abort();
        // A connection that was answering when the server closed would else be kept for the next question; one that
        // never ends its question is not waited for.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        const last = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close((error) => {
          clearInterval(sweep);
          clearTimeout(last);
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}
