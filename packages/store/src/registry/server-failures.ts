import { QingshanError, type Localized } from '@qingshan/kernel';

/** Host, port and database of an address, without the name and password that may stand in it. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return '?';
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = decodeURIComponent(hostname) || searchParams.get('host') || 'localhost';
  return `${host}${port === '' ? '' : `:${port}`}${pathname}`;
}

/** What PostgreSQL's condition codes (its documentation, appendix A) mean for whoever set the address. */
const UNFIT: Readonly<Record<string, Localized>> = {
  '28P01': { zh: '用户名或密码不对', en: 'the user name or the password is wrong' },
  '28000': {
    zh: '服务器不允许这个用户从这里连接（pg_hba.conf）',
    en: 'the server lets this user not in from here (pg_hba.conf)',
  },
  '3D000': { zh: '没有这个数据库，请先用 createdb 建立', en: 'there is no such database; make it with createdb first' },
  '42501': {
    zh: '这个用户无权在库中建表，请让它成为数据库的所有者',
    en: 'the user may not make tables in it; let the user own the database',
  },
};

function why(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(why).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A failure to connect, as whoever set the address can act on it. */
export function connectionFailure(url: string, error: unknown): QingshanError {
  return unfit(url, error) ?? new QingshanError('database-unreachable', { where: placeOf(url), why: why(error) });
}

/** What is wrong with a database that was reached; `null`: something else. */
export function unfit(url: string, error: unknown): QingshanError | null {
  const text = UNFIT[codeOf(error)];
  return text ? new QingshanError('database-unfit', { where: placeOf(url), why: text }) : null;
}
