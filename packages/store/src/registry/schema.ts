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
  loop_event: {
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
}
