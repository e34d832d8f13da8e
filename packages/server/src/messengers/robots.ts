import { createHmac } from 'node:crypto';
import type { Message, Messenger } from '@qingshan/app';
import { z } from 'zod';

/** Robots of WeCom and DingTalk groups: one POST to the address that the group gives. */

const PATIENCE_MS = 15_000;
/** WeCom takes at most 4,096 bytes of Markdown. */
const LONGEST_BYTES = 4096;

/** Both answer 200 also when they refuse. */
const answerSchema = z.looseObject({ errcode: z.number(), errmsg: z.string().default('') });

async function post(url: URL, content: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(PATIENCE_MS),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { errcode, errmsg } = answerSchema.parse(await response.json());
  if (errcode !== 0) throw new Error(`${errcode} ${errmsg}`);
}

function markdownOf({ title, lines }: Message): string {
  const text = [`### ${title}`, ...lines.map((line) => `> ${line}`)].join('\n\n');
  if (Buffer.byteLength(text) <= LONGEST_BYTES) return text;
  const cut = Buffer.from(text)
    .subarray(0, LONGEST_BYTES - 6)
    .toString('utf8');
  return `${cut.replace(/\uFFFD+$/, '')}…`;
}

/** @param webhook `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…` */
export function wecomRobot(webhook: string): Messenger {
  return {
    channel: 'wecom',
    send: (message) => post(new URL(webhook), { msgtype: 'markdown', markdown: { content: markdownOf(message) } }),
  };
}

/**
 * The signature that DingTalk asks for when a robot is secured by 加签: HMAC-SHA256 of time and secret on two lines, keyed
 * with the secret, in Base64.
 *
 * @param timestamp milliseconds since 1970, at most an hour off
 */
export function dingtalkSign(timestamp: number, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

/**
 * @param webhook `https://oapi.dingtalk.com/robot/send?access_token=…`
 * @param secret `SEC…`; absent: the robot is secured by key word or address
 */
export function dingtalkRobot(webhook: string, secret: string | undefined, now = () => Date.now()): Messenger {
  return {
    channel: 'dingtalk',
    send: (message) => {
      const url = new URL(webhook);
      if (secret !== undefined) {
        const timestamp = now();
        url.searchParams.set('timestamp', String(timestamp));
        url.searchParams.set('sign', dingtalkSign(timestamp, secret));
      }
      return post(url, { msgtype: 'markdown', markdown: { title: message.title, text: markdownOf(message) } });
    },
  };
}
