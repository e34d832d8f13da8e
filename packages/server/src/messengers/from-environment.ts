import type { Messenger } from '@qingshan/app';
import { mailMessenger } from './mail.ts';
import { dingtalkRobot, wecomRobot } from './robots.ts';

/**
 * The messengers that the environment sets up. Their addresses hold secrets, so that they stand there and not in
 * `workspace.json`: QINGSHAN_SMTP with QINGSHAN_MAIL_FROM, QINGSHAN_WECOM, QINGSHAN_DINGTALK with QINGSHAN_DINGTALK_SECRET.
 */
export function messengersFrom(environment: Readonly<Record<string, string | undefined>>): Messenger[] {
  const {
    QINGSHAN_SMTP: smtp,
    QINGSHAN_MAIL_FROM: from,
    QINGSHAN_WECOM: wecom,
    QINGSHAN_DINGTALK: dingtalk,
    QINGSHAN_DINGTALK_SECRET: secret,
  } = environment;
  return [
    ...(smtp && from ? [mailMessenger(smtp, from)] : []),
    ...(wecom ? [wecomRobot(wecom)] : []),
    ...(dingtalk ? [dingtalkRobot(dingtalk, secret)] : []),
  ];
}
