import { randomBytes } from 'node:crypto';
import type { Actor } from '@qingshan/campaign';
import { DAY_SECONDS, formatMoment, parseDay, QingshanError, type Moment } from '@qingshan/kernel';
import { sourceById } from '@qingshan/sources';
import type { z } from 'zod';
import { sourceContext } from '../imports/import-files.ts';
import { hashToken } from '../people/sign-in.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { IntakeKeyRecord } from './ports.ts';

/** By which a key is told from other secrets, when one is found somewhere it should not be. */
const PREFIX = 'qsk_';

function bad(zh: string, en: string): QingshanError {
  return new QingshanError('bad-intake-key', { why: { zh, en } });
}

export function isUsable({ revoked, expires }: IntakeKeyRecord, now: Moment): boolean {
  return revoked === null && (expires === null || now < expires);
}

const shown = (moment: Moment | null) => (moment === null ? null : formatMoment(moment));

function keyView({ district, clock }: Workspace, key: IntakeKeyRecord): views.IntakeKeyView {
  const { id, name, sources, by } = key;
  const siteOf = (site: string) => ({
    id: site,
    name: district.sites.find((s) => s.id === site)?.name ?? { zh: site, en: site },
  });
  return {
    id,
    name,
    sources: [...sources],
    sites: key.sites === null ? null : key.sites.map(siteOf),
    by,
    at: formatMoment(key.at),
    expires: shown(key.expires),
    revoked: shown(key.revoked),
    lastUsed: shown(key.lastUsed),
    usable: isUsable(key, clock.now()),
  };
}

export async function listIntakeKeys(workspace: Workspace): Promise<views.IntakeKeyView[]> {
  return (await workspace.registry.intake.keys()).map((key) => keyView(workspace, key));
}

/** The moment after the last day of use. @throws QingshanError `bad-intake-key` */
function endOf(text: string | null, now: Moment): Moment | null {
  if (text === null || text === '') return null;
  const day = parseDay(text);
  if (day === null) throw bad(`“${text}”不是日期，应如 2025-12-31`, `“${text}” is no date, write 2025-12-31`);
  const end = (day + 1) * DAY_SECONDS;
  if (end <= now) throw bad(`到期日 ${text} 已过`, `the last day ${text} is past`);
  return end;
}

/** @throws QingshanError `not-found`, `bad-intake-key` */
export async function addIntakeKey(
  workspace: Workspace,
  actor: Actor,
  input: views.NewIntakeKey,
): Promise<z.output<typeof views.intakeKeyOnce>> {
  const at = workspace.clock.now();
  const known = sourceContext(workspace).sites;
  const sites = input.sites?.map((name) => {
    const site = known.get(name);
    if (site === undefined) throw bad(`没有点位“${name}”`, `there is no site “${name}”`);
    return site;
  });
  const token = PREFIX + randomBytes(32).toString('base64url');
  const key = {
    id: randomBytes(4).toString('hex'),
    name: input.name,
    hash: hashToken(token),
    sources: [...new Set(input.sources.map((id) => sourceById(id).id))],
    sites: sites === undefined ? null : [...new Set(sites)],
    by: actor.name,
    at,
    expires: endOf(input.expires, at),
  };
  await workspace.registry.intake.addKey(key);
  return { key: keyView(workspace, { ...key, revoked: null, lastUsed: null }), token };
}

/** The key that a token stands for; `null` when there is none that may be used now. */
export async function intakeKeyOf({ registry, clock }: Workspace, token: string): Promise<IntakeKeyRecord | null> {
  if (!token.startsWith(PREFIX)) return null;
  const key = await registry.intake.keyOfHash(hashToken(token));
  const now = clock.now();
  if (!key || !isUsable(key, now)) return null;
  await registry.intake.touchKey(key.id, now);
  return key;
}
