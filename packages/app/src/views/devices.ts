import { z } from 'zod';
import { localized, named } from './common.ts';

const mapping = z.object({ code: z.string(), parameter: z.string(), unit: z.string() });

export const device = z
  .object({
    mn: z.string(),
    system: z.string().describe('ST'),
    site: named,
    mappings: z.array(mapping),
    units: z.enum(['annex-b', 'ambient']).nullable(),
    crc: z.enum(['hj212', 'swapped', 'modbus']),
    version: z.enum(['2005', '2017', '2025']),
    hourLabel: z.enum(['hour-beginning', 'hour-ending']),
    minutes: z.number().nullable(),
    by: z.string(),
    registered: z.string(),
    withdrawn: z.string().nullable(),
    lastHeard: z.string().nullable().describe('Null where the frames that are remembered hold none of it'),
  })
  .meta({ id: 'Device', description: 'An instrument that may send; its password is shown nowhere' });
export type DeviceView = z.infer<typeof device>;

export const deviceImport = z
  .object({
    devices: z.array(
      z.object({ mn: z.string(), system: z.string(), site: z.string(), change: z.enum(['added', 'changed', 'same']) }),
    ),
    faults: z.array(
      z.object({
        row: z.number().nullable(),
        column: z.string().nullable(),
        severity: z.enum(['refused', 'quarantined', 'note']),
        text: localized,
      }),
    ),
  })
  .meta({ id: 'DeviceImport' });
export type DeviceImportView = z.infer<typeof deviceImport>;

export const deviceQuestion = z
  .discriminatedUnion('what', [
    z.object({ what: z.literal('set-time') }),
    z.object({
      what: z.literal('history'),
      cn: z.enum(['2051', '2061', '2031']).describe('Minute, hourly or daily data'),
      from: z.string().describe('2024-10-31 or 2024-10-31T08:00'),
      to: z.string().describe("Not included; a day as the end is that day's end"),
    }),
  ])
  .meta({ id: 'DeviceQuestion', description: 'What a device is asked' });
export type DeviceQuestionView = z.infer<typeof deviceQuestion>;

export const deviceAsked = z
  .object({ mn: z.string(), requests: z.number().describe('Requests that it is asked one after the other') })
  .meta({ id: 'DeviceAsked' });
export type DeviceAskedView = z.infer<typeof deviceAsked>;

const counts = z.record(z.string(), z.number());

export const gateway = z
  .object({
    listening: z.boolean(),
    since: z
      .string()
      .nullable()
      .describe('Frames, doubts and hours are counted from then on, all else since the start'),
    connections: z.number(),
    dropped: z.number().describe('Connections refused because there were too many'),
    answered: z.number(),
    refused: counts.describe('What could be attributed to no registered device, by reason'),
    failure: z.string().nullable().describe('Why values could not be stored at the last try; it is tried again'),
    devices: z.array(
      z.object({
        mn: z.string(),
        site: named,
        system: z.string(),
        withdrawn: z.boolean(),
        lastHeard: z.string().nullable(),
        frames: counts.describe('Frames by CN'),
        repeated: z.number().describe('Sent again, answered again and not stored again'),
        changed: z.number().describe('Another content under a key that was there'),
        refused: counts.describe('By reason'),
        doubts: counts.describe('What was not stored as it came, by reason'),
        clockSkew: z.number().describe('Seconds by which its clock is ahead; 0: within five minutes'),
        delay: z.number().nullable().describe('Seconds from the end of its newest period to the receipt'),
        connected: z.boolean().describe('Whether it has a line to this server'),
        asked: z
          .array(
            z.object({
              cn: z.string(),
              from: z.string().nullable().describe('Beginning of the first period; null: it is about no period'),
              to: z.string().nullable().describe('End of the last period'),
              by: z.string(),
              at: z.string(),
              waiting: z.number().describe('Requests that have not ended'),
              done: z.number(),
              noData: z.number(),
              failed: z.number().describe('Refused, failed or never answered'),
              said: localized.nullable().describe('What the device said last'),
            }),
          )
          .describe('What it was asked since the gateway began, the newest first'),
        missingHours: z
          .array(z.string())
          .describe('Ends of hours of which minute data came and the hourly value did not; none is made of minutes'),
      }),
    ),
  })
  .meta({ id: 'Gateway', description: 'What instruments have sent lately' });
export type GatewayView = z.infer<typeof gateway>;

export const deviceLatest = z
  .object({
    mn: z.string(),
    values: z.array(
      z.object({
        cn: z.string(),
        code: z.string(),
        parameter: z.string(),
        name: localized,
        unit: z.string(),
        value: z.number(),
        flag: z.string(),
        field: z.string(),
        text: z.string().describe('As received'),
        time: z.string().describe('End of the period'),
        received: z.string(),
      }),
    ),
  })
  .meta({ id: 'DeviceLatest', description: 'The newest value of each code, also of minute, real-time and daily data' });
export type DeviceLatestView = z.infer<typeof deviceLatest>;

export const deviceDoubt = z
  .object({
    mn: z.string(),
    cn: z.string(),
    dataTime: z.string().nullable().describe('As received'),
    received: z.string(),
    code: z.string().nullable(),
    doubt: z.string(),
    text: localized,
  })
  .meta({ id: 'DeviceDoubt' });
export type DeviceDoubtView = z.infer<typeof deviceDoubt>;
