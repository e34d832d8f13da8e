import { PLAN_FORMATS, PLAN_LAYOUTS, type ProducedFile } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Context } from 'hono';
import type { Api, Environment } from './environment.ts';
import { planRoutes as routes } from './plan-routes.ts';

function handOver(c: Context<Environment>, { name, type, bytes }: ProducedFile): Response {
  return c.body(Uint8Array.from(bytes).buffer, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    // Whatever it holds, it runs nothing here.
    'Content-Security-Policy': 'sandbox',
  });
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new QingshanError('bad-request', { why: text, hint: '' });
}

/** The plan as a document: drafts, versions, municipal items. */
export function addPlans(api: Api): void {
  api.openapi(routes.plan, async (c) => c.json(await c.var.application.plan(c.req.valid('query')), 200));
  api.openapi(routes.planDrafts, async (c) => c.json(await c.var.application.planDrafts(), 200));
  api.openapi(routes.copyPlan, async (c) => c.json(await c.var.application.copyPlan(c.req.valid('json')), 200));
  api.openapi(routes.addPlanDraft, async (c) => {
    const { name, year } = c.req.valid('query');
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await c.var.application.addPlanDraft({ name, bytes }, year), 200);
  });
  api.openapi(routes.planDraft, async (c) => c.json(await c.var.application.planDraft(c.req.valid('param').id), 200));
  api.get('/plan-drafts/:id/file', async (c) =>
    handOver(c, await c.var.application.planDraftFile(numberOf(c.req.param('id')))),
  );
  api.openapi(routes.decidePlanDraft, async (c) =>
    c.json(await c.var.application.decidePlanDraft(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.undoPlanDraft, async (c) =>
    c.json(await c.var.application.undoPlanDraft(c.req.valid('param').id, c.req.valid('json').seen), 200),
  );
  api.openapi(routes.discardPlanDraft, async (c) =>
    c.json(await c.var.application.discardPlanDraft(c.req.valid('param').id, c.req.valid('json').seen), 200),
  );
  api.openapi(routes.previewPlanIssue, async (c) =>
    c.json(await c.var.application.previewPlanIssue(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.issuePlan, async (c) =>
    c.json(await c.var.application.issuePlan(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.planVersions, async (c) => c.json(await c.var.application.planVersions(), 200));
  api.openapi(routes.diffPlanVersions, async (c) => {
    const { from, to } = c.req.valid('query');
    return c.json(await c.var.application.diffPlanVersions(from, to), 200);
  });
  api.openapi(routes.planVersion, async (c) =>
    c.json(await c.var.application.planVersion(c.req.valid('param').id), 200),
  );
  api.get('/plan-versions/:id/:layout/:format', async (c) => {
    const [layout, format] = [
      PLAN_LAYOUTS.find((known) => known === c.req.param('layout')),
      PLAN_FORMATS.find((known) => known === c.req.param('format')),
    ];
    if (!layout || !format) {
      const hint = `${PLAN_LAYOUTS.join(', ')}; ${PLAN_FORMATS.join(', ')}`;
      throw new QingshanError('bad-request', { why: `${c.req.param('layout')}/${c.req.param('format')}`, hint });
    }
    const version = numberOf(c.req.param('id'));
    return handOver(c, await c.var.application.exportPlan({ version, layout, format }));
  });
  api.openapi(routes.cascade, async (c) => c.json(await c.var.application.cascade(), 200));
  api.openapi(routes.previewMunicipalItems, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await c.var.application.previewMunicipalItems({ name: c.req.valid('query').name, bytes }), 200);
  });
  api.openapi(routes.importMunicipalItems, async (c) => {
    const { name, skipFaulty } = c.req.valid('query');
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await c.var.application.importMunicipalItems({ name, bytes }, skipFaulty === 'true'), 200);
  });
  api.openapi(routes.linkMunicipalItem, async (c) =>
    c.json(await c.var.application.linkMunicipalItem(c.req.valid('json')), 200),
  );
}
