import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body, id } from './route-parts.ts';

/** Signing in, people and the audit. */
export const peopleRoutes = {
  me: createRoute({ method: 'get', path: '/me', responses: answers(views.me, 'Who acts, and what they may do') }),
  policy: createRoute({ method: 'get', path: '/policy', responses: answers(views.policy, 'Who may do what') }),
  signIn: createRoute({
    method: 'post',
    path: '/sign-in',
    request: body(views.signInInput),
    responses: answers(views.me, 'Signed in; the session is in a cookie'),
  }),
  signInDemonstration: createRoute({
    method: 'post',
    path: '/sign-in/demonstration',
    request: body(views.demonstrationSignInInput),
    responses: answers(views.me, 'Signed in as one of the demonstration’s people'),
  }),
  signOut: createRoute({ method: 'post', path: '/sign-out', responses: answers(views.me, 'Signed out') }),
  changePassword: createRoute({
    method: 'post',
    path: '/password',
    request: body(views.passwordInput),
    responses: answers(views.me, 'Changed; other sessions have ended'),
  }),
  beginSecondFactor: createRoute({
    method: 'post',
    path: '/second-factor',
    responses: answers(views.newSecondFactor, 'A secret to enter into an authenticator app'),
  }),
  confirmSecondFactor: createRoute({
    method: 'post',
    path: '/second-factor/confirmation',
    request: body(views.codeInput),
    responses: answers(views.me, 'In use from now on'),
  }),
  removeSecondFactor: createRoute({
    method: 'post',
    path: '/second-factor/removal',
    request: body(views.presentPasswordInput),
    responses: answers(views.me, 'Removed'),
  }),
  people: createRoute({ method: 'get', path: '/people', responses: answers(z.array(views.person), 'The people') }),
  addPerson: createRoute({
    method: 'post',
    path: '/people',
    request: body(views.newPersonInput),
    responses: answers(views.personWithPassword, 'Added'),
  }),
  changePerson: createRoute({
    method: 'patch',
    path: '/people/{id}',
    request: { params: id, ...body(views.personChange) },
    responses: answers(views.person, 'As changed'),
  }),
  resetPassword: createRoute({
    method: 'post',
    path: '/people/{id}/password',
    request: { params: id },
    responses: answers(views.personWithPassword, 'A generated password, shown once'),
  }),
  audits: createRoute({
    method: 'get',
    path: '/audit',
    request: { query: views.auditQuery },
    responses: answers(views.auditTrail, 'The newest entries of the audit'),
  }),
  verifyAudit: createRoute({
    method: 'get',
    path: '/audit/verification',
    responses: answers(views.auditCheck, 'Whether every entry is the one that was written'),
  }),
  exportAudits: createRoute({
    method: 'get',
    path: '/audit/export',
    request: { query: views.auditQuery },
    responses: answers(z.array(views.auditEntry), 'Every entry that is asked for'),
  }),
};
