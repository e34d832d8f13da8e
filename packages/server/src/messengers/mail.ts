import type { Messenger } from '@qingshan/app';
import { createTransport } from 'nodemailer';

const PATIENCE_MS = 15_000;

/**
 * @param server `smtps://user:password@mail.example.gov.cn:465`, or `smtp://` with STARTTLS where the server offers it
 * @param from `青山 <qingshan@example.gov.cn>`
 */
export function mailMessenger(server: string, from: string): Messenger {
  const { protocol, hostname, port, username, password } = new URL(server);
  const transport = createTransport({
    host: hostname,
    secure: protocol === 'smtps:',
    ...(port === '' ? {} : { port: Number(port) }),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    channel: 'mail',
    async send({ to, title, lines }) {
      await transport.sendMail({ from, to, subject: title, text: `${lines.join('\n\n')}\n` });
    },
  };
}
