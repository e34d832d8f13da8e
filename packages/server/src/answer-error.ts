import { QingshanError } from '@qingshan/kernel';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** What is wrong, where, why and what to do, as JSON; what was not meant for people is logged and called a defect. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof QingshanError) {
    const fields = error.fields.map(({ path, text }) => ({ path, text }));
    return c.json({ code: error.code, text: error.text, ...(fields.length === 0 ? {} : { fields }) }, error.status);
  }
  if (error instanceof HTTPException) {
    const wrong = new QingshanError('bad-request', { why: error.message, hint: '' });
    return c.json({ code: wrong.code, text: wrong.text }, error.status);
  }
  console.error(error);
  return c.json(
    { code: 'defect', text: { zh: '程序出错，已记入日志。', en: 'A defect in the program; it was logged.' } },
    500,
  );
}
