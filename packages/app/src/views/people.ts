import { ACTOR_ROLES } from '@qingshan/campaign';
import { z } from 'zod';
import { localized, orNull } from './common.ts';

export const role = z.enum(ACTOR_ROLES).meta({ id: 'ActorRole' });

const unit = z.object({ id: z.string(), name: localized }).meta({ id: 'UnitRef' });

export const actor = z
  .object({ id: z.string(), name: z.string(), role, unit: orNull(unit) })
  .meta({ id: 'Actor', description: 'Who acts' });
export type ActorView = z.infer<typeof actor>;

export const me = z
  .object({
    signedIn: z.boolean(),
    actor,
    /** What has to be done before anything else */
    pending: z.enum(['password', 'second-factor']).nullable(),
    secondFactor: z.boolean(),
    /** Use cases that the role may run, some of them for its own unit only */
    may: z.array(z.string()),
    /** How one may sign in here */
    ways: z.object({
      demonstration: z.array(actor),
      oidc: z.object({ label: z.string() }).nullable(),
    }),
    passwordRules: z.object({
      length: z.number(),
      classes: z.number(),
      days: z.number(),
      history: z.number(),
    }),
  })
  .meta({ id: 'Me' });

export const signInInput = z
  .strictObject({
    person: z.string().trim().min(1).max(64),
    password: z.string().min(1).max(1000),
    /** Of the second factor, where one is set up */
    code: z.string().max(20).optional(),
  })
  .meta({ id: 'SignInInput' });

export const demonstrationSignInInput = z.strictObject({ person: z.string() }).meta({ id: 'DemonstrationSignInInput' });

export const passwordInput = z
  .strictObject({ present: z.string().max(1000), next: z.string().min(1).max(1000) })
  .meta({ id: 'PasswordInput' });

export const newSecondFactor = z
  .object({ secret: z.string(), uri: z.string() })
  .meta({ id: 'NewSecondFactor', description: 'Shown once, to be entered into an authenticator app' });

export const codeInput = z.strictObject({ code: z.string().max(20) }).meta({ id: 'CodeInput' });
export const presentPasswordInput = z.strictObject({ present: z.string().max(1000) }).meta({ id: 'PresentPassword' });

export const person = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    unit: orNull(unit),
    state: z.enum(['active', 'locked', 'disabled']),
    lockedUntil: z.string().nullable(),
    /** Whether there is a local password */
    password: z.boolean(),
    mustChange: z.boolean(),
    secondFactor: z.boolean(),
    demonstration: z.boolean(),
    createdAt: z.string(),
    lastSignIn: z.string().nullable(),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof person>;

export const newPersonInput = z
  .strictObject({
    id: z.string(),
    name: z.string().trim().min(1).max(60),
    role,
    unit: z.string().nullable(),
    /** `false`: signs in through another system only */
    localPassword: z.boolean().default(true),
    /** Chosen by whoever adds the person; absent: generated. Either way the first sign-in changes it. */
    password: z.string().max(1000).optional(),
  })
  .meta({ id: 'NewPersonInput' });

export const personChange = z
  .strictObject({
    name: z.string().trim().min(1).max(60).optional(),
    role: role.optional(),
    unit: z.string().nullable().optional(),
    state: z.enum(['active', 'locked', 'disabled']).optional(),
    /** Takes the second factor away, for a lost phone */
    secondFactor: z.literal(false).optional(),
  })
  .meta({ id: 'PersonChange' });

export const personWithPassword = z
  .object({
    person,
    /** Shown this once; `null` where there is none or it was chosen */
    password: z.string().nullable(),
  })
  .meta({ id: 'PersonWithPassword' });

export const auditQuery = z.object({
  person: z.string().optional().describe('User name of who acted or was acted on'),
  action: z.string().optional(),
  subject: z.string().optional().describe('Part of what was acted on'),
  from: z.string().optional().describe('First day or moment, 2024-10-31 or 2024-10-31T08:00'),
  to: z.string().optional().describe('Last day or moment'),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditEntry = z
  .object({
    id: z.number(),
    at: z.string(),
    actor: z.string(),
    name: z.string(),
    role: z.string(),
    unit: z.string(),
    action: z.string(),
    subject: z.string(),
    result: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export const auditTrail = z
  .object({
    entries: z.array(auditEntry),
    /** More entries match than are shown; the newest are */
    more: z.boolean(),
    actions: z.array(z.object({ id: z.string(), text: localized })),
  })
  .meta({ id: 'AuditTrail' });

export const auditCheck = z
  .object({
    entries: z.number(),
    /** The first entry that is not the one that was written, counted from 1; `null`: all are */
    broken: z.number().nullable(),
  })
  .meta({ id: 'AuditCheck' });

export const policy = z
  .object({
    roles: z.array(role),
    areas: z.array(
      z.object({
        id: z.string(),
        text: localized,
        rows: z.array(
          z.object({
            id: z.string(),
            text: localized,
            /** One for each role, in the order of `roles`; `null`: not at all */
            grants: z.array(z.enum(['all', 'own', 'published']).nullable()),
            /** The action in the audit; `null`: it changes nothing */
            audit: z.string().nullable(),
          }),
        ),
      }),
    ),
    /** Whether `published` holds in this workspace */
    published: z.boolean(),
  })
  .meta({ id: 'Policy', description: 'Who may do what' });
export type PolicyView = z.infer<typeof policy>;
