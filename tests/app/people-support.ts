import {
  createApplication,
  DEFAULT_SETTINGS,
  SECRET_KEY_BYTES,
  secretBox,
  settingsSchema,
  type ApplicationFor,
  type Registry,
  type Workspace,
} from '@qingshan/app';
import { districtFolder, loadDistrict, type ActorRole } from '@qingshan/campaign';
import { createServer } from '@qingshan/server';
import { z } from 'zod';
import { OPERATOR, testClock, type TestClock } from './support.ts';

export const PASSWORD = 'Lüliang-3-hao';
/** Of the secrets in the registry */
const KEY = Buffer.alloc(SECRET_KEY_BYTES, 7);
const BASE = 'http://localhost';

const district = loadDistrict(districtFolder('mentougou'));

export interface People {
  readonly workspace: Workspace;
  readonly application: ApplicationFor;
  readonly clock: TestClock;
  /** A browser of its own: keeps its cookies, says where it is. */
  browser(): Browser;
  /** Adds a person whose password is PASSWORD and needs no change. */
  add(id: string, role: ActorRole, unit?: string): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly cookie: string;
  readonly location: string | null;
}

export interface Browser {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  signIn(person: string, password?: string, code?: string): Promise<Answer>;
}

/** A real district's workspace without data: its clock and its server are new, its people are those of the registry. */
export function peopleWorkspace(
  registry: Registry,
  options: { readonly demonstration?: boolean; readonly settings?: z.input<typeof settingsSchema> } = {},
): People {
  const clock = testClock('2026-03-02T08:00');
  const settings = settingsSchema.parse({ ...DEFAULT_SETTINGS, ...options.settings });
  const [plan] = district.plans;
  if (!plan) throw new Error('mentougou has no plan');
  const demonstration = options.demonstration ? { today: '2024-10-31' } : null;
  const secrets = secretBox(KEY);
  const some: Partial<Workspace> = {
    registry,
    secrets,
    clock,
    district,
    plan,
    settings,
    demonstration,
    version: 'test',
  };
  const workspace = some as Workspace;
  const application = createApplication(workspace);
  const server = createServer(application, { ...workspace, oidcSecret: 'client-secret' });

  function browser(): Browser {
    const cookies = new Map<string, string>();
    async function send(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>) {
      const response = await server.request(`${BASE}/api/v1${path}`, {
        method,
        headers: {
          Cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '),
          ...(method === 'GET' ? {} : { Origin: BASE, 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const set of response.headers.getSetCookie()) {
        const [pair = ''] = set.split(';');
        const at = pair.indexOf('=');
        if (/Max-Age=0/.test(set)) cookies.delete(pair.slice(0, at));
        else cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      const text = await response.text();
      return {
        status: response.status,
        body: z
          .record(z.string(), z.unknown())
          .catch({})
          .parse(text.startsWith('{') ? JSON.parse(text) : {}),
        cookie: response.headers.getSetCookie().join('\n'),
        location: response.headers.get('Location'),
      };
    }
    const post: Browser['post'] = (path, body, headers = {}) => send('POST', path, body, headers);
    return {
      get: (path) => send('GET', path, undefined, {}),
      post,
      patch: (path, body) => send('PATCH', path, body, {}),
      signIn: (person, password = PASSWORD, code = undefined) => post('/sign-in', { person, password, code }),
    };
  }

  return {
    workspace,
    application,
    clock,
    browser,
    async add(id, role, unit) {
      await application
        .as(OPERATOR)
        .addPerson({ id, name: `${id}（测试）`, role, unit: unit ?? null, localPassword: true, password: PASSWORD });
      await registry.people.setPerson(id, { mustChange: false });
    },
  };
}
