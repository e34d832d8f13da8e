/**
 * The service worker of `/field`: keeps the page and what it is built of, so that it opens without network. It never
 * touches the API: what an inspector needs of it is kept by the page itself, and no other page is in its scope.
 */

interface LifeEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface FetchEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Put in by the build: the files of this release, and a name that changes with any of them. */
declare const FIELD_RELEASE: { readonly name: string; readonly files: readonly string[] };

const PREFIX = 'qingshan-field-';
const CACHE = PREFIX + FIELD_RELEASE.name;
const SHELL = '/index.html';
/** How long a network that hardly answers is waited for, milliseconds */
const PATIENCE = 4000;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([SHELL, ...FIELD_RELEASE.files].map((file) => new Request(file, { cache: 'reload' })));
}

/** Runs when no page of the release before is open any more. */
async function removeOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((n) => n.startsWith(PREFIX) && n !== CACHE).map((n) => caches.delete(n)));
}

async function kept(file: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(file);
}

/** The newest page where there is a network, the kept one where there is none. */
async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) return answer;
  } catch {
    // No network: below.
  }
  return (await kept(SHELL)) ?? Response.error();
}

async function file(request: Request, path: string): Promise<Response> {
  return (await kept(path)) ?? fetch(request);
}

addEventListener('install', (event) => (event as LifeEvent).waitUntil(install()));
addEventListener('activate', (event) => (event as LifeEvent).waitUntil(removeOlder()));
addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') respondWith.call(event, page(request));
  else if (FIELD_RELEASE.files.includes(pathname)) respondWith.call(event, file(request, pathname));
});
