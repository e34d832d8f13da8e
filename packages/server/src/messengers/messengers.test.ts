import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { messengersFrom } from './from-environment.ts';
import { mailMessenger } from './mail.ts';
import { dingtalkRobot, dingtalkSign, wecomRobot } from './robots.ts';

const MESSAGE = { to: '*', title: '青山：3 条未读消息', lines: ['2 份报告已逾期', '1 份报告被退回'] };
const MARKDOWN = '### 青山：3 条未读消息\n\n> 2 份报告已逾期\n\n> 1 份报告被退回';
const OK = { errcode: 0, errmsg: 'ok' };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Request {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** A stand-in for the robots' servers: keeps what it is asked and gives one answer to all. */
async function standIn(status: number, answer: unknown): Promise<{ readonly url: string; readonly asked: Request[] }> {
  const asked: Request[] = [];
  const server: Server = createServer(async (request: IncomingMessage, response) => {
    const chunks = await Array.fromAsync(request);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    asked.push({ method: request.method, url: request.url, type: request.headers['content-type'], body });
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('WeCom', () => {
  test('takes Markdown at the address of the group', async () => {
    const { url, asked } = await standIn(200, OK);
    await wecomRobot(`${url}/cgi-bin/webhook/send?key=693a91f6`).send(MESSAGE);
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/cgi-bin/webhook/send?key=693a91f6',
        type: 'application/json; charset=utf-8',
        body: { msgtype: 'markdown', markdown: { content: MARKDOWN } },
      },
    ]);
  });

  test('gets no more than 4,096 bytes, cut between characters', async () => {
    const { url, asked } = await standIn(200, OK);
    await wecomRobot(url).send({ ...MESSAGE, lines: ['长'.repeat(3000)] });
    const content = JSON.stringify(asked[0]?.body);
    const text = /"content":"([^"]*)"/.exec(content)?.[1] ?? '';
    expect(Buffer.byteLength(JSON.parse(`"${text}"`))).toBeLessThanOrEqual(4096);
    expect(text).toMatch(/长…$/);
  });
});

describe('DingTalk', () => {
  // printf '1700000000000\nSEC0123456789' | openssl dgst -sha256 -hmac SEC0123456789 -binary | base64
  const SIGN = 'VloEIlTtJU6a/AGf2pud1WypXdicIlyQAOpspu6OP6s=';

  test('is signed with time and secret', () => {
    expect(dingtalkSign(1_700_000_000_000, 'SEC0123456789')).toBe(SIGN);
  });

  test('takes Markdown with time and signature in the address', async () => {
    const { url, asked } = await standIn(200, OK);
    const robot = dingtalkRobot(`${url}/robot/send?access_token=abc`, 'SEC0123456789', () => 1_700_000_000_000);
    await robot.send(MESSAGE);
    const [request] = asked;
    const parameters = new URL(request?.url ?? '', url).searchParams;
    expect(Object.fromEntries(parameters)).toEqual({ access_token: 'abc', timestamp: '1700000000000', sign: SIGN });
    // Base64 has signs that mean something else in an address.
    expect(request?.url).toContain(`sign=${encodeURIComponent(SIGN)}`);
    expect(request?.body).toEqual({ msgtype: 'markdown', markdown: { title: MESSAGE.title, text: MARKDOWN } });
  });

  test('without a secret is not signed', async () => {
    const { url, asked } = await standIn(200, OK);
    await dingtalkRobot(`${url}/robot/send?access_token=abc`, undefined).send(MESSAGE);
    expect(asked[0]?.url).toBe('/robot/send?access_token=abc');
  });
});

test.each([
  [200, { errcode: 93000, errmsg: 'invalid webhook url' }, '93000 invalid webhook url'],
  [500, {}, 'HTTP 500'],
])('a robot that refuses (%s %o) has not taken it', async (status, answer, why) => {
  const { url } = await standIn(status, answer);
  await expect(wecomRobot(url).send(MESSAGE)).rejects.toThrow(why);
});

describe('mail', () => {
  /** A stand-in for a mail server: takes one mail and keeps what was said. */
  async function mailServer(answerToRecipient = '250 OK'): Promise<{ readonly url: string; readonly said: string[] }> {
    const said: string[] = [];
    const server = createSocketServer((socket) => {
      const say = (line: string) => socket.write(`${line}\r\n`);
      let inData = false;
      say('220 test');
      createInterface({ input: socket }).on('line', (line) => {
        said.push(line);
        if (inData) {
          if (line === '.') {
            inData = false;
            say('250 taken');
          }
        } else if (line.startsWith('RCPT')) say(answerToRecipient);
        else if (line.startsWith('DATA')) {
          inData = true;
          say('354 go on');
        } else say(line.startsWith('QUIT') ? '221 bye' : '250 OK');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, said };
  }

  test('goes to one person, from the address of the office', async () => {
    const { url, said } = await mailServer();
    await mailMessenger(url, 'Qingshan <qingshan@example.org>').send({ ...MESSAGE, to: 'zhang@example.org' });
    expect(said).toEqual(expect.arrayContaining(['MAIL FROM:<qingshan@example.org>', 'RCPT TO:<zhang@example.org>']));
    const text = said.slice(said.indexOf('') + 1, said.indexOf('.')).join('\n');
    expect(Buffer.from(text, 'base64').toString('utf8')).toBe('2 份报告已逾期\n\n1 份报告被退回\n');
    expect(said.find((line) => line.startsWith('To:'))).toBe('To: zhang@example.org');
  });

  test('to an address that is refused has not gone', async () => {
    const { url } = await mailServer('550 no such person');
    const sending = mailMessenger(url, 'qingshan@example.org').send({ ...MESSAGE, to: 'nobody@example.org' });
    await expect(sending).rejects.toThrow('550');
  });
});

test('the environment says which ways out there are', () => {
  const channels = (environment: Record<string, string>) => messengersFrom(environment).map((m) => m.channel);
  expect(channels({})).toEqual([]);
  expect(channels({ QINGSHAN_SMTP: 'smtp://mail' })).toEqual([]);
  expect(channels({ QINGSHAN_SMTP: 'smtp://mail', QINGSHAN_MAIL_FROM: 'a@b.cn', QINGSHAN_WECOM: 'https://w' })).toEqual(
    ['mail', 'wecom'],
  );
  expect(channels({ QINGSHAN_DINGTALK: 'https://d' })).toEqual(['dingtalk']);
});
