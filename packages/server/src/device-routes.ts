import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers } from './route-parts.ts';

const file = {
  query: z.object({ name: z.string().min(1).max(200).default('devices.csv') }),
  body: { content: { 'text/csv': { schema: z.string() } }, required: true },
};

/** Instruments that may send to the gateway. */
export const deviceRoutes = {
  devices: createRoute({
    method: 'get',
    path: '/devices',
    responses: answers(z.array(views.device), 'Registered devices, withdrawn ones too, by MN'),
  }),
  previewDevices: createRoute({
    method: 'post',
    path: '/devices/preview',
    request: file,
    responses: answers(views.deviceImport, 'What importing the file would change'),
  }),
  importDevices: createRoute({
    method: 'post',
    path: '/devices/import',
    request: file,
    responses: answers(views.deviceImport, 'What importing the file has changed'),
  }),
  withdrawDevice: createRoute({
    method: 'post',
    path: '/devices/{mn}/withdraw',
    request: { params: z.object({ mn: z.string() }) },
    responses: answers(z.object({ done: z.literal(true) }), 'The device is not listened to any more'),
  }),
  askDevice: createRoute({
    method: 'post',
    path: '/devices/{mn}/questions',
    request: {
      params: z.object({ mn: z.string() }),
      body: { content: { 'application/json': { schema: views.deviceQuestion } }, required: true },
    },
    responses: answers(views.deviceAsked, 'The device is asked; what comes of it is in the gateway'),
  }),
  gateway: createRoute({
    method: 'get',
    path: '/gateway',
    responses: answers(views.gateway, 'What instruments have sent lately, by device'),
  }),
  exportRaw: createRoute({
    method: 'get',
    path: '/gateway/raw.csv',
    request: {
      query: z.object({ mn: z.string().optional(), from: z.string().optional(), to: z.string().optional() }),
    },
    responses: {
      ...answers(z.never(), ''),
      200: {
        content: { 'text/csv': { schema: z.string() } },
        description: 'mn,cn,data_time,code,field,value,flag of every frame as received; from and to are of data_time',
      },
    },
  }),
  deviceLatest: createRoute({
    method: 'get',
    path: '/devices/{mn}/latest',
    request: { params: z.object({ mn: z.string() }) },
    responses: answers(views.deviceLatest, 'The newest value of each code'),
  }),
  deviceDoubts: createRoute({
    method: 'get',
    path: '/gateway/doubts',
    request: { query: z.object({ mn: z.string().optional() }) },
    responses: answers(z.array(views.deviceDoubt), 'What was not stored as it came, of the last day, the newest first'),
  }),
};
