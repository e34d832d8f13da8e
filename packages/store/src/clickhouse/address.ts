import { QingshanError, type Localized } from '@qingshan/kernel';

/** What an address of OBSERVATIONS_URL says. */
export interface Address {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Name of a cluster in the server's configuration; `null`: this one server */
  readonly cluster: string | null;
}

const DEFAULTS = { http: 8123, https: 8443 };
const KNOWN = new Set(['cluster', 'secure']);

function refuse(why: Localized): never {
  throw new QingshanError('bad-observations-url', { why });
}

/** Host, port and database, without the name and password that may stand in an address. */
export function placeOf({ host, port, database }: Address): string {
  return `${host}:${port}/${database}`;
}

/**
 * Reads `clickhouse://user:password@host:8123/database?cluster=name&secure=true`.
 *
 * @throws QingshanError `bad-observations-url`
 */
export function parseAddress(text: string): Address {
  if (!URL.canParse(text)) refuse({ zh: '它不是网址', en: 'it is no URL' });
  const url = new URL(text);
  if (url.protocol !== 'clickhouse:') {
    refuse({ zh: `它以 ${url.protocol}// 开头`, en: `it begins with ${url.protocol}//` });
  }
  const unknown = [...url.searchParams.keys()].find((key) => !KNOWN.has(key));
  if (unknown !== undefined) refuse({ zh: `不认识参数 ${unknown}`, en: `there is no parameter ${unknown}` });
  const database = decodeURIComponent(url.pathname.slice(1));
  const cluster = url.searchParams.get('cluster');
  for (const name of [database, ...(cluster === null ? [] : [cluster])]) {
    if (/^\w+$/.test(name)) continue;
    const named = {
      zh: `“${name}”不能作库名或集群名，只能用字母、数字和下划线`,
      en: `“${name}” cannot be the name of a database or cluster: only letters, digits and _ can`,
    };
    refuse(named);
  }
  const protocol = url.searchParams.get('secure') === 'true' ? 'https' : 'http';
  return {
    protocol,
    host: url.hostname,
    port: url.port === '' ? DEFAULTS[protocol] : Number(url.port),
    user: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database,
    cluster,
  };
}
