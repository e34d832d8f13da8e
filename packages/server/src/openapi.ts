import { DEFAULT_SETTINGS, type ApplicationFor } from '@qingshan/app';
import { createApi } from './api.ts';

type OpenApiDocument = ReturnType<ReturnType<typeof createApi>['getOpenAPI31Document']>;

/** The OpenAPI document of the API; it does not depend on a workspace. */
export function openApiDocument(version: string): OpenApiDocument {
  // Routes are registered without being called, so no use case is needed here.
  const none: Partial<ApplicationFor> = {};
  const options = { version, settings: DEFAULT_SETTINGS, clock: { now: () => 0 } };
  return createApi(none as ApplicationFor, options).getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Qingshan 青山', version },
    servers: [{ url: '/api/v1' }],
  });
}
