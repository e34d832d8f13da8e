import { createBrowserRouter } from 'react-router';
import { Skeleton } from './shared/loaded.tsx';
import { Layout } from './shell/layout.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailed } from './shell/route-failed.tsx';

/** The pages; each is loaded when it is first opened. */
export const router = createBrowserRouter([
  {
    path: '/',
    Component: Layout,
    ErrorBoundary: RouteFailed,
    HydrateFallback: () => <Skeleton lines={6} />,
    children: [
      {
        ErrorBoundary: RouteFailed,
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./board/board-page.tsx')).BoardPage }) },
          {
            path: 'targets/:id',
            lazy: async () => ({ Component: (await import('./target/target-page.tsx')).TargetPage }),
          },
          { path: 'desk', lazy: async () => ({ Component: (await import('./loop/desk-page.tsx')).DeskPage }) },
          {
            path: 'desk/verify',
            lazy: async () => ({ Component: (await import('./loop/bulk-verify-page.tsx')).BulkVerifyPage }),
          },
          { path: 'work', lazy: async () => ({ Component: (await import('./loop/work-page.tsx')).WorkPage }) },
          { path: 'work/:unit', lazy: async () => ({ Component: (await import('./loop/work-page.tsx')).WorkPage }) },
          {
            path: 'measures/:id',
            lazy: async () => ({ Component: (await import('./loop/measure-page.tsx')).MeasurePage }),
          },
          {
            path: 'reports/:measure/:unit/:period',
            lazy: async () => ({ Component: (await import('./loop/report-page.tsx')).ReportPage }),
          },
          {
            path: 'coordination',
            lazy: async () => ({ Component: (await import('./loop/coordination-page.tsx')).CoordinationPage }),
          },
          { path: 'inbox', lazy: async () => ({ Component: (await import('./inbox/inbox-page.tsx')).InboxPage }) },
          { path: 'field', lazy: async () => ({ Component: (await import('./field/field-page.tsx')).FieldPage }) },
          {
            path: 'documents',
            lazy: async () => ({ Component: (await import('./documents/documents-page.tsx')).DocumentsPage }),
          },
          {
            path: 'documents/draft',
            lazy: async () => ({ Component: (await import('./documents/draft-page.tsx')).DraftPage }),
          },
          {
            path: 'documents/templates',
            lazy: async () => ({ Component: (await import('./documents/templates-page.tsx')).TemplatesPage }),
          },
          {
            path: 'documents/:id',
            lazy: async () => ({ Component: (await import('./documents/publication-page.tsx')).PublicationPage }),
          },
          {
            path: 'registers',
            lazy: async () => ({ Component: (await import('./registers/registers-page.tsx')).RegistersPage }),
          },
          {
            path: 'registers/:id',
            lazy: async () => ({ Component: (await import('./registers/register-page.tsx')).RegisterPage }),
          },
          {
            path: 'registers/:id/new',
            lazy: async () => ({ Component: (await import('./registers/entry-page.tsx')).NewEntryPage }),
          },
          {
            path: 'registers/:id/entries/:key',
            lazy: async () => ({ Component: (await import('./registers/entry-page.tsx')).EntryPage }),
          },
          { path: 'cases', lazy: async () => ({ Component: (await import('./cases/cases-page.tsx')).CasesPage }) },
          {
            path: 'cases/rates',
            lazy: async () => ({ Component: (await import('./cases/rates-page.tsx')).RatesPage }),
          },
          {
            path: 'cases/new',
            lazy: async () => ({ Component: (await import('./cases/new-case-page.tsx')).NewCasePage }),
          },
          {
            path: 'cases/import',
            lazy: async () => ({ Component: (await import('./cases/import-page.tsx')).ImportPage }),
          },
          { path: 'cases/:id', lazy: async () => ({ Component: (await import('./cases/case-page.tsx')).CasePage }) },
          {
            path: 'responses',
            lazy: async () => ({ Component: (await import('./responses/responses-page.tsx')).ResponsesPage }),
          },
          {
            path: 'responses/new',
            lazy: async () => ({ Component: (await import('./responses/new-response-page.tsx')).NewResponsePage }),
          },
          {
            path: 'responses/:id',
            lazy: async () => ({ Component: (await import('./responses/response-page.tsx')).ResponsePage }),
          },
          {
            path: 'responses/:id/check',
            lazy: async () => ({ Component: (await import('./responses/check-page.tsx')).CheckPage }),
          },
          {
            path: 'responses/:id/review',
            lazy: async () => ({ Component: (await import('./responses/review-page.tsx')).ReviewPage }),
          },
          {
            path: 'quality',
            lazy: async () => ({ Component: (await import('./quality/quality-page.tsx')).QualityPage }),
          },
          { path: 'scores', lazy: async () => ({ Component: (await import('./scores/scores-page.tsx')).ScoresPage }) },
          { path: 'map', lazy: async () => ({ Component: (await import('./map/map-page.tsx')).MapPage }) },
          { path: 'towns', lazy: async () => ({ Component: (await import('./towns/towns-page.tsx')).TownsPage }) },
          {
            path: 'plan/drafts',
            lazy: async () => ({ Component: (await import('./plans/drafts-page.tsx')).DraftsPage }),
          },
          {
            path: 'plan/drafts/:id',
            lazy: async () => ({ Component: (await import('./plans/draft-page.tsx')).DraftPage }),
          },
          {
            path: 'plan/versions',
            lazy: async () => ({ Component: (await import('./plans/versions-page.tsx')).VersionsPage }),
          },
          {
            path: 'plan/cascade',
            lazy: async () => ({ Component: (await import('./plans/cascade-page.tsx')).CascadePage }),
          },
          { path: 'plan', lazy: async () => ({ Component: (await import('./plan/plan-page.tsx')).PlanPage }) },
          {
            path: 'methods',
            lazy: async () => ({ Component: (await import('./methods/methods-page.tsx')).MethodsPage }),
          },
          {
            path: 'methods/:id',
            lazy: async () => ({ Component: (await import('./methods/method-page.tsx')).MethodPage }),
          },
          {
            path: 'validation',
            lazy: async () => ({ Component: (await import('./validation/validation-page.tsx')).ValidationPage }),
          },
          {
            path: 'standards',
            lazy: async () => ({ Component: (await import('./standards/standards-page.tsx')).StandardsPage }),
          },
          {
            path: 'standards/compare',
            lazy: async () => ({ Component: (await import('./standards/compare-page.tsx')).ComparePage }),
          },
          {
            path: 'standards/:id',
            lazy: async () => ({ Component: (await import('./standards/standard-page.tsx')).StandardPage }),
          },
          {
            path: 'devices',
            lazy: async () => ({ Component: (await import('./intake/devices-page.tsx')).DevicesPage }),
          },
          { path: 'intake', lazy: async () => ({ Component: (await import('./intake/intake-page.tsx')).IntakePage }) },
          {
            path: 'operations',
            lazy: async () => ({ Component: (await import('./intake/operations-page.tsx')).OperationsPage }),
          },
          { path: 'data', lazy: async () => ({ Component: (await import('./batches/data-page.tsx')).DataPage }) },
          {
            path: 'sign-in',
            lazy: async () => ({ Component: (await import('./people/sign-in-page.tsx')).SignInPage }),
          },
          {
            path: 'account',
            lazy: async () => ({ Component: (await import('./people/account-page.tsx')).AccountPage }),
          },
          { path: 'people', lazy: async () => ({ Component: (await import('./people/people-page.tsx')).PeoplePage }) },
          {
            path: 'people/policy',
            lazy: async () => ({ Component: (await import('./people/policy-page.tsx')).PolicyPage }),
          },
          { path: 'audit', lazy: async () => ({ Component: (await import('./people/audit-page.tsx')).AuditPage }) },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
