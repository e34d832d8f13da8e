import { formatMoment, type Moment } from '@qingshan/kernel';
import { sources } from '@qingshan/sources';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { DeliveryRecord, Inbox, PullRecord } from './ports.ts';
import { dueAt } from './due.ts';
import { shownAddress, targetOf, type PullDefinition } from './pull-definition.ts';
import { SOURCE_IDS } from './watch-folder.ts';

const DELIVERIES = 50;
const FINDINGS = 3;

const shown = (moment: Moment | null) => (moment === null ? null : formatMoment(moment));

function pullView(pull: PullDefinition, known: readonly PullRecord[]): views.IntakeDoors['pulls'][number] {
  const last = known.find(({ name, target }) => name === pull.name && target === targetOf(pull)) ?? null;
  const { name, source, address, everyMinutes = null, at = [] } = pull;
  return {
    name,
    source,
    address: shownAddress(address),
    everyMinutes,
    at,
    tried: shown(last?.tried ?? null),
    good: shown(last?.good ?? null),
    due: shown(dueAt(pull, last)),
    failures: last?.failures ?? 0,
    outcome: last?.outcome ?? null,
    why: last?.why ?? null,
  };
}

function deliveryView(
  { id, origin, source, file, at, state, batch, answer }: DeliveryRecord,
  keys: ReadonlyMap<string, string>,
): views.IntakeDoors['deliveries'][number] {
  const [kind = '', ...rest] = origin.split(':');
  const whose = rest.join(':');
  const door = kind === 'key' || kind === 'pull' ? kind : 'folder';
  const { added = 0, corrected = 0, unchanged = 0, findings = [] } = answer ?? {};
  return {
    id,
    door,
    by: door === 'folder' ? null : (keys.get(whose) ?? whose),
    source,
    file,
    at: formatMoment(at),
    state,
    batch,
    added,
    corrected,
    unchanged,
    findings: findings.slice(0, FINDINGS),
  };
}

async function folderView(inbox: Inbox): Promise<views.IntakeDoors['folder']> {
  const { files, stray } = await inbox.look(SOURCE_IDS);
  const waiting = files.map(({ source, name, bytes }) => ({ source, name, bytes }));
  return { path: inbox.folder, waiting, stray: [...stray] };
}

/** The doors by which data come in by themselves, but for instruments, and what has come through them lately. */
export async function showDoors({ registry, inbox, settings }: Workspace): Promise<views.IntakeDoors> {
  const [keys, records, deliveries, folder] = await Promise.all([
    registry.intake.keys(),
    registry.intake.pulls(),
    registry.intake.deliveries(DELIVERIES),
    inbox && folderView(inbox),
  ]);
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  return {
    folder,
    pulls: settings.pulls.map((pull) => pullView(pull, records)),
    deliveries: deliveries.map((delivery) => deliveryView(delivery, names)),
    sources: sources.map(({ id, title }) => ({ id, name: title })),
  };
}
