import { displayUnit, formatMoment, QingshanError, type Moment } from '@qingshan/kernel';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { Intake } from './intake.ts';
import type { DeviceStatistics } from './ports.ts';

const NONE: DeviceStatistics = {
  kept: { stored: 0, repeated: 0, doubt: 0 },
  refused: {},
  lastSeen: null,
  clockSkew: 0,
  connected: false,
  asked: [],
};

export function momentText(moment: Moment | null): string | null {
  return moment === null ? null : formatMoment(moment);
}

export function siteNamed({ district }: Workspace, id: string): { id: string; name: { zh: string; en: string } } {
  return { id, name: district.sites.find((site) => site.id === id)?.name ?? { zh: id, en: id } };
}

/** When each device was last heard: by the gateway since it listens, before that by what is in the log. */
export async function lastHeard(workspace: Workspace, { gateway }: Intake): Promise<(mn: string) => Moment | null> {
  const stored = (await workspace.frames()).heard();
  const listening = gateway?.statistics().devices;
  return (mn) => {
    const moments = [stored.get(mn), listening?.get(mn)?.lastSeen].filter((one) => typeof one === 'number');
    return moments.length === 0 ? null : Math.max(...moments);
  };
}

export async function showGateway(workspace: Workspace, intake: Intake): Promise<views.GatewayView> {
  const heard = await lastHeard(workspace, intake);
  const counted = intake.gateway?.statistics() ?? null;
  const devices = (await workspace.registry.devices.list()).map(
    ({ mn, registration: { site, system }, withdrawnAt }) => {
      const { kept, refused, clockSkew, connected, asked } = counted?.devices.get(mn) ?? NONE;
      const memory = intake.memories.get(mn);
      return {
        mn,
        site: siteNamed(workspace, site),
        system,
        withdrawn: withdrawnAt !== null,
        lastHeard: momentText(heard(mn)),
        frames: Object.fromEntries(memory?.frames ?? []),
        repeated: kept.repeated,
        changed: kept.doubt,
        refused: { ...refused },
        doubts: Object.fromEntries(memory?.doubts ?? []),
        clockSkew,
        delay: memory?.delay ?? null,
        connected,
        asked: asked.map(({ from, to, at, ...rest }) => ({
          ...rest,
          from: momentText(from),
          to: momentText(to),
          at: formatMoment(at),
        })),
        missingHours: (memory?.missingHours() ?? []).map(formatMoment),
      };
    },
  );
  return {
    listening: counted !== null,
    since: momentText(intake.since),
    connections: counted?.connections ?? 0,
    dropped: counted?.dropped ?? 0,
    answered: counted?.answered ?? 0,
    refused: { ...counted?.refused },
    failure: intake.failure,
    devices,
  };
}

/** @throws QingshanError `not-found` */
export async function showLatest(
  { registry, standards }: Workspace,
  { memories }: Intake,
  mn: string,
): Promise<views.DeviceLatestView> {
  if (!(await registry.devices.list()).some((device) => device.mn === mn))
    throw new QingshanError('not-found', { what: { zh: '设备', en: 'device' }, id: mn, hint: '' });
  const values = [...(memories.get(mn)?.latest.values() ?? [])].map(
    ({ cn, code, parameter, value, flag, field, text, time, received }) => {
      const { name, unit } = standards.parameter(parameter);
      const moments = { time: formatMoment(time), received: formatMoment(received) };
      return { cn, code, parameter, name, unit: displayUnit(unit), value, flag, field, text, ...moments };
    },
  );
  return { mn, values };
}
