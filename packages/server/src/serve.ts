import { existsSync } from 'node:fs';
import { isIP, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Application } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { createApi } from './api.ts';
import { openApiDocument } from './openapi.ts';

const WEB = fileURLToPath(new URL('../../web/dist/', import.meta.url));

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port */
  readonly port: number;
  readonly version: string;
}

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The whole web application: API, its description, and the pages. */
export function createServer(application: Application, version: string): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
      },
    }),
  );
  // Only requests addressed to this machine are answered, so that a foreign page cannot reach it by another name.
  app.use(async (c, next) => {
    const host = new URL(c.req.url).hostname.replaceAll(/[[\]]/g, '');
    if (!isLoopback(host)) return c.text('Forbidden: this server answers on a loopback address only.', 403);
    await next();
    return undefined;
  });
  app.route('/api/v1', createApi(application, version));
  app.get('/api/openapi.json', (c) => c.json(openApiDocument(version)));
  app.all('/api/*', (c) => c.json({ code: 'not-found', text: { zh: '没有这个接口。', en: 'No such endpoint.' } }, 404));
  app.get('/assets/*', serveStatic({ root: WEB }));
  app.get('*', serveStatic({ root: WEB, path: 'index.html' }));
  return app;
}

/**
 * Starts listening.
 *
 * @throws QingshanError `not-loopback` for any other address, until there is sign-in
 */
export async function startServer(application: Application, options: ServeOptions): Promise<Running> {
  if (!isLoopback(options.host)) throw new QingshanError('not-loopback', { host: options.host });
  if (!existsSync(join(WEB, 'index.html'))) {
    console.error('网页尚未构建：npm run web:build / The web pages are not built yet: npm run web:build');
  }
  const app = createServer(application, options.version);
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: options.host, port: options.port }, () => resolve(started));
    started.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new QingshanError('port-taken', { port: options.port }) : error),
    );
  });
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${name === '127.0.0.1' ? 'localhost' : name}:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // Browsers keep connections open; nobody should have to wait for them.
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}
