import { casesRoutes as routes } from './cases-routes.ts';
import type { Api } from './environment.ts';

/** Cases: lists, one case, rates, imports. */
export function addCases(api: Api): void {
  api.openapi(routes.caseDesk, async (c) => c.json(await c.var.application.caseDesk(), 200));
  api.openapi(routes.cases, async (c) => c.json(await c.var.application.cases(c.req.valid('query')), 200));
  api.openapi(routes.openCase, async (c) => c.json(await c.var.application.openCase(c.req.valid('json')), 200));
  api.openapi(routes.caseRates, async (c) => c.json(await c.var.application.caseRates(c.req.valid('query')), 200));
  api.openapi(routes.caseDetail, async (c) => c.json(await c.var.application.caseDetail(c.req.valid('param').id), 200));
  api.openapi(routes.showComplainant, async (c) =>
    c.json(await c.var.application.showComplainant(c.req.valid('param').id), 200),
  );
  api.openapi(routes.workOnCase, async (c) =>
    c.json(await c.var.application.workOnCase(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.checkCase, async (c) =>
    c.json(await c.var.application.checkCase(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.ruleOnCase, async (c) =>
    c.json(await c.var.application.ruleOnCase(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.dispatchCases, async (c) =>
    c.json(await c.var.application.dispatchCases(c.req.valid('json')), 200),
  );
  api.openapi(routes.escalateCases, async (c) =>
    c.json(await c.var.application.escalateCases(c.req.valid('json')), 200),
  );
  api.openapi(routes.mergeCases, async (c) => c.json(await c.var.application.mergeCases(c.req.valid('json')), 200));
  api.openapi(routes.caseProposals, async (c) => c.json(await c.var.application.caseProposals(), 200));
  api.openapi(routes.caseImports, async (c) => c.json(await c.var.application.caseImports(), 200));
  api.openapi(routes.previewCaseImport, async (c) => {
    const file = { name: c.req.valid('query').name, bytes: new Uint8Array(await c.req.arrayBuffer()) };
    return c.json(await c.var.application.previewCaseImport(file), 200);
  });
  api.openapi(routes.commitCaseImport, async (c) => {
    const { name, merge } = c.req.valid('query');
    const file = { name, bytes: new Uint8Array(await c.req.arrayBuffer()) };
    const ids = merge === undefined || merge === '' ? [] : merge.split(',');
    return c.json(await c.var.application.commitCaseImport(file, ids), 200);
  });
  api.openapi(routes.undoCaseImport, async (c) =>
    c.json(await c.var.application.undoCaseImport(c.req.valid('param').id), 200),
  );
}
