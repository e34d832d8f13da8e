import { addDemonstrationPeople, createApplication } from '@qingshan/app';
import { PUBLIC } from '@qingshan/campaign';
import { startServer } from '@qingshan/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const changeSchema = z.object({ topics: z.array(z.string()), received: z.string().nullable() });

let test: TestWorkspace;
let application: ReturnType<typeof createApplication>;

beforeAll(async () => {
  test = await testWorkspace(true);
  await addDemonstrationPeople(test.workspace);
  application = createApplication(test.workspace);
});
afterAll(() => test.remove());

/** The events of a stream as they come; `null` when it has ended. */
function eventsOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async function next(): Promise<{ id: string; topics: string[] } | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        const id = /^id: (.*)$/m.exec(event)?.[1];
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (id !== undefined && data !== undefined) return { id, ...changeSchema.parse(JSON.parse(data)) };
      } else {
        const part = await reader?.read();
        if (part === undefined || part.done) return null;
        text += part.value;
      }
    }
  };
}

const serving = () => startServer(application, { ...test.workspace, host: '127.0.0.1', port: 0, demonstration: true });

async function signInTo(url: string, person: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sign-in/demonstration`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', origin: url },
    body: JSON.stringify({ person }),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  return cookie.split(';')[0] ?? '';
}

describe('who listens', () => {
  it('hears of what they may see, and of nothing else', async () => {
    const [office, reader] = await Promise.all([
      application.as({ id: 'office', name: '甲', role: 'plan-office', unit: null }).live(),
      application.as(PUBLIC).live(),
    ]);
    const before = office.version;
    await application
      .as(OPERATOR)
      .undoBatch(9999)
      .catch(() => undefined);
    expect(office.since(before)).toEqual(['observations']);
    expect(reader.since(before)).toEqual(['observations']);
    const then = office.version;
    await application.as(OPERATOR).sendDigests();
    expect(office.since(then)).toEqual([]);
    // What is told of another process, or of nothing, is everything that one may see.
    expect(reader.since('another.3')).toEqual(['observations', 'rules', 'plan', 'documents']);
    expect(office.since('another.3')).toContain('cases');
    expect(office.since('another.3')).not.toContain('people');
  });

  it('is told at once and what was missed, and not waited for when the server stops', async () => {
    const running = await serving();
    const next = eventsOf(await fetch(`${running.url}/api/v1/live`));
    const first = await next();
    expect(first?.topics).toEqual([]);
    await application
      .as(OPERATOR)
      .undoBatch(9999)
      .catch(() => undefined);
    expect((await next())?.topics).toEqual(['observations']);
    const again = eventsOf(await fetch(`${running.url}/api/v1/live?since=${first?.id}`));
    expect((await again())?.topics).toEqual(['observations']);
    await running.stop();
    expect(await next()).toBeNull();
    expect(await again()).toBeNull();
  });

  it('hears nothing more when they have signed out', async () => {
    const running = await serving();
    const cookie = await signInTo(running.url, 'demo.office');
    const next = eventsOf(await fetch(`${running.url}/api/v1/live`, { headers: { cookie } }));
    await next();
    const out = await fetch(`${running.url}/api/v1/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: running.url },
    });
    expect(out.ok).toBe(true);
    expect(await next()).toBeNull();
    await running.stop();
  });
});
