import { existsSync } from 'node:fs';
import { isIP, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { ApplicationFor } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { createApi } from './api.ts';
import { isLoopback, type ServerOptions } from './environment.ts';
import { openApiDocument } from './openapi.ts';

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

/** The names that this server answers to: others could be those of a foreign page that was led here. */
function answersTo(name: string, { host = '127.0.0.1', settings: { publicUrl } }: ServerOptions): boolean {
  if (isLoopback(name) || (publicUrl !== null && name === new URL(publicUrl).hostname)) return true;
  return !isLoopback(host) && (name === host || isIP(name) !== 0);
}

/** The whole web application: API, its description, and the pages. */
export function createServer(application: ApplicationFor, options: ServerOptions): Hono {
  const { version } = options;
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
  app.use(async (c, next) => {
    const host = new URL(c.req.url).hostname.replaceAll(/[[\]]/g, '');
    if (!answersTo(host, options)) return c.text('Forbidden: set publicUrl to the name of this server.', 403);
    await next();
    return undefined;
  });
  app.route('/api/v1', createApi(application, options));
  app.get('/api/openapi.json', (c) => c.json(openApiDocument(version)));
  app.all('/api/*', (c) => c.json({ code: 'not-found', text: { zh: '没有这个接口。', en: 'No such endpoint.' } }, 404));
  app.get('/assets/*', serveStatic({ root: WEB }));
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
  const app = createServer(application, options);
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
