import { PUBLISHED_FORMS, views, type ProducedFile, type PublishedForm } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Context } from 'hono';
import { documentRoutes as routes } from './documents-routes.ts';
import type { Api, Environment } from './environment.ts';

/** A page of a document runs nothing and asks for nothing; its figures may lead the reader out of it. */
const PAGE_POLICY = "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'";

function formOf(text: string): PublishedForm {
  const form = PUBLISHED_FORMS.find((known) => known === text);
  if (form) return form;
  throw new QingshanError('bad-request', { why: text, hint: PUBLISHED_FORMS.join(', ') });
}

function kindOf(text: string): views.DocumentAsk['kind'] {
  const kind = views.documentKind.safeParse(text);
  if (kind.success) return kind.data;
  throw new QingshanError('bad-request', { why: text, hint: views.documentKind.options.join(', ') });
}

function handOver(c: Context<Environment>, { name, type, bytes }: ProducedFile): Response {
  const page = type.startsWith('text/html');
  return c.body(Uint8Array.from(bytes).buffer, 200, {
    'Content-Type': type,
    'Content-Disposition': `${page ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    ...(page ? { 'Content-Security-Policy': PAGE_POLICY } : {}),
  });
}

/** The words of a draft travel as JSON, for a link can carry them. @throws QingshanError `bad-request` */
function askOf(kind: string, query: Record<string, string>): views.DocumentAsk {
  const { subject, variant, words } = query;
  try {
    return views.documentAsk.parse({
      kind,
      subject,
      ...(variant === undefined ? {} : { variant }),
      ...(words === undefined ? {} : { words: JSON.parse(words) }),
    });
  } catch (error) {
    throw new QingshanError('bad-request', { why: String(error), hint: '?subject=2024-10' });
  }
}

/** Drafts, publications and templates. */
export function addDocuments(api: Api): void {
  api.openapi(routes.documentsToMake, async (c) => c.json(await c.var.application.documentsToMake(), 200));
  api.openapi(routes.documentDraft, async (c) =>
    c.json(await c.var.application.documentDraft(c.req.valid('json')), 200),
  );
  api.get('/document-drafts/:kind/:form', async (c) => {
    const ask = askOf(c.req.param('kind'), c.req.query());
    return handOver(c, await c.var.application.documentDraftFile(ask, formOf(c.req.param('form'))));
  });
  api.openapi(routes.scorePacks, async (c) => c.json(await c.var.application.scorePacks(), 200));
  api.openapi(routes.scores, async (c) => c.json(await c.var.application.scores(c.req.valid('query')), 200));
  api.openapi(routes.publish, async (c) => c.json(await c.var.application.publish(c.req.valid('json')), 200));
  api.openapi(routes.publications, async (c) =>
    c.json(await c.var.application.publications(c.req.valid('query')), 200),
  );
  api.openapi(routes.publication, async (c) =>
    c.json(await c.var.application.publication(c.req.valid('param').id), 200),
  );
  api.get('/publications/:id/:form', async (c) =>
    handOver(c, await c.var.application.publicationFile(Number(c.req.param('id')), formOf(c.req.param('form')))),
  );
  api.openapi(routes.verifyPublication, async (c) =>
    c.json(await c.var.application.verifyPublications(c.req.valid('param').id), 200),
  );
  api.openapi(routes.withdrawPublication, async (c) =>
    c.json(await c.var.application.withdrawPublication(c.req.valid('param').id, c.req.valid('json').reason), 200),
  );
  api.openapi(routes.documentTemplates, async (c) => c.json(await c.var.application.documentTemplates(), 200));
  api.get('/document-templates/:kind/:version', async (c) => {
    const version = c.req.param('version');
    const chosen = version === 'shipped' ? null : Number(version);
    return handOver(c, await c.var.application.documentTemplateFile(kindOf(c.req.param('kind')), chosen));
  });
  api.openapi(routes.addDocumentTemplate, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const { name } = c.req.valid('query');
    return c.json(await c.var.application.addDocumentTemplate(c.req.valid('param').kind, { name, bytes }), 200);
  });
  api.openapi(routes.useDocumentTemplate, async (c) =>
    c.json(await c.var.application.useDocumentTemplate(c.req.valid('param').kind, c.req.valid('json')), 200),
  );
}
