import type { ContentVersion, DeliveryState, DraftContent, PullOutcome, Registration, views } from '@qingshan/app';
import type { Localized } from '@qingshan/kernel';
import type { CaseState, Counts, PlanVersion } from '@qingshan/campaign';
import type { PublicationRecord } from '@qingshan/app';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

/** The registry's tables as the newest migration leaves them. Moments are `bigint`: numbers here, strings in `pg`. */
export interface RegistrySchema {
  series: {
    id: GeneratedAlways<number>;
    site: string;
    parameter: string;
    unit: string;
    windows: boolean;
    simulated: boolean;
  };
  batch: {
    id: GeneratedAlways<number>;
    source: string;
    files: JSONColumnType<string[], string, string>;
    state: Generated<'writing' | 'committed' | 'failed' | 'undone'>;
    created_at: number;
    received: number;
    undone_at: number | null;
    added: Generated<number>;
    corrected: Generated<number>;
    unchanged: Generated<number>;
    faults: number;
    simulated: boolean;
  };
  fault: {
    batch: number;
    position: number;
    code: string;
    severity: 'refused' | 'quarantined' | 'note';
    file: string;
    row: number | null;
    column_name: string | null;
    value: string | null;
    zh: string;
    en: string;
  };
  assessment: { id: string; json: string; at: number };
  account: {
    id: GeneratedAlways<number>;
    indicator: string;
    period: string;
    available: string;
    note: string;
    input: JSONColumnType<Readonly<Record<string, unknown>>, string, never>;
    recorded_by: string;
    recorded_at: number;
    withdrawn_by: string | null;
    withdrawn_at: number | null;
  };
  confirmation: { edition: string; figure: string; confirmed_by: string; document: string; at: number };
  person: {
    id: string;
    name: string;
    role: string;
    unit: string | null;
    state: 'active' | 'locked' | 'disabled';
    locked_until: number | null;
    password: string | null;
    password_at: number;
    must_change: boolean;
    history: JSONColumnType<string[], string, string>;
    failures: number;
    secret: string | null;
    new_secret: string | null;
    last_step: number;
    demonstration: boolean;
    created_at: number;
    last_sign_in: number | null;
  };
  session: { hash: string; person: string; created_at: number; seen_at: number };
  audit: {
    id: GeneratedAlways<number>;
    at: number;
    actor: string;
    action: string;
    subject: string;
    detail: string;
    hash: string;
  };
  audit_begun: {
    id: GeneratedAlways<number>;
    at: number;
    actor: string;
    action: string;
    subject: string;
    detail: string;
  };
  job_run: { job: string; at: number; failed: boolean };
  loop_event: EventTable;
  case_event: EventTable;
  case_item: {
    id: string;
    state: string;
    source: string;
    unit: string | null;
    units: string[];
    town: string | null;
    topic: string;
    spot: string | null;
    number: string;
    title: string;
    received: number;
    yellow_at: number | null;
    due: number | null;
    climbs_at: number | null;
    merged_into: string | null;
    import: string | null;
    key: string | null;
    folded: JSONColumnType<CaseState, string, string>;
  };
  case_private: { case_id: string; name: string; phone: string; address: string; text: string };
  case_import: {
    id: string;
    file: string;
    hash: string;
    imported_by: string;
    at: number;
    opened: number;
    updated: number;
    unchanged: number;
    refused: number;
    undone_at: number | null;
    undone_by: string | null;
  };
  file: {
    id: string;
    name: string;
    type: string;
    size: number;
    taken_at: number | null;
    longitude: number | null;
    latitude: number | null;
    uploaded_by: string;
    uploaded_at: number;
  };
  plan_draft: {
    id: GeneratedAlways<number>;
    kind: 'document' | 'copy';
    name: string;
    file: string;
    year: number | null;
    counts: JSONColumnType<Counts, string, never>;
    doubts: number;
    content: JSONColumnType<DraftContent, string, never>;
    drafted_by: string;
    drafted_at: number;
  };
  plan_version: {
    id: GeneratedAlways<number>;
    plan: string;
    year: number;
    version: number;
    draft: number | null;
    file: string | null;
    name: string;
    number: string | null;
    date: string | null;
    note: string;
    content: JSONColumnType<PlanVersion, string, never>;
    issued_by: string;
    issued_at: number;
  };
  notice_read: { person: string; notice: string; at: number };
  notice_setting: { person: string; mail: string | null; muted: JSONColumnType<string[], string, string> };
  delivery: {
    person: string;
    day: string;
    channel: string;
    state: 'taken' | 'sent' | 'failed';
    attempts: number;
    at: number;
    retry_at: number | null;
    why: string | null;
  };
  /** `only_one` keeps it to a single row */
  data_folder: { id: string; only_one: Generated<boolean> };
  register_import: {
    id: GeneratedAlways<number>;
    register: string;
    file: string;
    added: number;
    changed: number;
    unchanged: number;
    refused: number;
    simulated: boolean;
    undoes: number | null;
    at: number;
    by_id: string;
    by_name: string;
    by_role: string;
    by_unit: string | null;
  };
  register_version: {
    id: GeneratedAlways<number>;
    register: string;
    key: string;
    seq: number;
    values: JSONColumnType<Record<string, unknown>, string, never>;
    withdrawn: boolean;
    import: number | null;
    at: number;
    by_id: string;
    by_name: string;
    by_role: string;
    by_unit: string | null;
  };
  register_entry: { register: string; key: string; version: number; seq: number; withdrawn: boolean };
  register_job: { id: string; job: JSONColumnType<Record<string, unknown>, string, string> };
  register_findings: { job: string; findings: JSONColumnType<unknown[], string, string> };
  device: {
    mn: string;
    password: string;
    registration: JSONColumnType<Registration, string, string>;
    registered_by: string;
    registered_at: number;
    withdrawn_at: number | null;
  };
  intake_key: {
    id: string;
    name: string;
    hash: string;
    sources: JSONColumnType<string[], string, never>;
    sites: JSONColumnType<string[] | null, string | null, never>;
    made_by: string;
    made_at: number;
    expires_at: number | null;
    revoked_at: number | null;
    used_at: number | null;
  };
  intake_delivery: {
    id: GeneratedAlways<number>;
    origin: string;
    token: string;
    source: string;
    file: string;
    digest: string;
    at: number;
    state: DeliveryState;
    batch: number | null;
    answer: JSONColumnType<views.IntakeAnswer | null, string | null, string>;
  };
  intake_pull: {
    name: string;
    target: string;
    tried_at: number;
    good_at: number | null;
    failures: number;
    outcome: PullOutcome;
    why: JSONColumnType<Localized | null, string | null, string | null>;
    version: JSONColumnType<ContentVersion | null, string | null, string | null>;
    digest: string | null;
  };
  publication: {
    id: GeneratedAlways<number>;
    kind: PublicationRecord['kind'];
    subject: string;
    variant: string;
    title: string;
    series: string;
    year: number;
    number: number;
    day: string;
    simulated: boolean;
    facts: string;
    rules: string;
    program: string;
    template: string;
    template_name: string;
    files: string;
    attached: string;
    replaces: number | null;
    by_id: string;
    by_name: string;
    at: number;
    withdrawn_by: string | null;
    withdrawn_at: number | null;
    withdrawn_for: string | null;
  };
  document_template: {
    id: GeneratedAlways<number>;
    kind: PublicationRecord['kind'];
    file: string | null;
    name: string;
    note: string;
    by_name: string;
    at: number;
  };
}

/** A log of events: of the campaign, of cases. */
export interface EventTable {
  id: GeneratedAlways<number>;
  subject: string;
  seq: number;
  type: string;
  data: JSONColumnType<Record<string, unknown>, string, string>;
  at: number;
  by_id: string;
  by_name: string;
  by_role: string;
  by_unit: string | null;
}
