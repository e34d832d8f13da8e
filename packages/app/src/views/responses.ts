import { enterpriseCheckSchema, roundSchema } from '@qingshan/campaign';
import { ALERT_LEVELS } from '@qingshan/methods';
import { z } from 'zod';
import { assessment, localized, orNull } from './common.ts';
import { calculation } from './rules.ts';

const reason = z.string().max(500);
const seen = z.number().int().optional();
const keys = z.array(z.string().min(1)).min(1).max(2000);
const named = z.object({ id: z.string(), name: localized });

export const alertLevel = z.enum(ALERT_LEVELS).meta({ id: 'AlertLevel' });
export const responseState = z.enum(['active', 'lifted', 'withdrawn']).meta({ id: 'ResponseState' });
const forecast = roundSchema.shape.forecast;
const regime = roundSchema.shape.regime;

const counts = z
  .object({
    units: z.number(),
    confirmed: z.number(),
    enterprises: z.number().describe('Those with something to do under the level in force'),
    told: z.number().describe('Of these, those that have confirmed to a unit'),
    checked: z.number().describe('Of these, those that were checked at least once'),
    checks: z.number(),
    violations: z.number(),
  })
  .meta({ id: 'ResponseCounts' });

export const responseRow = z
  .object({
    id: z.string(),
    state: responseState,
    level: alertLevel,
    levelName: localized,
    starts: z.string().describe('When the level in force began'),
    issuedAt: z.string(),
    endedAt: z.string().nullable(),
    counts,
    simulated: z.boolean(),
  })
  .meta({ id: 'ResponseRow' });
export type ResponseRowView = z.infer<typeof responseRow>;

const round = z.object({
  level: alertLevel,
  levelName: localized,
  at: z.string(),
  by: z.string(),
  starts: z.string(),
  basis: z.string(),
  regime,
  edition: z.string().describe('Number of the alert plan that applied'),
  forecast,
  proposed: orNull(alertLevel),
  proposedName: orNull(localized),
});

export const notifiedUnit = z
  .object({
    id: z.string(),
    name: localized,
    notifiedAt: z.string(),
    confirmedAt: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    note: z.string(),
    enterprises: z.number(),
    told: z.number(),
  })
  .meta({ id: 'NotifiedUnit' });
export type NotifiedUnitView = z.infer<typeof notifiedUnit>;

export const listedEnterprise = z
  .object({
    key: z.string(),
    name: z.string(),
    units: z.array(named).describe('Its town, and its authority where it has one'),
    industry: z.string(),
    grade: orNull(localized),
    line: z.string(),
    measure: z.string().describe('What it does under the level in force; empty: nothing'),
    cut: z.number().nullable().describe('kg/d under the level in force'),
    vehicles: z.string(),
    told: orNull(z.object({ at: z.string(), by: z.string() })),
    contact: orNull(z.object({ person: z.string(), phone: z.string(), masked: z.boolean() })).describe(
      'As the register shows it to the role today; null: no longer in the register',
    ),
    checks: z.number(),
    violations: z.number(),
  })
  .meta({ id: 'ListedEnterprise' });
export type ListedEnterpriseView = z.infer<typeof listedEnterprise>;

export const enterpriseCheck = z
  .object({
    enterprise: z.string(),
    enterpriseName: z.string(),
    number: z.number(),
    at: z.string(),
    levelName: localized,
    kept: z.boolean(),
    seen: z.string(),
    ordered: z.string(),
    position: orNull(enterpriseCheckSchema.shape.position.unwrap()),
    evidence: z.array(z.string()),
    by: z.string(),
    recordedAt: z.string(),
    withdrawn: orNull(z.object({ reason: z.string(), by: z.string(), at: z.string() })),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: 'EnterpriseCheck' });
export type EnterpriseCheckView = z.infer<typeof enterpriseCheck>;

const RESPONSE_VERBS = ['change', 'lift', 'resume', 'withdraw'] as const;

export const responseDetail = z
  .object({
    row: responseRow,
    seq: z.number(),
    now: z.string(),
    rounds: z.array(round).describe('The level as issued, then as raised or lowered'),
    reason: z.string(),
    endedBy: z.string().nullable(),
    units: z.array(notifiedUnit),
    enterprises: z.array(listedEnterprise),
    checks: z.array(enterpriseCheck).describe('Newest first, withdrawn ones too'),
    may: z.array(z.enum(RESPONSE_VERBS)),
    mayCheck: z.boolean(),
    mayReceive: z.string().nullable().describe('The unit for which whoever asks confirms'),
    own: z.array(z.string()).describe('Enterprises that this unit passes the level on to'),
  })
  .meta({ id: 'ResponseDetail' });
export type ResponseDetailView = z.infer<typeof responseDetail>;

const roundInput = z.object({
  level: alertLevel,
  starts: z.string().describe('2024-11-03T00:00'),
  basis: reason,
  regime,
  forecast,
});
export type RoundInput = z.output<typeof roundInput>;
export const forecastInput = roundInput.pick({ regime: true, forecast: true }).meta({ id: 'AlertForecastInput' });

export const responsePreview = z
  .object({
    now: z.string(),
    proposed: orNull(alertLevel),
    levels: z.array(z.object({ level: alertLevel, name: localized, enterprises: z.number(), cut: z.number() })),
    calculation,
    listed: z.number().describe('Confirmed entries of the list, which will be frozen'),
    unconfirmed: z.number().describe('Entries that nobody has confirmed; they are left out'),
    units: z.array(named).describe('Units that the list names'),
  })
  .meta({ id: 'ResponsePreview' });
export type ResponsePreviewView = z.infer<typeof responsePreview>;

export const responseInput = roundInput
  .extend({ units: z.array(z.string().min(1)).max(200).describe('Units to notify beside those that the list names') })
  .meta({ id: 'ResponseInput' });
export type ResponseInput = z.output<typeof responseInput>;

/** What the office decides while an alert runs. */
export const responseRuling = z
  .discriminatedUnion('do', [
    roundInput.extend({ do: z.literal('change'), seen }),
    z.object({ do: z.literal('lift'), reason, seen }),
    z.object({ do: z.literal('resume'), reason, seen }),
    z.object({ do: z.literal('withdraw'), reason, seen }),
  ])
  .meta({ id: 'ResponseRuling' });
export type ResponseRuling = z.output<typeof responseRuling>;

/** What a notified unit says. */
export const receiptInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('confirm'), note: reason }),
    z.object({ do: z.literal('unconfirm') }),
    z.object({ do: z.literal('tell'), enterprises: keys }),
    z.object({ do: z.literal('untell'), enterprises: keys }),
  ])
  .meta({ id: 'ReceiptInput' });
export type ReceiptInput = z.output<typeof receiptInput>;

const enterprise = z.string().min(1);
export const checkInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('record'), enterprise, check: enterpriseCheckSchema }),
    z.object({ do: z.literal('withdraw'), enterprise, number: z.number().int(), reason }),
  ])
  .meta({ id: 'EnterpriseCheckInput' });
export type CheckInput = z.output<typeof checkInput>;

/** What came of a response, for its report. */
export const responseReview = z
  .object({
    rounds: z.array(
      z.object({
        level: alertLevel,
        levelName: localized,
        at: z.string(),
        starts: z.string(),
        notified: z.number(),
        confirmed: z.number(),
        medianMinutes: z.number().nullable(),
        longestMinutes: z.number().nullable(),
        silent: z.array(localized),
        enterprises: z.number(),
        told: z.number(),
        cut: z.number().describe('kg/d that the list promises under the level'),
        cutMissing: z.number().describe('Enterprises of the level without a figure'),
      }),
    ),
    counts,
    hours: z.number().describe('From the beginning to the end, or to now; whole hours'),
    observed: z.object({
      days: z.array(
        z.object({
          day: z.string(),
          forecast: z.number().nullable(),
          aqi: z.number().nullable(),
          aqiLevel: orNull(localized),
          pm25: z.string().describe('Daily mean in µg/m³, `—` where there is none'),
        }),
      ),
      pm25: orNull(assessment).describe('Mean over the days of the response'),
      simulated: z.boolean(),
    }),
  })
  .meta({ id: 'ResponseReview' });
export type ResponseReviewView = z.infer<typeof responseReview>;
