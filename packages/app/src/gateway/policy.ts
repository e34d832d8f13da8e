import { grant, type Rule } from '../people/rule.ts';
import type { DeviceUseCases } from './devices.ts';
import { pieceName } from './portion.ts';

type DevicePolicy = {
  readonly [K in keyof DeviceUseCases]: Rule<Parameters<DeviceUseCases[K]>, Awaited<ReturnType<DeviceUseCases[K]>>>;
};

const KEEPERS = grant(['plan-office', 'analyst', 'system']);

/** Who may do what about instruments; part of the one policy. */
export const DEVICE_POLICY: DevicePolicy = {
  devices: { area: 'intake', text: { zh: '看已登记的设备', en: 'See registered devices' }, who: KEEPERS },
  previewDevices: { area: 'intake', text: { zh: '预览设备登记', en: 'Preview registrations' }, who: KEEPERS },
  importDevices: {
    area: 'intake',
    text: { zh: '登记设备', en: 'Register devices' },
    who: KEEPERS,
    command: {
      action: 'import-devices',
      subject: () => 'devices',
      detail: ([{ name }], { devices }) => {
        const of = (change: string) => devices.filter((d) => d.change === change).map((d) => d.mn);
        return { file: name, added: of('added'), changed: of('changed') };
      },
    },
  },
  withdrawDevice: {
    area: 'intake',
    text: { zh: '停用设备', en: 'Withdraw a device' },
    who: KEEPERS,
    command: { action: 'withdraw-device', subject: ([mn]) => `device:${mn}` },
  },
  askDevice: {
    area: 'intake',
    text: { zh: '让设备补传历史数据、校准时钟', en: 'Ask a device for its history, or set its clock' },
    who: KEEPERS,
    command: {
      action: 'ask-device',
      subject: ([mn]) => `device:${mn}`,
      detail: ([, question], { requests }) => ({ ...question, requests }),
    },
  },
  gateway: { area: 'intake', text: { zh: '看设备联网情况', en: 'See what the gateway hears' }, who: KEEPERS },
  deviceLatest: {
    area: 'intake',
    text: { zh: '看设备最新上报值', en: 'See the newest values of a device' },
    who: KEEPERS,
  },
  deviceDoubts: {
    area: 'intake',
    text: { zh: '看设备上报中未入库的内容', en: 'See what devices sent and was not stored' },
    who: KEEPERS,
  },
  exportRaw: {
    area: 'intake',
    text: { zh: '导出设备原始上报值', en: 'Write out what devices sent, as received' },
    who: KEEPERS,
    command: {
      action: 'export-raw',
      subject: () => 'frames',
      detail: ([{ mn = null, from = null, to = null }]) => ({ mn, from, to }),
    },
  },
  storeDeviceHours: {
    area: 'intake',
    text: { zh: '保存设备上报的小时数据', en: 'Store the hourly data of devices' },
    who: grant(['system']),
    command: {
      action: 'store-device-hours',
      subject: ([piece], batch) => (batch ? `batch:${batch.id}` : pieceName(piece)),
      detail: ([piece], { added, corrected, unchanged }) => ({ of: pieceName(piece), added, corrected, unchanged }),
    },
  },
};
