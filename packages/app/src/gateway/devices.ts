import type { Actor } from '@qingshan/campaign';
import { formatMoment, type Moment } from '@qingshan/kernel';
import { hj212, type SourceFile } from '@qingshan/sources';
import { sourceContext } from '../imports/import-files.ts';
import type { NewBatch } from '../imports/store-batch.ts';
import type * as views from '../views/index.ts';
import type { WatchedBatch } from '../watch/watch.ts';
import type { Workspace } from '../workspace.ts';
import { askDevice } from './ask-device.ts';
import { listDoubts } from './doubts.ts';
import { exportRaw, type RawAsked, type RawFile } from './export-raw.ts';
import type { Intake } from './intake.ts';
import { GATEWAY_SOURCE, pieceName, type DeviceHours } from './portion.ts';
import type { DeviceRecord, Registration } from './ports.ts';
import { ownerOf, registrationOf } from './registered.ts';
import { lastHeard, momentText, showGateway, showLatest, siteNamed } from './statistics.ts';

export interface DeviceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Instruments that may send to the gateway. Passwords are shown nowhere. */
export interface DeviceUseCases {
  devices(): Promise<views.DeviceView[]>;
  /** Reads a CSV of registrations and says what importing it would change. Writes nothing. */
  previewDevices(file: DeviceFile): Promise<views.DeviceImportView>;
  /** Registers the devices of the rows without a fault, new or in place of what was registered. */
  importDevices(file: DeviceFile): Promise<views.DeviceImportView>;
  /** It is not listened to any more; what it sent stays. @throws QingshanError `not-found` */
  withdrawDevice(mn: string): Promise<void>;
  /**
   * Asks a device that is on the line for what it measured in a time that is past, or sets its clock. What comes of it
   * is in `gateway`, and what it sends is stored like all else.
   *
   * @throws QingshanError `not-found`, `bad-request`, `device-away`
   */
  askDevice(mn: string, question: views.DeviceQuestionView): Promise<views.DeviceAskedView>;
  /** What the gateway has heard lately, device by device. */
  gateway(): Promise<views.GatewayView>;
  /** The newest value of each code of a device, also of data that become no observation. @throws QingshanError `not-found` */
  deviceLatest(mn: string): Promise<views.DeviceLatestView>;
  /** What was not stored as it came, of the last day and a bit, the newest first. */
  deviceDoubts(asked: { readonly mn?: string | undefined }): Promise<views.DeviceDoubtView[]>;
  /** The values of all frames as received, as a CSV. @throws QingshanError `bad-request` */
  exportRaw(asked: RawAsked): Promise<RawFile>;
  /** Stores hourly values that instruments sent, as one batch. */
  storeDeviceHours(hours: DeviceHours): Promise<WatchedBatch>;
}

/** @param keep stores a batch and judges what it touches */
export function deviceUseCases(
  workspace: Workspace,
  actor: Actor,
  intake: Intake,
  keep: (batch: NewBatch) => Promise<WatchedBatch>,
): DeviceUseCases {
  const { registry, clock } = workspace;
  return {
    devices: async () => {
      const heard = await lastHeard(workspace, intake);
      return (await registry.devices.list()).map((device) => deviceView(device, workspace, heard(device.mn)));
    },
    previewDevices: async (file) => (await readFile(workspace, file)).view,
    importDevices: async (file) => {
      const { view, devices } = await readFile(workspace, file);
      const at = clock.now();
      await registry.devices.put(
        devices.map((device) => ({
          mn: device.mn,
          password: workspace.secrets.seal(device.password, ownerOf(device.mn)),
          registration: registrationOf(device),
          by: actor.name,
          at,
        })),
      );
      await intake.refreshDevices();
      return view;
    },
    withdrawDevice: async (mn) => {
      await registry.devices.withdraw(mn, clock.now());
      await intake.refreshDevices();
    },
    askDevice: (mn, question) => askDevice(workspace, intake, actor.name, mn, question),
    gateway: () => showGateway(workspace, intake),
    deviceLatest: (mn) => showLatest(workspace, intake, mn),
    deviceDoubts: (asked) => listDoubts(workspace, intake, asked),
    exportRaw: (asked) => exportRaw(workspace, asked),
    storeDeviceHours: ({ simulated, parsed, faults, ...piece }) =>
      keep({ source: GATEWAY_SOURCE, files: [pieceName(piece)], simulated, parsed: [parsed], faults }),
  };
}

type Change = views.DeviceImportView['devices'][number]['change'];

async function readFile(
  workspace: Workspace,
  { name, bytes }: DeviceFile,
): Promise<{ readonly view: views.DeviceImportView; readonly devices: readonly hj212.Device[] }> {
  const file: SourceFile = {
    name,
    open: async function* () {
      yield bytes;
    },
  };
  const protocol = hj212.protocolOf(workspace.standards);
  const { devices, faults } = await hj212.readDevices(file, sourceContext(workspace), protocol);
  const known = new Map((await workspace.registry.devices.list()).map((record) => [record.mn, record]));
  const changes = devices.map((device) => ({ device, change: changeOf(device, known.get(device.mn), workspace) }));
  const shown = changes.map(({ device: { mn, system, site }, change }) => ({ mn, system, site, change }));
  const view = {
    devices: shown,
    faults: faults.map(({ row, column, severity, text }) => ({ row, column, severity, text })),
  };
  return { view, devices: changes.filter(({ change }) => change !== 'same').map(({ device }) => device) };
}

function changeOf(device: hj212.Device, known: DeviceRecord | undefined, { secrets }: Workspace): Change {
  if (!known) return 'added';
  const same =
    known.withdrawnAt === null &&
    textOf(known.registration) === textOf(registrationOf(device)) &&
    secrets.open(known.password, ownerOf(known.mn)) === device.password;
  return same ? 'same' : 'changed';
}

/** The same for equal registrations: a database gives back the fields in an order of its own. */
function textOf({ mappings, ...rest }: Registration): string {
  const fields = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const codes = mappings.map(({ code, parameter, unit }) => [code, parameter, unit].join('=')).sort();
  return JSON.stringify([fields, codes]);
}

function deviceView(
  { mn, registration, by, at, withdrawnAt }: DeviceRecord,
  workspace: Workspace,
  lastHeard: Moment | null,
): views.DeviceView {
  const { site: id, mappings, ...rest } = registration;
  return {
    mn,
    ...rest,
    site: siteNamed(workspace, id),
    lastHeard: momentText(lastHeard),
    mappings: [...mappings],
    by,
    registered: formatMoment(at),
    withdrawn: momentText(withdrawnAt),
  };
}
