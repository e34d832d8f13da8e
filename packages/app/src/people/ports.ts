import type { ActorRole } from '@qingshan/campaign';
import type { Moment } from '@qingshan/kernel';

/** A person with a local account. Accounts are never deleted, so that a name in the audit never means somebody else. */
export interface PersonRecord {
  /** User name, `zhang.san` */
  readonly id: string;
  readonly name: string;
  readonly role: ActorRole;
  readonly unit: string | null;
  readonly state: 'active' | 'locked' | 'disabled';
  /** A locked account opens by itself then; `null`: an administrator locked it */
  readonly lockedUntil: Moment | null;
  /** PHC string; `null`: signs in through another system only */
  readonly password: string | null;
  readonly passwordAt: Moment;
  /** The next sign-in must change it */
  readonly mustChange: boolean;
  /** Hashes of earlier passwords, the newest first */
  readonly history: readonly string[];
  /** Failures in a row */
  readonly failures: number;
  /** Base32 secret of the second factor, sealed (see `SecretBox`); `null`: none set up */
  readonly secret: string | null;
  /** A secret that was shown but not yet confirmed by a code, sealed */
  readonly newSecret: string | null;
  /** Step of the last code that was used; a code is good once */
  readonly lastStep: number;
  readonly demonstration: boolean;
  readonly createdAt: Moment;
  readonly lastSignIn: Moment | null;
}

export interface SessionRecord {
  /** sha256 of the token that the browser holds */
  readonly hash: string;
  readonly person: string;
  readonly createdAt: Moment;
  readonly seenAt: Moment;
}

/** People and their sessions in the registry. */
export interface PeopleRegistry {
  people(): Promise<readonly PersonRecord[]>;
  person(id: string): Promise<PersonRecord | null>;
  /** @throws QingshanError `person-exists` */
  addPerson(person: PersonRecord): Promise<void>;
  /** @throws QingshanError `not-found` */
  setPerson(id: string, change: Partial<Omit<PersonRecord, 'id' | 'createdAt' | 'demonstration'>>): Promise<void>;
  /** Counts a failed sign-in and says how many there were in a row, also of those at the same moment. */
  countFailure(id: string): Promise<number>;
  /** Whether the code of this step may be used; it may once, and none before it any more. */
  useStep(id: string, step: number): Promise<boolean>;
  addSession(session: SessionRecord): Promise<void>;
  session(hash: string): Promise<SessionRecord | null>;
  touchSession(hash: string, at: Moment): Promise<void>;
  endSession(hash: string): Promise<void>;
  /** Ends every session of a person but one. */
  endSessions(person: string, except?: string): Promise<void>;
  /** Forgets sessions that began before a moment. */
  forgetSessions(before: Moment): Promise<void>;
}

export interface AuditEntry {
  readonly at: Moment;
  /** Person id, `cli:` and a name, or `system` */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** JSON: name, role and unit of the actor, the result, and what the command adds */
  readonly detail: string;
}

/** The audit entry of a command that does nothing but append events, once. */
export interface PendingAudit {
  /** The entry, given the subjects of the events that are stored with it */
  entry(subjects: readonly string[]): AuditEntry;
  readonly isWritten: boolean;
  /** Both have been stored. */
  written(): void;
}

/** What of the audit is asked for; everything that is given must hold. */
export interface AuditFilter {
  /** Acted, or was acted on */
  readonly person?: string | undefined;
  readonly action?: string | undefined;
  /** A part of the subject */
  readonly subject?: string | undefined;
  readonly from?: Moment | undefined;
  /** Up to and with this moment */
  readonly to?: Moment | undefined;
}
