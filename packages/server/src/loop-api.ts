import type { Api } from './environment.ts';
import { loopRoutes as routes } from './loop-routes.ts';

/** Types that a browser may show; others are downloaded. */
const INLINE = /^image\/|^application\/pdf$/;

const DONE = { done: true } as const;

function reportOf({ measure, unit, period }: { measure: string; unit: string; period: string }): string {
  return `${measure}/${unit}/${period}`;
}

function itemOf({ measure, unit, number }: { measure: string; unit: string; number: string }): string {
  return `${measure}/${unit}/${number}`;
}

/** Dispatch, reports, verification, requests and help. */
export function addLoop(api: Api): void {
  api.openapi(routes.desk, async (c) => c.json(await c.var.application.desk(), 200));
  api.openapi(routes.assignments, async (c) => c.json(await c.var.application.assignments(c.req.valid('query')), 200));
  api.openapi(routes.measurePage, async (c) =>
    c.json(await c.var.application.measurePage(c.req.valid('param').id), 200),
  );
  api.openapi(routes.specifyMeasure, async (c) =>
    c.json(await c.var.application.specifyMeasure(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.worklist, async (c) => c.json(await c.var.application.worklist(c.req.valid('param').id), 200));
  api.openapi(routes.changeDispatch, async (c) =>
    c.json(await c.var.application.changeDispatch(c.req.valid('json')), 200),
  );
  api.openapi(routes.signFor, async (c) => c.json(await c.var.application.signFor(c.req.valid('json')), 200));
  api.openapi(routes.report, async (c) => c.json(await c.var.application.report(reportOf(c.req.valid('param'))), 200));
  api.openapi(routes.writeReport, async (c) =>
    c.json(await c.var.application.writeReport(reportOf(c.req.valid('param')), c.req.valid('json')), 200),
  );
  api.openapi(routes.verifyReport, async (c) =>
    c.json(await c.var.application.verifyReport(reportOf(c.req.valid('param')), c.req.valid('json')), 200),
  );
  api.openapi(routes.monthReport, async (c) =>
    c.json(await c.var.application.monthReport(c.req.valid('param').id), 200),
  );
  api.openapi(routes.addEvidence, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await c.var.application.addEvidence({ name: c.req.valid('query').name, bytes }), 200);
  });
  api.openapi(routes.evidenceFacts, async (c) =>
    c.json(await c.var.application.evidenceFacts(c.req.valid('param').id), 200),
  );
  api.get('/evidence/:id/content', async (c) => {
    const { bytes, name, type } = await c.var.application.evidenceBytes(c.req.param('id'));
    const how = INLINE.test(type) ? 'inline' : 'attachment';
    return c.body(Uint8Array.from(bytes).buffer, 200, {
      'Content-Type': type,
      'Content-Disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
      // Whatever it holds, it runs nothing here.
      'Content-Security-Policy': 'sandbox',
    });
  });
  api.openapi(routes.requests, async (c) => c.json(await c.var.application.requests(), 200));
  api.openapi(routes.askChange, async (c) => c.json(await c.var.application.askChange(c.req.valid('json')), 200));
  api.openapi(routes.decideChange, async (c) => {
    await c.var.application.decideChange(itemOf(c.req.valid('param')), c.req.valid('json'));
    return c.json(DONE, 200);
  });
  api.openapi(routes.dropChange, async (c) => {
    await c.var.application.dropChange(itemOf(c.req.valid('param')));
    return c.json(DONE, 200);
  });
  api.openapi(routes.helps, async (c) => c.json(await c.var.application.helps(), 200));
  api.openapi(routes.raiseHelp, async (c) => c.json(await c.var.application.raiseHelp(c.req.valid('json')), 200));
  api.openapi(routes.answerHelp, async (c) => {
    await c.var.application.answerHelp(itemOf(c.req.valid('param')), c.req.valid('json').text);
    return c.json(DONE, 200);
  });
  api.openapi(routes.settleHelp, async (c) => {
    await c.var.application.settleHelp(itemOf(c.req.valid('param')), c.req.valid('json'));
    return c.json(DONE, 200);
  });
}
