import { ACTOR_ROLES } from '@qingshan/campaign';
import { DOCUMENT_KINDS } from '@qingshan/documents';
import { z } from 'zod';
import { pullsSchema } from '../intake/pull-definition.ts';

const count = z.number().int().min(1);

/** Local passwords. What the figures rest on stands in docs/people.md. */
const password = z.strictObject({
  /** Characters at least */
  length: count.default(8),
  /** How many of capital letters, small letters, digits and other signs */
  classes: z.number().int().min(1).max(4).default(3),
  /** Days until a new one is asked for; 0: never */
  days: z.number().int().min(0).default(90),
  /** How many of the last ones may not come again */
  history: z.number().int().min(0).default(5),
});

const signIn = z.strictObject({
  /** Failures in a row that lock an account */
  failures: count.default(5),
  lockMinutes: count.default(30),
  /** Minutes without a request that end a session */
  idleMinutes: count.default(30),
  /** Hours after which a session ends whatever happens */
  hours: count.default(12),
  /** Roles that must use a second factor with their password */
  secondFactor: z.array(z.enum(ACTOR_ROLES)).default([]),
});

/** Sign-in through another system (OpenID Connect), beside local passwords. */
const oidc = z.strictObject({
  /** `https://sso.example.gov.cn/realms/district` */
  issuer: z.url(),
  clientId: z.string(),
  /** As the button names it */
  label: z.string(),
  /** The claim that holds the user name here */
  claim: z.string().default('preferred_username'),
});

/** How published documents are named and numbered. */
const documents = z.strictObject({
  /** 机关代字 of each kind, `门污防办`; kinds with the same one share one row of numbers. Without it the kind's own name. */
  series: z.partialRecord(z.enum(DOCUMENT_KINDS), z.string().trim().min(1).max(20)).default({}),
  /** 发文机关标志 of the red head; `null`: no red head */
  agency: z.string().trim().min(1).max(40).nullable().default(null),
  /** Kinds that everybody may read once published, where the district publishes at all */
  public: z.array(z.enum(DOCUMENT_KINDS)).default(['monthly-bulletin', 'town-ranking']),
});

/** The line on which instruments that speak HJ 212 send */
const gateway = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  host: z.string().default('127.0.0.1'),
});

/** Days for which other things are kept; what nobody names is kept for ever. docs/retention.md */
const retention = z.strictObject({
  /** Notices are shown for 60 days */
  noticeDays: z.number().int().min(90).default(400),
  /** Since the case was closed; `null`: until the district decides */
  complainantDays: count.nullable().default(null),
});

/** What a district decides for its workspace; kept in `workspace.json`. */
export const settingsSchema = z.strictObject({
  /** Whether board, targets, plan, methods and standards may be read without signing in. A demonstration always may. */
  publicBoard: z.boolean().default(false),
  /** The address that browsers use, when it is not that of the process: `https://qingshan.example.gov.cn` */
  publicUrl: z.url().nullable().default(null),
  password: password.prefault({}),
  signIn: signIn.prefault({}),
  oidc: oidc.nullable().default(null),
  /** From which hour of the day the digests are sent while the server runs */
  digestHour: z.number().int().min(0).max(23).default(8),
  documents: documents.prefault({}),
  /** Where instruments are listened to; `null`: nowhere */
  gateway: gateway.nullable().default(null),
  /** Days for which the packets of instruments are kept */
  frameDays: count.default(400),
  retention: retention.prefault({}),
  /** Folder in whose subfolders, named after sources, files are dropped; from the data folder on. `null`: none */
  watchFolder: z.string().min(1).nullable().default('inbox'),
  /** Files that are fetched by the clock */
  pulls: pullsSchema.default([]),
});
export type Settings = z.output<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
