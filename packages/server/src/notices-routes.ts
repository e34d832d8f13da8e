import { createRoute } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body } from './route-parts.ts';

/** What a person is told. */
export const noticeRoutes = {
  inbox: createRoute({
    method: 'get',
    path: '/inbox',
    responses: answers(views.inbox, 'What happened that concerns whoever asks'),
  }),
  readNotices: createRoute({
    method: 'post',
    path: '/inbox/read',
    request: body(views.readInput),
    responses: answers(views.unread, 'Marked as read'),
  }),
  setNotices: createRoute({
    method: 'put',
    path: '/inbox/setting',
    request: body(views.noticeSetting),
    responses: answers(views.inbox, 'As it is told from now on'),
  }),
};
