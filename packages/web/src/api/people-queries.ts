import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from './client.ts';

export type Me = Schemas['Me'];
export type Person = Schemas['Person'];
export type Role = Schemas['ActorRole'];

/** What of the audit is asked for; an empty text asks for nothing. */
export interface AuditQuery {
  person: string;
  action: string;
  subject: string;
  from: string;
  to: string;
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answer(client.GET('/me', { signal })),
});

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => answer(client.GET('/policy', { signal })),
});

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => answer(client.GET('/people', { signal })),
});

export const auditQuery = (query: AuditQuery) =>
  queryOptions({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => answer(client.GET('/audit', { params: { query }, signal })),
    // Whoever looks wants what happened just now.
    staleTime: 0,
  });

export const signIn = (body: Schemas['SignInInput']): Promise<Me> => answer(client.POST('/sign-in', { body }));
export const signInDemonstration = (person: string): Promise<Me> =>
  answer(client.POST('/sign-in/demonstration', { body: { person } }));
export const signOut = (): Promise<Me> => answer(client.POST('/sign-out'));
export const changePassword = (body: Schemas['PasswordInput']): Promise<Me> =>
  answer(client.POST('/password', { body }));
export const beginSecondFactor = (): Promise<Schemas['NewSecondFactor']> => answer(client.POST('/second-factor'));
export const confirmSecondFactor = (code: string): Promise<Me> =>
  answer(client.POST('/second-factor/confirmation', { body: { code } }));
export const removeSecondFactor = (present: string): Promise<Me> =>
  answer(client.POST('/second-factor/removal', { body: { present } }));
export const addPerson = (body: Schemas['NewPersonInput']): Promise<Schemas['PersonWithPassword']> =>
  answer(client.POST('/people', { body }));
export const changePerson = (id: string, body: Schemas['PersonChange']): Promise<Person> =>
  answer(client.PATCH('/people/{id}', { params: { path: { id } }, body }));
export const resetPassword = (id: string): Promise<Schemas['PersonWithPassword']> =>
  answer(client.POST('/people/{id}/password', { params: { path: { id } } }));
export const verifyAudit = (): Promise<Schemas['AuditCheck']> => answer(client.GET('/audit/verification'));
export const exportAudits = (query: AuditQuery): Promise<Schemas['AuditEntry'][]> =>
  answer(client.GET('/audit/export', { params: { query } }));
